import { useState } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type WaitingText } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { DecidedList } from './decided-list.tsx';
import { TextPane } from './text-pane.tsx';
import { keyOf, WaitingList } from './waiting-list.tsx';

const RELOAD_MILLISECONDS = 30_000;

interface ModerationPageProps {
  hub: Hub;
  onEnded: () => void;
}

/** What waits on the left, one text on the right: read, taken in parts, shown or refused. */
export function ModerationPage({ hub, onEnded }: ModerationPageProps) {
  const { say } = useMessages();
  const [open, setOpen] = useState<WaitingText>();
  const [said, setSaid] = useState<'accepted' | 'refused'>();
  const often = { onEnded, everyMilliseconds: RELOAD_MILLISECONDS };
  const waiting = useAnswer(() => hub.moderation.waiting({}), often);
  const decided = useAnswer(() => hub.moderation.decided(), often);

  function close(state?: 'accepted' | 'refused') {
    setOpen(undefined);
    setSaid(state);
    waiting.reload();
    decided.reload();
    document.getElementById('moderation-list')?.focus();
  }

  return (
    <div className="moderation">
      <section
        id="moderation-list"
        className="moderation-list"
        tabIndex={-1}
        aria-labelledby="moderation-title"
      >
        <h1 id="moderation-title">{say('section.moderation')}</h1>
        <output className="moderation-said">{said && say(`moderation.${said}`)}</output>
        {waiting.trouble !== undefined && (
          <Trouble words={`reason.${waiting.trouble}`} onTryAgain={waiting.reload} />
        )}
        {waiting.value === undefined && waiting.trouble === undefined && (
          <Waiting doing={say('moderation.loading')} why={say('app.slow')} />
        )}
        {waiting.value && (
          <WaitingList
            texts={waiting.value.texts}
            more={waiting.value.next !== undefined}
            open={open}
            onOpen={setOpen}
          />
        )}
        {decided.value && decided.value.length > 0 && <DecidedList texts={decided.value} />}
      </section>
      <main id="thing" className="thing" tabIndex={-1}>
        {open ? (
          <TextPane
            key={keyOf(open)}
            hub={hub}
            waiting={open}
            onDecided={close}
            onGone={() => close()}
            onEnded={onEnded}
          />
        ) : (
          <div className="nothing-open">
            <h2>{say('moderation.none-open')}</h2>
            <p className="quiet">{say('moderation.about')}</p>
          </div>
        )}
      </main>
    </div>
  );
}
