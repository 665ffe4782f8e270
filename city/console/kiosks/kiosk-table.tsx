import { type KioskRow } from '../../../shared/contract/index.ts';
import { agoInWords, lengthInWords, useMessages } from '../words/index.ts';

/** A clock that is this far off is worth a look; below, it is the time that an answer takes. */
const CLOCK_OFF_MILLISECONDS = 60_000;

/** `now` is when the hub told all this. */
export function KioskTable({ kiosks, now }: { kiosks: readonly KioskRow[]; now: Date }) {
  const { say } = useMessages();
  if (kiosks.length === 0) return <p className="quiet">{say('kiosks.none')}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('kiosks.site')}</th>
          <th scope="col">{say('kiosks.seen')}</th>
          <th scope="col">{say('kiosks.clock')}</th>
        </tr>
      </thead>
      <tbody>
        {kiosks.map((kiosk) => (
          <tr key={kiosk.id}>
            <th scope="row">
              <bdi>{kiosk.siteName}</bdi> <span className="quiet small">{kiosk.id.slice(0, 8)}</span>
            </th>
            <td>
              <Seen kiosk={kiosk} now={now} />
            </td>
            <td>
              <Clock ahead={kiosk.clockAheadMilliseconds} />
            </td>
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

/** A wrong clock is told to people, never used for an order. */
function Clock({ ahead }: { ahead: number | null }) {
  const { say, language } = useMessages();
  if (ahead === null) return <span className="quiet">{say('kiosks.clock-unknown')}</span>;
  if (Math.abs(ahead) < CLOCK_OFF_MILLISECONDS) return say('kiosks.clock-right');
  const length = lengthInWords(Math.abs(ahead), language);
  return (
    <strong className="state state-in-progress">
      {say(ahead > 0 ? 'kiosks.clock-ahead' : 'kiosks.clock-behind', { length })}
    </strong>
  );
}
