import { Waiting } from '../../../renderer/ui/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { NewDesk } from './new-desk.tsx';
import { PostTable } from './post-table.tsx';

/** A desk that was just paired shows itself soon to whoever reads its code aloud. */
const RELOAD_MILLISECONDS = 5_000;

interface DesksPageProps {
  hub: Hub;
  onEnded: () => void;
}

/** The receptions that kiosks can call: which browsers they are, and how one more becomes one. */
export function DesksPage({ hub, onEnded }: DesksPageProps) {
  const { say } = useMessages();
  const desks = useAnswer(() => hub.desks.list(), { onEnded, everyMilliseconds: RELOAD_MILLISECONDS });
  return (
    <SectionPage title={say('section.desks')}>
      <p className="quiet">{say('desks.intro')}</p>
      {desks.trouble !== undefined && <Trouble words={`reason.${desks.trouble}`} onTryAgain={desks.reload} />}
      {desks.value === undefined && desks.trouble === undefined && (
        <Waiting doing={say('desks.loading')} why={say('app.slow')} />
      )}
      {desks.value && (
        <>
          <PostTable hub={hub} posts={desks.value.posts} onChanged={desks.reload} onEnded={onEnded} />
          <NewDesk hub={hub} sites={desks.value.sites} onEnded={onEnded} />
        </>
      )}
    </SectionPage>
  );
}
