import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type KioskSetUp, kioskWordSchema, type KioskWord } from './kiosk-words.ts';

const CHILD = fileURLToPath(new URL('./kiosk-child.ts', import.meta.url));
const SAYS_WITHIN_MS = 300_000;

export type Recorded = Extract<KioskWord, { word: 'recorded' }>;

export interface KioskOptions extends Partial<
  Pick<KioskSetUp, 'visits' | 'longestPauseMs' | 'attachedBytes'>
> {
  /** For the messages of a test that fails. */
  name: string;
  /** Asked at each start. */
  hub: () => string;
  enrolmentCode: string;
}

/** One kiosk through all the lives of its process. */
export class KioskProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'borne-kiosk-'));
  readonly name: string;
  /** What its visitors were told is recorded, in all its lives. */
  readonly recorded: Recorded[] = [];
  readonly #options: KioskOptions;
  #child: ChildProcess | undefined;
  #words = new EventTarget();
  /** In this life. */
  readonly #said = new Set<KioskWord['word']>();
  #mayEnd = true;
  #trouble = '';

  constructor(options: KioskOptions) {
    this.#options = options;
    this.name = options.name;
    onTestFinished(async () => {
      await this.#end('SIGKILL');
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** Resolves when it runs. @throws when it ends before, as when it is killed meanwhile */
  async start(more: Partial<KioskSetUp> = {}): Promise<void> {
    const {
      hub,
      enrolmentCode,
      visits = Number.MAX_SAFE_INTEGER,
      longestPauseMs = 0,
      attachedBytes = 0,
    } = this.#options;
    const setUp: KioskSetUp = {
      folder: this.folder,
      hub: hub(),
      enrolmentCode,
      visits,
      longestPauseMs,
      attachedBytes,
      daysAhead: 0,
      ...more,
    };
    const child = spawn(process.execPath, [CHILD, JSON.stringify(setUp)], { stdio: 'pipe' });
    this.#child = child;
    this.#mayEnd = false;
    this.#said.clear();
    // The kill may come while the last word is on its way.
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (data: Buffer) => (this.#trouble += data.toString()));
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    child.once('exit', (code, signal) => {
      if (!this.#mayEnd) this.#trouble += `the kiosk ended by itself (${code ?? signal})\n`;
    });
    await this.#word('ready');
  }

  #hear(line: string): void {
    const word = wordOf(line);
    if (word === undefined) return;
    if (word.word === 'recorded') this.recorded.push(word);
    this.#said.add(word.word);
    this.#words.dispatchEvent(new Event(word.word));
  }

  #word(word: KioskWord['word']): Promise<void> {
    if (this.#said.has(word)) return Promise.resolve();
    const child = this.#child;
    return new Promise((said, failed) => {
      const fail = () => failed(new Error(`the kiosk did not say ${word}\n${this.#trouble}`));
      const timer = setTimeout(fail, SAYS_WITHIN_MS);
      const ended = () => {
        clearTimeout(timer);
        fail();
      };
      child?.once('close', ended);
      const heard = () => {
        clearTimeout(timer);
        child?.off('close', ended);
        said();
      };
      this.#words.addEventListener(word, heard, { once: true });
    });
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As the system does it when the kiosk is switched off. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#mayEnd = true;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // What it printed is read to the end: a submission that a visitor was told of must be counted.
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await closed;
  }

  /** No more visitors come; it goes on syncing. */
  closeDoor(): void {
    this.#child?.stdin?.end();
  }

  /** Waits for the last of the `visits`. */
  lastVisitor(): Promise<void> {
    return this.#word('no-more-visitors');
  }

  /** What it said of errors, and whether it ended without being told to. */
  trouble(): string {
    return this.#trouble;
  }

  /** How often each event stands in its log, which goes on over all its lives. */
  events(): Map<string, number> {
    const file = join(this.folder, 'logs', 'core.ndjson');
    const counts = new Map<string, number>();
    for (const path of [`${file}.before`, file].filter(existsSync)) {
      for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
        const { event } = JSON.parse(line) as { event: string };
        counts.set(event, (counts.get(event) ?? 0) + 1);
      }
    }
    return counts;
  }
}

/** Undefined for a word that was half said when the kill came: the visitor was not told yet. */
function wordOf(line: string): KioskWord | undefined {
  try {
    return kioskWordSchema.parse(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
