import { type PreviewPlace, type ServicePage } from '../../../shared/contract/index.ts';
import { type Content } from '../../../shared/content/index.ts';
import { isKnownCollection, readBody } from '../../../shared/model/index.ts';
import { type PreviewDraft } from './draft.ts';

/** Where a record is seen on a kiosk; undefined where it has no screen yet. */
export function placeOf(
  content: Content,
  tenant: string,
  opens: { collection: string; id: string },
  drafts: readonly PreviewDraft[],
): PreviewPlace | undefined {
  const { collection, id } = opens;
  const service = (own: string): ServicePage | undefined => content.page({ tenant, id: own });
  if (collection === 'tenant') return { screen: 'home' };
  if (collection === 'service') return service(id) && { screen: 'service', service: { tenant, id } };
  if (collection === 'form') {
    const page = service(id);
    if (page?.form === undefined) return undefined;
    const isAsked = page.service.capabilities.includes('proposal');
    return { screen: isAsked ? 'proposal' : 'service', service: { tenant, id } };
  }
  if (collection === 'commitment') {
    const draft = drafts.find((each) => each.collection === collection && each.id === id);
    const owner = draft && readBody('commitment', draft.body)?.service;
    return owner !== undefined && service(owner)
      ? { screen: 'service', service: { tenant, id: owner } }
      : undefined;
  }
  return undefined;
}

/** Drafts of a kind that kiosks know, but not written so that they can read them: they would show nothing of them. */
export function unreadableDrafts(drafts: readonly PreviewDraft[]): PreviewDraft[] {
  return drafts.filter(
    ({ collection, body }) => isKnownCollection(collection) && readBody(collection, body) === undefined,
  );
}
