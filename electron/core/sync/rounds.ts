import { type Log } from '../log/index.ts';
import { isDamage, sqliteCode } from '../store/index.ts';

const REST_AFTER_BUG_MILLISECONDS = 60_000;

export interface Rounds {
  /** Begins the next round now, or at once after the one under way. */
  wake(): void;
  stop(): Promise<void>;
}

export interface RoundsOptions {
  /** One round; gives the milliseconds to rest before the next. */
  round(signal: AbortSignal): Promise<number>;
  /** The rest before the first round. */
  firstAfterMilliseconds: number;
  /** A round that takes longer is told to stop: one that waits for ever would look like one that has nothing to do. */
  deadlineMilliseconds: number;
  /** Told of a damaged file, which no round can mend: only a new start sets it aside. */
  onDamage(): void;
  log: Log;
}

/** Work that never ends: a round, a rest, the next round, whatever became of the last one. */
export function startRounds(options: RoundsOptions): Rounds {
  const stopping = new AbortController();
  let wakeUp: () => void = () => {};
  let isWoken = false;

  async function rest(milliseconds: number): Promise<void> {
    if (isWoken || stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    await rest(options.firstAfterMilliseconds);
    while (!stopping.signal.aborted) {
      isWoken = false;
      await rest(await oneRound(options, stopping.signal));
    }
  }

  const running = run();
  return {
    wake() {
      isWoken = true;
      wakeUp();
    },
    async stop() {
      stopping.abort();
      wakeUp();
      await running;
    },
  };
}

async function oneRound(options: RoundsOptions, stopping: AbortSignal): Promise<number> {
  const deadline = AbortSignal.timeout(options.deadlineMilliseconds);
  try {
    return await options.round(AbortSignal.any([stopping, deadline]));
  } catch (error) {
    // One record that the program stumbles over must not end the rounds, nor stop the recording beside them.
    options.log.write('round-failed', { code: sqliteCode(error) ?? 'BUG' });
    if (isDamage(error)) options.onDamage();
    return REST_AFTER_BUG_MILLISECONDS;
  } finally {
    if (deadline.aborted) options.log.write('round-overdue');
  }
}
