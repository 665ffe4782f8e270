import { type KeyRow } from '../../../shared/contract/index.ts';
import { shortDay, useMessages } from '../words/index.ts';
import { KeyName } from './key-name.tsx';
import { KeyPlace, KeyStateWord } from './key-state.tsx';

interface KeyTableProps {
  keys: readonly KeyRow[];
  chosen: string | undefined;
  onChoose: (kid: string) => void;
}

/** Every key in one line; the one whose story stands beside is marked. */
export function KeyTable({ keys, chosen, onChoose }: KeyTableProps) {
  const { say } = useMessages();
  return (
    <table className="table keys-table">
      <thead>
        <tr>
          <th scope="col">{say('keys.column.key')}</th>
          <th scope="col">{say('keys.column.state')}</th>
          <th scope="col">{say('keys.column.date')}</th>
          <th scope="col">{say('keys.column.place')}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((row) => (
          <tr key={row.kid} className={row.kid === chosen ? 'keys-chosen' : undefined}>
            <th scope="row">
              <button
                type="button"
                className="keys-name"
                aria-pressed={row.kid === chosen}
                aria-describedby={`key-${row.kid}`}
                onClick={() => onChoose(row.kid)}
              >
                <KeyName row={row} />
              </button>{' '}
              <bdi id={`key-${row.kid}`} className="keys-id">
                {row.kid}
              </bdi>
            </th>
            <td>
              <KeyStateWord state={row.state} />
            </td>
            <td>
              <KeyDate row={row} />
            </td>
            <td>
              <KeyPlace row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The one date that counts for what it is now. */
function KeyDate({ row }: { row: KeyRow }) {
  const { say, language } = useMessages();
  const day = (date: string) => shortDay(date, language);
  if (row.destroyedOn !== undefined) return say('keys.date.destroyed', { day: day(row.destroyedOn) });
  if (row.retiredOn !== undefined) return say('keys.date.retired', { day: day(row.retiredOn) });
  if (row.from === undefined) return <span className="quiet">{say('keys.date.always')}</span>;
  return say(row.state === 'announced' ? 'keys.date.from' : 'keys.date.since', { day: day(row.from) });
}
