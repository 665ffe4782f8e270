import { type DeskEntry, type DeskView } from '../../../shared/contract/index.ts';
import { type MessageKey, Text, useMessages } from '../words/index.ts';

const KINDS: { kind: DeskEntry['kind']; title: MessageKey; none: MessageKey }[] = [
  { kind: 'appointment', title: 'desk.appointments', none: 'desk.appointments.none' },
  { kind: 'callback', title: 'desk.callbacks', none: 'desk.callbacks.none' },
];

/** Who is expected at this site today, and how many called. */
export function Today({ view: { today, counts } }: { view: DeskView }) {
  const { say } = useMessages();
  return (
    <section className="reception-today" aria-labelledby="today">
      <h2 id="today">{say('desk.today')}</h2>
      <div className="reception-columns">
        {KINDS.map(({ kind, title, none }) => (
          <Entries
            key={kind}
            title={title}
            none={none}
            entries={today.filter((entry) => entry.kind === kind)}
          />
        ))}
        <div>
          <h3>{say('desk.counts')}</h3>
          <ul>
            <li>{say('desk.counts.answered', { count: counts.answered })}</li>
            <li>{say('desk.counts.unanswered', { count: counts.unanswered })}</li>
            <li>{say('desk.counts.nobody', { count: counts.nobody })}</li>
          </ul>
        </div>
      </div>
    </section>
  );
}

function Entries({
  title,
  none,
  entries,
}: {
  title: MessageKey;
  none: MessageKey;
  entries: readonly DeskEntry[];
}) {
  const { say } = useMessages();
  return (
    <div>
      <h3>{say(title)}</h3>
      {entries.length === 0 ? (
        <p className="quiet">{say(none)}</p>
      ) : (
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              {entry.at !== undefined && <strong>{entry.at}</strong>} <Text of={entry.service} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
