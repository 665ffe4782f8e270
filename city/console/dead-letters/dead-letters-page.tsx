import { useState } from 'react';
import { Waiting } from '../../../renderer/ui/index.ts';
import { type Agent, hasRole } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';
import { Choice, SectionPage, Trouble } from '../parts/index.ts';
import { useMessages } from '../words/index.ts';
import { DeadLetterTable } from './dead-letter-table.tsx';

const RELOAD_MILLISECONDS = 30_000;
const KINDS = ['unseen', 'seen', 'all'] as const;

type Kind = (typeof KINDS)[number];

interface DeadLettersPageProps {
  hub: Hub;
  agent: Agent;
  onEnded: () => void;
}

/** What came to the city's door and could not be taken: kept whole, opened by nobody, for people to find out why. */
export function DeadLettersPage(props: DeadLettersPageProps) {
  const { say } = useMessages();
  const [kind, setKind] = useState<Kind>('unseen');
  return (
    <SectionPage title={say('dead.title')}>
      <p className="quiet">{say('dead.intro')}</p>
      <div className="dead-filter">
        <Choice
          label={say('dead.show')}
          value={kind}
          options={KINDS.map((each) => ({ value: each, label: say(`dead.show.${each}`) }))}
          onChange={(value) => setKind(KINDS.find((each) => each === value) ?? 'unseen')}
        />
      </div>
      <Letters key={kind} kind={kind} {...props} />
    </SectionPage>
  );
}

function Letters({ hub, agent, kind, onEnded }: DeadLettersPageProps & { kind: Kind }) {
  const { say } = useMessages();
  const letters = useAnswer(() => hub.deadLetters(kind === 'all' ? {} : { seen: kind === 'seen' }), {
    onEnded,
    everyMilliseconds: RELOAD_MILLISECONDS,
  });
  const mayMark = hasRole(agent.grants, ['administrator']);
  return (
    <>
      {letters.trouble !== undefined && (
        <Trouble words={`reason.${letters.trouble}`} onTryAgain={letters.reload} />
      )}
      {letters.value === undefined && letters.trouble === undefined && (
        <Waiting doing={say('dead.loading')} why={say('app.slow')} />
      )}
      {letters.value?.length === 0 && <p className="quiet">{say(`dead.none.${kind}`)}</p>}
      {letters.value !== undefined && letters.value.length > 0 && (
        <DeadLetterTable
          letters={letters.value}
          onMark={
            mayMark
              ? async (letter, note) => {
                  const { name, reason } = letter;
                  const marked = await hub.markDeadLetter({ name, reason, note });
                  if (!marked.ok && marked.reason === 'not-signed-in') onEnded();
                  letters.reload();
                  return marked.ok || marked.reason === 'not-signed-in' ? undefined : marked.reason;
                }
              : undefined
          }
        />
      )}
    </>
  );
}
