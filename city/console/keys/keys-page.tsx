import { useRef, useState } from 'react';
import { Notice, Waiting } from '../../../renderer/ui/index.ts';
import { type Agent, type KeyRow } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { KeyStory } from './key-story.tsx';
import { KeyTable } from './key-table.tsx';

interface KeysPageProps {
  hub: Hub;
  agent: Agent;
  onEnded: () => void;
}

/** Every key of the city on the left, and on the right what one of them opens and what is lost with it. */
export function KeysPage({ hub, agent, onEnded }: KeysPageProps) {
  const { say } = useMessages();
  const { value, trouble, reload } = useAnswer(() => hub.keys.list(), { onEnded });
  const [chosen, setChosen] = useState<string | undefined>();
  const story = useRef<HTMLDivElement>(null);
  const keys = value?.keys ?? [];
  const row = keys.find(({ kid }) => kid === chosen) ?? keys.find(isWrong) ?? keys[0];

  function choose(kid: string) {
    setChosen(kid);
    // In a narrow window the story stands below.
    story.current?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <main id="thing" className="section-page keys-page" tabIndex={-1}>
      <div className="keys-list">
        <h1>{say('section.keys')}</h1>
        <p className="quiet">{say('keys.intro')}</p>
        {trouble !== undefined && <Trouble words={`reason.${trouble}`} onTryAgain={reload} />}
        {value === undefined && trouble === undefined && (
          <Waiting doing={say('keys.loading')} why={say('app.slow')} />
        )}
        {keys.some(isWrong) && (
          <Notice kind="warn">
            <p>{say('keys.wrong', { count: keys.filter(isWrong).length })}</p>
          </Notice>
        )}
        {keys.length > 0 && <KeyTable keys={keys} chosen={row?.kid} onChoose={choose} />}
      </div>
      <div ref={story} className="keys-side">
        {row && (
          <KeyStory
            key={`${row.kid} ${row.state}`}
            hub={hub}
            agent={agent}
            row={row}
            keys={keys}
            onChanged={reload}
            onEnded={onEnded}
          />
        )}
      </div>
    </main>
  );
}

/** One that this hub should hold and does not, with people who wait, or that it holds and should not. */
function isWrong({ kind, held, state, requests }: KeyRow): boolean {
  if (kind === 'root' || (state === 'lost' && requests?.unanswered === 0)) return false;
  return state === 'destroyed' ? held : !held;
}
