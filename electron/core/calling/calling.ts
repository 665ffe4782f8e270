import { type HelpCall } from '../../../shared/contract/index.ts';
import { type Language } from '../../../shared/model/index.ts';
import { type Result } from '../../../shared/result/index.ts';
import { type HelpCallReply } from '../../../shared/sync/index.ts';
import { type HubClient, type HubFailure } from '../hub/index.ts';

export interface CallingMeans {
  hub: Pick<HubClient, 'callDesk' | 'lookAtCall' | 'endCall'>;
  /** The home tenant; undefined before the city has enrolled the kiosk. */
  tenant(): string | undefined;
}

/** How long the hub may take: without a network a visitor is told at once. */
const HUB_WITHIN_MILLISECONDS = 5_000;
const LOOK_EVERY_MILLISECONDS = 2_000;

/** A page that is there asks every second; one that was thrown away asks no more, and its call ends with it. */
const UNWATCHED_MILLISECONDS = 15_000;

/** One look that failed may be a hiccup of the line. */
const FAILURES_UNTIL_LOST = 3;

interface Current {
  id: string;
  said: HelpCall;
  /** By the clock that only goes forward. */
  watchedAt: number;
  ending: AbortController;
  done: Promise<void>;
}

/**
 * The call of the visitor who stands here, at most one. It carries their language and nothing else; its name is drawn by
 * their page, so that the next visitor's page cannot know it.
 */
export class Calling {
  readonly #means: CallingMeans;
  #current: Current | undefined;

  constructor(means: CallingMeans) {
    this.#means = means;
  }

  /** Answers at once, before the hub has. The same call again changes nothing; another one ends what was there. */
  start(id: string, language: Language): HelpCall {
    if (this.#current?.id === id) return this.look(id);
    this.#current?.ending.abort();
    const current: Current = {
      id,
      said: { state: 'calling' },
      watchedAt: performance.now(),
      ending: new AbortController(),
      done: Promise.resolve(),
    };
    this.#current = current;
    current.done = this.#follow(current, language);
    return current.said;
  }

  look(id: string): HelpCall {
    if (this.#current?.id !== id) return { state: 'over' };
    this.#current.watchedAt = performance.now();
    return this.#current.said;
  }

  end(id: string): void {
    if (this.#current?.id !== id) return;
    this.#current.ending.abort();
    this.#current = undefined;
  }

  async stop(): Promise<void> {
    const done = this.#current?.done;
    this.#current?.ending.abort();
    await done;
  }

  async #follow(current: Current, language: Language): Promise<void> {
    const { hub } = this.#means;
    const { id, ending } = current;
    const tenant = this.#means.tenant();
    if (tenant === undefined) {
      current.said = { state: 'no-network' };
      return;
    }
    const within = () => AbortSignal.any([ending.signal, AbortSignal.timeout(HUB_WITHIN_MILLISECONDS)]);
    const made = await hub.callDesk(tenant, { id, language }, within());
    current.said = made.ok ? made.value : { state: 'no-network' };
    let failures = 0;
    while (made.ok && this.#isWorthWhile(current)) {
      await pause(LOOK_EVERY_MILLISECONDS, ending.signal);
      if (ending.signal.aborted) break;
      const looked = await hub.lookAtCall(tenant, id, within());
      failures = looked.ok ? 0 : failures + 1;
      current.said = saidAfter(current.said, looked, failures);
    }
    if (isFinal(current.said)) return;
    if (made.ok) current.said = { state: 'over' };
    // Also one whose answer never came: the hub may have heard it.
    await hub.endCall(tenant, id, AbortSignal.timeout(HUB_WITHIN_MILLISECONDS));
  }

  #isWorthWhile({ said, ending, watchedAt }: Current): boolean {
    if (ending.signal.aborted || isFinal(said)) return false;
    return performance.now() - watchedAt < UNWATCHED_MILLISECONDS;
  }
}

function isFinal({ state }: HelpCall): boolean {
  return state === 'nobody' || state === 'over';
}

/** Whoever was told that somebody comes is not told otherwise by a line that breaks: somebody does come. */
function saidAfter(before: HelpCall, looked: Result<HelpCallReply, HubFailure>, failures: number): HelpCall {
  if (looked.ok) return looked.value;
  const isPromised = before.state === 'coming' || before.state === 'later';
  return failures < FAILURES_UNTIL_LOST || isPromised ? before : { state: 'no-network' };
}

/** Shorter when `signal` says so. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal.addEventListener('abort', over);
  });
}
