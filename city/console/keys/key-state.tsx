import {
  Archive,
  CircleCheck,
  CircleX,
  Hourglass,
  KeyRound,
  Trash2,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import { type KeyRow, type KeyState } from '../../../shared/contract/index.ts';
import { useMessages } from '../words/index.ts';

const SIGNS: Record<KeyState, LucideIcon> = {
  announced: Hourglass,
  'in-use': CircleCheck,
  replaced: Undo2,
  retired: Archive,
  destroyed: Trash2,
  lost: CircleX,
};

/** As of an act: good, to be looked at, wrong. */
const TONES: Record<KeyState, string> = {
  announced: 'received',
  'in-use': 'accepted',
  replaced: 'in-progress',
  retired: 'in-progress',
  destroyed: 'withdrawn',
  lost: 'refused',
};

export function KeyStateWord({ state }: { state: KeyState }) {
  const { say } = useMessages();
  const Sign = SIGNS[state];
  return (
    <span className={`state state-${TONES[state]}`}>
      <Sign className="state-sign" aria-hidden />
      {say(`keys.state.${state}`)}
    </span>
  );
}

/** Whether the hub can open with it; the root's place is elsewhere on purpose. */
export function KeyPlace({ row: { kind, held, state } }: { row: KeyRow }) {
  const { say } = useMessages();
  if (kind === 'root') {
    return (
      <span className="state">
        <KeyRound className="state-sign" aria-hidden />
        {say('keys.place.safe')}
      </span>
    );
  }
  if (held) return say(state === 'destroyed' ? 'keys.place.still-here' : 'keys.place.here');
  if (state === 'destroyed') return <span className="quiet">{say('keys.place.gone')}</span>;
  return (
    <strong className="state state-refused">
      <CircleX className="state-sign" aria-hidden />
      {say('keys.place.missing')}
    </strong>
  );
}
