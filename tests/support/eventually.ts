import { setTimeout as sleep } from 'node:timers/promises';

/** Tries until it no longer throws, for at most `withinMs`; then throws what it threw last. */
export async function eventually<T>(attempt: () => Promise<T> | T, withinMs = 10_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
