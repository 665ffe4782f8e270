import { useEffect, useMemo, useState } from 'react';
import { Notice, Waiting } from '../../../renderer/ui/index.ts';
import { type PreviewPlace } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { FIRST_CHOICE, PreviewChoices } from './choices.tsx';
import { contentWith } from './content.ts';
import { type PreviewDraft } from './draft.ts';
import { PreviewKiosk } from './kiosk.ts';
import { PreviewNotes } from './notes.tsx';
import { placeOf } from './opened.ts';
import { PanelFrame } from './panel-frame.tsx';
import { PANELS } from './panels.ts';
import { type Published, readPublished } from './published.ts';
import { useFrame } from './use-frame.ts';

interface PreviewProps {
  hub: Hub;
  onEnded: () => void;
  /** Laid over what is published; the same array as long as nothing was written. */
  drafts?: readonly PreviewDraft[];
  /** The record that is being edited; without one, the whole kiosk. */
  opens?: { collection: string; id: string };
}

const NO_DRAFTS: readonly PreviewDraft[] = [];

/** A kiosk of the city as it would be with these drafts, to look at and to touch. Nothing leaves it. */
export function Preview({ hub, onEnded, drafts = NO_DRAFTS, opens }: PreviewProps) {
  const { say } = useMessages();
  const [site, setSite] = useState(() => siteOf(drafts));
  const asked = useAnswer(() => readPublished(hub, site), { onEnded });
  const { reload } = asked;
  const shownSite = asked.value?.site?.id;
  useEffect(() => {
    if (site !== undefined && shownSite !== undefined && site !== shownSite) reload();
  }, [site, shownSite, reload]);
  if (asked.trouble !== undefined) return <Trouble words={`reason.${asked.trouble}`} onTryAgain={reload} />;
  if (asked.value === undefined) return <Waiting doing={say('preview.loading')} why={say('app.slow')} />;
  return <Shown hub={hub} published={asked.value} drafts={drafts} opens={opens} onSite={setSite} />;
}

interface ShownProps {
  hub: Hub;
  published: Published;
  drafts: readonly PreviewDraft[];
  opens: PreviewProps['opens'];
  onSite: (site: string) => void;
}

function Shown({ hub, published, drafts, opens, onSite }: ShownProps) {
  const [kiosk] = useState(() => new PreviewKiosk());
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const content = useMemo(() => contentWith(hub, published, drafts), [hub, published, drafts]);
  const panel = PANELS[choice.panel];
  const shown = useMemo(
    () => ({ tenants: published.tenants, siteName: published.site?.name, content, panel }),
    [published, content, panel],
  );

  const screen = opens && placeOf(content, published.tenants[0] ?? '', opens, drafts);
  const begin: PreviewPlace = { screen: opens ? 'home' : choice.begins };
  const { frame, silent } = useFrame(kiosk, { shown, look: choice, place: screen ?? begin });
  return (
    <div className="preview">
      <div className="preview-side">
        <PreviewChoices
          choice={choice}
          onChange={setChoice}
          sites={published.sites}
          site={published.site?.id}
          onSite={onSite}
          opened={opens !== undefined}
        />
        <PreviewNotes
          elsewhere={published.elsewhere}
          drafts={drafts}
          hasScreen={opens === undefined || screen !== undefined}
        />
      </div>
      {silent && (
        <Notice kind="warn">
          <SilentPage />
        </Notice>
      )}
      <PanelFrame frame={frame} panel={panel} zoom={choice.zoom} />
    </div>
  );
}

function SilentPage() {
  const { say } = useMessages();
  return <p role="alert">{say('preview.silent')}</p>;
}

/** The site that a draft is for, when one of them is for one site. */
function siteOf(drafts: readonly PreviewDraft[]): string | undefined {
  return drafts.map(({ scope }) => /^site:(.+)$/.exec(scope)?.[1]).find((site) => site !== undefined);
}
