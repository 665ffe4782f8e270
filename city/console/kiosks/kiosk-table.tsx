import { type KioskRow } from '../../../shared/contract/index.ts';
import { agoInWords, useMessages } from '../words/index.ts';
import { Alarms } from './alarms.tsx';
import { ContentState, QueueState } from './states.tsx';

interface KioskTableProps {
  kiosks: readonly KioskRow[];
  /** When the hub told all this. */
  now: Date;
  /** Whether something was searched: an empty list is then nothing strange. */
  isNarrowed: boolean;
  openId: string | undefined;
  onOpen: (id: string) => void;
}

export function KioskTable({ kiosks, now, isNarrowed, openId, onOpen }: KioskTableProps) {
  const { say } = useMessages();
  if (kiosks.length === 0)
    return <p className="quiet">{say(isNarrowed ? 'kiosks.none-found' : 'kiosks.none')}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('kiosks.site')}</th>
          <th scope="col">{say('kiosks.alarms')}</th>
          <th scope="col">{say('kiosks.seen')}</th>
          <th scope="col">{say('kiosks.content')}</th>
          <th scope="col">{say('kiosks.queue')}</th>
          <th scope="col">{say('kiosks.version')}</th>
        </tr>
      </thead>
      <tbody>
        {kiosks.map((kiosk) => (
          <tr key={kiosk.id} className={kiosk.id === openId ? 'row-open' : undefined}>
            <th scope="row">
              <button
                type="button"
                className="fleet-name"
                aria-expanded={kiosk.id === openId}
                onClick={() => onOpen(kiosk.id)}
              >
                <bdi>{kiosk.siteName}</bdi>
              </button>{' '}
              <span className="quiet small">{kiosk.id.slice(0, 8)}</span>
            </th>
            <td>
              <Alarms kiosk={kiosk} />
            </td>
            <td>
              <Seen kiosk={kiosk} now={now} />
            </td>
            <td>
              <ContentState health={kiosk.health} />
            </td>
            <td>
              <QueueState health={kiosk.health} />
            </td>
            <td>{kiosk.health?.version}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Seen({ kiosk: { revoked, seenAt }, now }: { kiosk: KioskRow; now: Date }) {
  const { say, language } = useMessages();
  if (revoked) return <strong className="state state-refused">{say('kiosks.revoked')}</strong>;
  if (seenAt === null) return <span className="quiet">{say('kiosks.never')}</span>;
  return <time dateTime={seenAt.toISOString()}>{agoInWords(seenAt, now, language)}</time>;
}
