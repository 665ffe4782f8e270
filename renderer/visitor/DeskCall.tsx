import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from 'react';
import { type HelpCall } from '../../shared/contract/index.ts';
import { useLanguage } from '../language/index.ts';
import { useVisit } from './contexts.ts';

const LOOK_EVERY_MILLISECONDS = 1_000;

/** As long as one of these is said, somebody may still come. */
const AWAITED: ReadonlySet<HelpCall['state']> = new Set(['calling', 'ringing', 'coming', 'later']);

export interface DeskCall {
  /** Undefined when nobody was called, or no longer is. */
  said: HelpCall | undefined;
  isAwaited: boolean;
  start: () => void;
  end: () => void;
}

const DeskCallContext = createContext<DeskCall | undefined>(undefined);

export function useDeskCall(): DeskCall {
  const call = useContext(DeskCallContext);
  if (!call) throw new Error('used outside a visit');
  return call;
}

/** The visitor's call for somebody from the desk: it goes on behind other screens, and ends with the visit. */
export function DeskCallProvider({ children }: { children: ReactNode }) {
  const { recording } = useVisit().connection;
  const language = useLanguage();
  const [id, setId] = useState<string>();
  const [said, setSaid] = useState<HelpCall>();
  const callNow = useEffectEvent((call: string) => recording.callDesk({ call, language }));

  useEffect(() => {
    if (id === undefined) return undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function hear(answer: Promise<HelpCall>): Promise<void> {
      // A kiosk whose own service does not answer reaches nobody either.
      const heard = await answer.catch((): HelpCall => ({ state: 'no-network' }));
      if (stopped) return;
      setSaid((before) => (isSame(before, heard) ? before : heard));
      timer = setTimeout(() => void hear(recording.deskCall({ call: id ?? '' })), LOOK_EVERY_MILLISECONDS);
    }

    void hear(callNow(id));
    return () => {
      stopped = true;
      clearTimeout(timer);
      void recording.endDeskCall({ call: id }).catch(() => undefined);
    };
  }, [id, recording]);

  const call = useMemo<DeskCall>(
    () => ({
      said,
      isAwaited: said !== undefined && AWAITED.has(said.state),
      start() {
        setId(crypto.randomUUID());
        setSaid({ state: 'calling' });
      },
      end() {
        setId(undefined);
        setSaid(undefined);
      },
    }),
    [said],
  );
  return <DeskCallContext value={call}>{children}</DeskCallContext>;
}

function isSame(one: HelpCall | undefined, other: HelpCall): boolean {
  return one?.state === other.state && one.minutes === other.minutes;
}
