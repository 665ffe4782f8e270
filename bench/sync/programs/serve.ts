import { orderSchema } from '../messages.ts';
import { cpuSeconds, usage } from './usage.ts';

type Commands = Record<string, (argument: unknown) => unknown>;

/** Says that this process is ready, and then carries out what it is told, measuring each order from within. */
export function serve(commands: Commands, ready: unknown = null): void {
  const known: Commands = { ...commands, usage };
  process.on('message', (message) => void obey(known, message));
  // Whoever measures may have been interrupted: nothing of it stays.
  process.once('disconnect', () => process.exit());
  process.send?.({ ready });
}

async function obey(commands: Commands, message: unknown): Promise<void> {
  const { number, command, argument } = orderSchema.parse(message);
  const before = { at: performance.now(), cpuSeconds: cpuSeconds() };
  try {
    const value = (await commands[command]?.(argument)) ?? null;
    process.send?.({
      number,
      value,
      milliseconds: performance.now() - before.at,
      cpuSeconds: cpuSeconds() - before.cpuSeconds,
    });
  } catch (error) {
    process.send?.({
      number,
      failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
