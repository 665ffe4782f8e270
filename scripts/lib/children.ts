import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Trouble } from './steps.ts';

/** Everything that this program started, the newest first, so that it can all be ended. */
const endings: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;

export function atTheEnd(end: () => Promise<void>): void {
  endings.unshift(end);
}

/** Ends all that was started, once, in the reverse order; a second call waits for the first. */
export function endEverything(): Promise<void> {
  ending ??= (async () => {
    for (const end of endings) await end().catch(() => undefined);
  })();
  return ending;
}

interface ChildOptions {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Given each line that the child prints; the first value that is not undefined means that it is ready. */
  readyWhen: (line: string) => string | undefined;
  readyWithinSeconds: number;
  onExit?: (code: number | null) => void;
}

const PATIENCE_MS = 5_000;

/**
 * Starts a program that goes on beside this one, and waits until it says that it is ready.
 * @throws Trouble with its last words when it ends or stays silent instead
 */
export async function startChild(options: ChildOptions): Promise<{ child: ChildProcess; ready: string }> {
  const child = spawn(options.command, options.args, {
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  atTheEnd(() => endChild(child));
  const lastWords: string[] = [];
  const ready = await new Promise<string>((resolve, reject) => {
    const fail = (what: string) => reject(new Trouble(`${options.name} ${what}.\n${lastWords.join('\n')}`));
    const tooLong = setTimeout(() => fail('did not become ready'), options.readyWithinSeconds * 1_000);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lastWords.push(line);
        if (lastWords.length > 20) lastWords.shift();
        const value = options.readyWhen(line);
        if (value === undefined) return;
        clearTimeout(tooLong);
        resolve(value);
      });
    }
    child.once('error', () => fail('could not be started'));
    child.once('exit', (code) => {
      clearTimeout(tooLong);
      fail(`ended by itself (${code ?? 'killed'})`);
      options.onExit?.(code);
    });
  });
  return { child, ready };
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await gone;
  clearTimeout(impatient);
}
