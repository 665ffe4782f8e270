import {
  Archive,
  CalendarClock,
  CircleCheck,
  CircleX,
  Hourglass,
  Inbox,
  Save,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import { type ActState } from '../../../shared/model/index.ts';
import { useMessages } from '../words/index.ts';

const SIGNS: Record<ActState, LucideIcon> = {
  recorded: Save,
  received: Inbox,
  'in-progress': CalendarClock,
  accepted: CircleCheck,
  'waiting-list': Hourglass,
  refused: CircleX,
  withdrawn: Undo2,
  expired: Archive,
};

/** A state in a word and a sign: colour only helps those who see it. */
export function StateWord({ state }: { state: ActState }) {
  const { say } = useMessages();
  const Sign = SIGNS[state];
  return (
    <span className={`state state-${state}`}>
      <Sign className="state-sign" aria-hidden />
      {say(`state.${state}`)}
    </span>
  );
}
