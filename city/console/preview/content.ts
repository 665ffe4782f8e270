import { type Content, contentOf } from '../../../shared/content/index.ts';
import { type Hub } from '../connection/index.ts';
import { type PreviewDraft } from './draft.ts';
import { type Published } from './published.ts';
import { findByName } from './simple-search.ts';

/** What a page is told of a draft, which has no version yet. */
const DRAFT_VERSION = 1;

/** What is published, with the home tenant's drafts laid over it. */
export function contentWith(hub: Hub, published: Published, drafts: readonly PreviewDraft[]): Content {
  const { tenants } = published;
  const [home = ''] = tenants;
  const over = drafts.map((draft) => ({ ...draft, tenant: home, version: DRAFT_VERSION }));
  const content = contentOf([...published.records, ...over], (text, language) =>
    findByName(content.cards(tenants), text, language),
  );
  return {
    ...content,
    clips: () => [...new Set([...published.clips.map(({ id }) => id), ...content.clips(tenants)])],
    clip: async (_tenants, id) => (await content.clip(tenants, id)) ?? publishedClip(hub, published, id),
  };
}

async function publishedClip(hub: Hub, { clips }: Published, id: string) {
  const place = clips.find((clip) => clip.id === id);
  const clip = place && (await hub.preview.clip(place));
  return clip?.ok ? clip.value : undefined;
}
