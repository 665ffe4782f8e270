import { useEffect, useRef } from 'react';
import { type Attendance } from '../../../shared/contract/index.ts';
import { type Hub, useAnswer } from '../connection/index.ts';

/** A third of the time after which the hub takes somebody for gone. */
const EVERY_MILLISECONDS = 10_000;

export interface Attending {
  /** Undefined until the hub said so. */
  attendance: Attendance | undefined;
  reload: () => void;
}

/** Says that this agent has a request open, and whether they write, for as long as it is on the screen. */
export function useAttendance(hub: Hub, id: string, writing: boolean, onEnded: () => void): Attending {
  const { value, reload } = useAnswer(() => hub.team.attend({ id, doing: writing ? 'writing' : 'reading' }), {
    onEnded,
    everyMilliseconds: EVERY_MILLISECONDS,
  });
  const told = useRef(writing);
  useEffect(() => {
    if (told.current !== writing) reload();
    told.current = writing;
  }, [writing, reload]);
  useEffect(
    () => () => {
      void hub.team.attend({ id, doing: 'leaving' });
    },
    [hub, id],
  );
  return { attendance: value, reload };
}
