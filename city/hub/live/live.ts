import { isOutage, listen, type Database } from '../database/index.ts';
import { FEED_CHANNEL, headsOf } from '../feed/index.ts';
import { Streams } from './streams.ts';

const BEAT_MS = 20_000;

/** Looking at the heads is what can be relied on; the database's notices only make it sooner. */
const POLL_MS = 5_000;
/** A poke costs a write for each kiosk: a city that publishes all day long pokes twice a second at most. */
const LEAST_BETWEEN_LOOKS_MS = 500;

export interface Live {
  streams: Streams;
  stop(): Promise<void>;
}

/** Tells kiosks with an open stream that a feed has moved, whichever hub moved it. */
export function startLive(database: Database, onFailure: (error: unknown) => void): Live {
  const streams = new Streams();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  let isHinted = false;

  function next(): void {
    if (stopped || isLooking) return;
    clearTimeout(timer);
    const due = lookedAt + (isHinted ? LEAST_BETWEEN_LOOKS_MS : POLL_MS);
    timer = setTimeout(
      () => {
        round = look();
      },
      Math.max(0, due - performance.now()),
    );
  }

  async function look(): Promise<void> {
    isLooking = true;
    isHinted = false;
    lookedAt = performance.now();
    try {
      const tenants = streams.tenants();
      const heads = tenants.length === 0 ? [] : await headsOf(database, tenants);
      for (const [tenant, head] of heads) streams.tell(tenant, head);
    } catch (error) {
      if (!isOutage(error) && !stopped) onFailure(error);
    }
    isLooking = false;
    next();
  }

  const listening = listen(database, FEED_CHANNEL, () => {
    isHinted = true;
    next();
  });
  const beating = setInterval(() => streams.beat(), BEAT_MS);
  next();
  return {
    streams,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(beating);
      streams.close();
      await listening.stop();
      await round;
    },
  };
}
