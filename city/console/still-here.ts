import { useEffect } from 'react';
import { type Hub } from './connection/index.ts';

const ASK_MILLISECONDS = 60_000;

/**
 * Tells the hub once a minute when the page was last touched (every call does), also in sections that ask nothing by
 * themselves: whoever writes for an hour stays signed in, and a desk that was left is cleared of what is on the screen.
 */
export function useStillHere(hub: Hub, signedIn: boolean, onEnded: () => void): void {
  useEffect(() => {
    if (!signedIn) return undefined;
    const ask = async () => {
      const me = await hub.me();
      if (!me.ok && me.reason === 'not-signed-in') onEnded();
    };
    const timer = setInterval(() => void ask(), ASK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [hub, signedIn, onEnded]);
}
