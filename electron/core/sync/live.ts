import { setTimeout as sleep } from 'node:timers/promises';
import { type Poke } from '../../../shared/sync/index.ts';
import { type HubClient } from '../hub/index.ts';
import { waitAfter } from './backoff.ts';
import { EventReader } from './event-reader.ts';

export interface LiveMeans {
  hub: HubClient;
  /** What the kiosk has of a tenant. */
  held(tenant: string): { epoch: string; head: number } | undefined;
  /** Looking at this tenant is worth while now. */
  onNews(tenant: string): void;
  /** A stream that had ended is there again, and so is the hub. */
  onReopened(tenant: string): void;
}

export interface Live {
  /** Hears these tenants from now on, and no others. */
  hear(tenants: readonly string[]): void;
  stop(): Promise<void>;
}

interface Stream {
  closing: AbortController;
  closed: Promise<void>;
}

/**
 * Keeps a stream of pokes open for each tenant: a token opens one tenant's door, a partner may have a hub of its own one
 * day, and a city has few partners. Where no stream comes through, the kiosk looks by its own clock as before: this
 * makes it quicker and is never needed.
 */
export function startLive(means: LiveMeans): Live {
  const streams = new Map<string, Stream>();

  function close(tenant: string, stream: Stream): Promise<void> {
    streams.delete(tenant);
    stream.closing.abort();
    return stream.closed;
  }

  return {
    hear(tenants) {
      for (const [tenant, stream] of streams) if (!tenants.includes(tenant)) void close(tenant, stream);
      for (const tenant of tenants) {
        if (streams.has(tenant)) continue;
        const closing = new AbortController();
        streams.set(tenant, { closing, closed: keepOpen(means, tenant, closing.signal) });
      }
    },
    async stop() {
      await Promise.all([...streams].map(([tenant, stream]) => close(tenant, stream)));
    },
  };
}

async function keepOpen(means: LiveMeans, tenant: string, signal: AbortSignal): Promise<void> {
  const { hub } = means;
  let failures = 0;
  let spreadMilliseconds = 0;
  let hasEnded = false;
  const wait = new Wait(means, tenant);
  while (!signal.aborted) {
    failures += 1;
    const reader = new EventReader((poke) => {
      failures = 0;
      ({ spreadMilliseconds } = poke);
      wait.begin(poke);
      if (hasEnded) wait.beginAnew(poke);
      hasEnded = false;
    });
    await hub.live(tenant, (piece) => reader.take(piece), signal);
    hasEnded = true;
    // A hub that stops cuts all its streams at once: as many kiosks come back as would look after a poke.
    const apart = Math.random() * spreadMilliseconds + waitAfter(Math.max(failures, 1));
    await sleep(Math.max(apart, hub.restMilliseconds(tenant, 'live')), undefined, { signal }).catch(
      () => undefined,
    );
  }
  wait.end();
}

/** The wait between a poke and the look: later pokes do not prolong it. */
class Wait {
  readonly #means: LiveMeans;
  readonly #tenant: string;
  #newest: Poke | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reopened: NodeJS.Timeout | undefined;

  constructor(means: LiveMeans, tenant: string) {
    this.#means = means;
    this.#tenant = tenant;
  }

  begin(poke: Poke): void {
    this.#newest = poke;
    if (this.#timer !== undefined || !this.#isNews()) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // The kiosk may have looked by its own clock meanwhile.
      if (this.#isNews()) this.#means.onNews(this.#tenant);
    }, Math.random() * poke.spreadMilliseconds);
  }

  /** As many kiosks hear of a hub that is back as of a change: they come apart here too. */
  beginAnew(poke: Poke): void {
    clearTimeout(this.#reopened);
    this.#reopened = setTimeout(
      () => this.#means.onReopened(this.#tenant),
      Math.random() * poke.spreadMilliseconds,
    );
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#reopened);
  }

  #isNews(): boolean {
    const held = this.#held();
    return held?.epoch !== this.#newest?.epoch || held?.head !== this.#newest?.head;
  }

  /** A database that fails is met again by the look itself, which tells of it. */
  #held() {
    try {
      return this.#means.held(this.#tenant);
    } catch {
      return undefined;
    }
  }
}
