import { Eye, PencilLine } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Attendance } from '../../../shared/contract/index.ts';
import { type Hub, type TroubleOf } from '../connection/index.ts';
import { Choice, Trouble } from '../parts/index.ts';
import { shortDay, useMessages } from '../words/index.ts';
import { type Attending } from './use-attendance.ts';

interface TeamBarProps {
  hub: Hub;
  id: string;
  agentName: string;
  attending: Attending;
  onChanged: () => void;
  onEnded: () => void;
}

/** Whose the request is, who else has it open, and how to take it, give it or hand it back. */
export function TeamBar({ hub, id, agentName, attending, onChanged, onEnded }: TeamBarProps) {
  const { say } = useMessages();
  const [trouble, setTrouble] = useState<TroubleOf<Hub['team']['assign']> | undefined>();
  const { attendance, reload } = attending;
  if (attendance === undefined) return undefined;
  const from = attendance.assigned?.to ?? null;

  async function assign(to: string | null) {
    setTrouble(undefined);
    const answer = await hub.team.assign({ id, from, to });
    if (!answer.ok) {
      if (answer.reason === 'not-signed-in') return onEnded();
      setTrouble(answer.reason);
    }
    reload();
    onChanged();
  }

  return (
    <section className="team" aria-label={say('team.title')}>
      <Owner attendance={attendance} agentName={agentName} />
      <span className="team-acts">
        {from === agentName ? (
          <Button className="button button-small" onPress={() => void assign(null)}>
            {say('team.hand-back')}
          </Button>
        ) : (
          <Button className="button button-small" onPress={() => void assign(agentName)}>
            {say('team.take')}
          </Button>
        )}
        <Give colleagues={attendance.colleagues} owner={from} onGive={(to) => void assign(to)} />
      </span>
      <Others others={attendance.others} />
      {trouble !== undefined && <Trouble words={`reason.${trouble}`} urgent />}
    </section>
  );
}

function Owner({ attendance: { assigned }, agentName }: { attendance: Attendance; agentName: string }) {
  const { say, language } = useMessages();
  if (assigned === undefined) return <span className="quiet">{say('team.nobody')}</span>;
  if (assigned.to === agentName) return <strong>{say('team.mine')}</strong>;
  return (
    <span>
      {say('team.owner', { name: assigned.to })}
      {assigned.awayUntil !== undefined && (
        <span className="quiet">
          {' '}
          {say('team.away-until', { date: shortDay(assigned.awayUntil, language) })}
        </span>
      )}
    </span>
  );
}

interface GiveProps {
  colleagues: Attendance['colleagues'];
  owner: string | null;
  onGive: (name: string) => void;
}

/** Chosen first and given after: a list that acts by itself would give it to everybody whom the arrows pass. */
function Give({ colleagues, owner, onGive }: GiveProps) {
  const { say, language } = useMessages();
  const [chosen, setChosen] = useState('');
  const others = colleagues.filter(({ name }) => name !== owner);
  if (others.length === 0) return undefined;
  return (
    <span className="team-give">
      <Choice
        label={say('team.give-to')}
        value={chosen}
        options={[
          { value: '', label: say('team.choose') },
          ...others.map(({ name, awayUntil }) => ({
            value: name,
            label:
              awayUntil === undefined
                ? name
                : `${name} ${say('team.away-until', { date: shortDay(awayUntil, language) })}`,
          })),
        ]}
        onChange={setChosen}
      />
      {chosen !== '' && (
        <Button
          className="button button-small"
          onPress={() => {
            onGive(chosen);
            setChosen('');
          }}
        >
          {say('team.give')}
        </Button>
      )}
    </span>
  );
}

/** Read out when it changes, without cutting in. */
function Others({ others }: { others: Attendance['others'] }) {
  const { say } = useMessages();
  return (
    <output className="team-others">
      {others.map(({ name, writing }) => (
        <span key={name} className={writing ? 'team-writing' : undefined}>
          {writing ? <PencilLine aria-hidden /> : <Eye aria-hidden />}
          {say(writing ? 'team.writes' : 'team.reads', { name })}
        </span>
      ))}
    </output>
  );
}
