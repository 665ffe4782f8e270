import {
  CircleAlert,
  CircleCheck,
  Clock,
  HardDrive,
  type LucideIcon,
  MailWarning,
  Printer,
  RefreshCwOff,
  WifiOff,
} from 'lucide-react';
import { type KioskAlarm, type KioskRow } from '../../../shared/contract/index.ts';
import { lengthInWords, useMessages } from '../words/index.ts';

const SIGNS: Record<KioskAlarm, LucideIcon> = {
  silent: WifiOff,
  attention: MailWarning,
  sync: RefreshCwOff,
  disk: HardDrive,
  clock: Clock,
  printer: Printer,
};

/** Those before which somebody should get up; the others can wait for the next visit. */
const GRAVE: ReadonlySet<KioskAlarm> = new Set(['silent', 'attention', 'sync']);

/** What should be looked at, in words with a sign. */
export function Alarms({ kiosk }: { kiosk: KioskRow }) {
  const { say } = useMessages();
  if (kiosk.revoked) return null;
  if (kiosk.alarms.length === 0)
    return (
      <span className="state state-accepted">
        <CircleCheck className="state-sign" aria-hidden /> {say('kiosks.alarm.none')}
      </span>
    );
  return (
    <ul className="alarms">
      {kiosk.alarms.map((alarm) => (
        <li key={alarm}>
          <AlarmWord alarm={alarm} kiosk={kiosk} />
        </li>
      ))}
    </ul>
  );
}

function AlarmWord({ alarm, kiosk }: { alarm: KioskAlarm; kiosk: KioskRow }) {
  const { say } = useMessages();
  const Sign = SIGNS[alarm] ?? CircleAlert;
  return (
    <strong className={`state ${GRAVE.has(alarm) ? 'state-refused' : 'state-in-progress'}`}>
      <Sign className="state-sign" aria-hidden /> {say(`kiosks.alarm.${alarm}`)}
      {alarm === 'clock' && (
        <span className="quiet">
          <ClockState ahead={kiosk.clockAheadMilliseconds} />
        </span>
      )}
    </strong>
  );
}

/** A clock that is less off is the time that an answer takes. */
const CLOCK_OFF_MILLISECONDS = 60_000;

/** A wrong clock is told to people, never used for an order. */
export function ClockState({ ahead }: { ahead: number | null }) {
  const { say, language } = useMessages();
  if (ahead === null) return say('kiosks.clock-unknown');
  if (Math.abs(ahead) < CLOCK_OFF_MILLISECONDS) return say('kiosks.clock-right');
  const length = lengthInWords(Math.abs(ahead), language);
  return say(ahead > 0 ? 'kiosks.clock-ahead' : 'kiosks.clock-behind', { length });
}
