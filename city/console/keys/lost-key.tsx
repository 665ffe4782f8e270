import { useState } from 'react';
import { type Agent, hasRole, type KeyRow } from '../../../shared/contract/index.ts';
import { Notice } from '../../../renderer/ui/index.ts';
import { type Hub, type TroubleOf, useAnswer } from '../connection/index.ts';
import { dayOf, type MessageKey, shortDay, Text, useMessages } from '../words/index.ts';
import { LOST_KEY_ANSWER } from './lost-answer.ts';
import { TypedAct } from './typed-act.tsx';

interface LostKeyProps {
  hub: Hub;
  agent: Agent;
  row: KeyRow;
  onChanged: () => void;
  onEnded: () => void;
}

type Reason = TroubleOf<Hub['keys']['declareLost']> | TroubleOf<Hub['keys']['tellPeople']>;

/** A service's key that this hub does not hold: first it is declared lost, then the people are told; each by itself. */
export function LostKey(props: LostKeyProps) {
  const { hub, agent, row, onChanged, onEnded } = props;
  const { say, language } = useMessages();
  const unanswered = row.requests?.unanswered ?? 0;
  const isDeclared = row.state === 'lost';
  const mayAct = hasRole(agent.grants, ['administrator']);

  async function declare(confirmation: string) {
    const answer = await hub.keys.declareLost({ kid: row.kid, confirmation });
    if (answer.ok) onChanged();
    return answer.ok ? undefined : troubleOf(answer.reason, onEnded);
  }

  return (
    <>
      <h3>{say(isDeclared ? 'keys.lost.declared.title' : 'keys.lost.title')}</h3>
      {unanswered > 0 && (
        <Notice kind="warn">
          <p>{say('keys.lost.unanswered', { count: unanswered })}</p>
        </Notice>
      )}
      <p>{say(isDeclared ? 'keys.lost.declared' : 'keys.lost.before')}</p>
      {row.lost !== undefined && (
        <p className="small">
          {say('keys.lost.by', { name: row.lost.by, day: shortDay(dayOf(row.lost.at), language) })}
        </p>
      )}
      {unanswered > 0 && <Affected key={unanswered} hub={hub} kid={row.kid} onEnded={onEnded} />}
      {!isDeclared && mayAct && (
        <TypedAct
          expected={row.kid}
          label={say('keys.lost.type', { kid: row.kid })}
          act={say('keys.lost.declare')}
          onAct={declare}
        />
      )}
      {isDeclared && mayAct && unanswered > 0 && <TellPeople {...props} unanswered={unanswered} />}
      {isDeclared && unanswered === 0 && <p>{say('keys.tell.done')}</p>}
      {!mayAct && <p className="quiet">{say('keys.lost.auditor')}</p>}
    </>
  );
}

/** The answer as everybody will read it, and the act of sending it to each. */
function TellPeople({ hub, row, unanswered, onChanged, onEnded }: LostKeyProps & { unanswered: number }) {
  const { say } = useMessages();
  const [told, setTold] = useState<{ told: number; left: number } | undefined>();

  async function tell(confirmation: string): Promise<MessageKey | undefined> {
    let count = 0;
    for (;;) {
      const answer = await hub.keys.tellPeople({ kid: row.kid, confirmation, reason: LOST_KEY_ANSWER });
      if (!answer.ok) return troubleOf(answer.reason, onEnded);
      count += answer.value.told;
      setTold({ told: count, left: answer.value.left });
      if (answer.value.left > 0 && answer.value.told > 0) continue;
      onChanged();
      return undefined;
    }
  }

  return (
    <>
      <h3>{say('keys.tell.title')}</h3>
      <p>{say('keys.tell.how', { count: unanswered })}</p>
      <blockquote className="keys-answer">
        <Text of={LOST_KEY_ANSWER} />
      </blockquote>
      <TypedAct
        expected={row.kid}
        label={say('keys.lost.type', { kid: row.kid })}
        act={say('keys.tell.act', { count: unanswered })}
        onAct={tell}
      />
      <output className="small">
        {told && say('keys.tell.progress', { told: told.told, left: told.left })}
      </output>
    </>
  );
}

function Affected({ hub, kid, onEnded }: { hub: Hub; kid: string; onEnded: () => void }) {
  const { say, language } = useMessages();
  const { value } = useAnswer(() => hub.keys.affected({ kid }), { onEnded });
  if (value === undefined || value.length === 0) return null;
  return (
    <table className="table">
      <caption className="small">{say('keys.affected.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('keys.affected.site')}</th>
          <th scope="col">{say('keys.affected.count')}</th>
          <th scope="col">{say('keys.affected.when')}</th>
        </tr>
      </thead>
      <tbody>
        {value.map(({ site, count, first, last }) => (
          <tr key={site}>
            <th scope="row">
              <bdi>{site}</bdi>
            </th>
            <td>{count}</td>
            <td>
              {first === last
                ? shortDay(first, language)
                : say('keys.affected.days', {
                    first: shortDay(first, language),
                    last: shortDay(last, language),
                  })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function troubleOf(reason: Reason | 'not-signed-in', onEnded: () => void): MessageKey | undefined {
  if (reason === 'not-signed-in') {
    onEnded();
    return undefined;
  }
  return `reason.${reason}`;
}
