import { useCallback, useEffect, useRef, useState } from 'react';
import { type DeskView } from '../../../shared/contract/index.ts';
import { type DeskHub, type TroubleOf } from '../connection/index.ts';

/** The page's own clock; the hub's bell makes it sooner, and reaches pages whose browser has slowed their clock down. */
const LOOK_EVERY_MILLISECONDS = 8_000;

interface Looking {
  /** Undefined until the hub has answered once; the last known one while it is silent. */
  view: DeskView | undefined;
  trouble: Exclude<TroubleOf<DeskHub['look']>, 'not-paired'> | undefined;
  isPaired: boolean;
  look: () => void;
}

/** What the desk sees, kept up to date for as long as the page is open: asking is also its sign of life. */
export function useLook(hub: DeskHub, bellAddress: string): Looking {
  const [view, setView] = useState<DeskView>();
  const [trouble, setTrouble] = useState<Looking['trouble']>();
  const [isPaired, setPaired] = useState(true);
  const under = useRef({ way: false, again: false });

  const look = useCallback(() => {
    async function once(): Promise<void> {
      const seen = await hub.look();
      if (seen.ok) setView(seen.value);
      const reason = seen.ok ? undefined : seen.reason;
      setPaired(reason !== 'not-paired');
      setTrouble(reason === 'not-paired' ? undefined : reason);
    }
    // What changes while an answer is under way is not in it.
    async function untilNew(): Promise<void> {
      under.current = { way: true, again: false };
      await once();
      const { again } = under.current;
      under.current = { way: false, again: false };
      if (again) void untilNew();
    }
    if (under.current.way) under.current.again = true;
    else void untilNew();
  }, [hub]);

  useEffect(() => {
    look();
    const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
    window.addEventListener('pageshow', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pageshow', look);
    };
  }, [look]);

  useEffect(() => {
    const leave = () => void hub.leave();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [hub]);

  useEffect(() => (isPaired ? listenTo(bellAddress, look) : undefined), [isPaired, bellAddress, look]);

  return { view, trouble, isPaired, look };
}

/** A browser tries a stream that broke again by itself, but gives up one that was refused. @returns how to end it */
function listenTo(address: string, look: () => void): () => void {
  let source = open();
  const timer = setInterval(() => {
    if (source.readyState === EventSource.CLOSED) source = open();
  }, LOOK_EVERY_MILLISECONDS);

  function open(): EventSource {
    const opened = new EventSource(address);
    opened.addEventListener('look', look);
    return opened;
  }

  return () => {
    clearInterval(timer);
    source.close();
  };
}
