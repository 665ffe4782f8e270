/*
 * Somebody who has just fetched the repository types `npm start`. Each step says its name and its time; one line of JSON
 * says when it is ready; Ctrl-C ends everything that was started; what is wrong is said in a sentence.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../scripts/lib/run.ts';
import { until } from '../support/hall.ts';
import { descendantsOf } from '../support/memory.ts';

const readySchema = z.strictObject({
  ready: z.literal(true),
  window: z.string(),
  kiosk: z.string().nullable(),
  hub: z.url(),
  console: z.url(),
  seconds: z.strictObject({ install: z.number(), build: z.number(), city: z.number(), kiosk: z.number() }),
});

const folder = mkdtempSync(join(tmpdir(), 'borne-start-'));
// PostgreSQL runs as a user of its own, who must be able to enter.
chmodSync(folder, 0o755);
const running: ChildProcess[] = [];

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

function start(args: string[], env: Record<string, string> = {}): Started {
  const { DISPLAY: _, DATABASE_URL: __, ...rest } = process.env;
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.ts'), ...args], {
    cwd: ROOT,
    env: { ...rest, ...env },
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output += data.toString()));
  return { child, output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

async function untilReady(started: Started) {
  const line = /^\{"ready".*\}$/m;
  await until(
    'it is ready',
    () => Promise.resolve(line.test(started.output()) || started.child.exitCode !== null),
    120,
  );
  expect(started.output()).toMatch(line);
  const lines = started
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{"ready"'));
  expect(lines).toHaveLength(1);
  return readySchema.parse(JSON.parse(lines[0] ?? ''));
}

async function endsEverything(started: Started): Promise<void> {
  const processes = descendantsOf(started.child.pid ?? 0);
  expect(processes.length).toBeGreaterThan(2);
  started.child.kill('SIGINT');
  expect(await started.ended).toBe(0);
  await until('everything that it started has ended', () =>
    Promise.resolve(processes.every((pid) => !existsSync(`/proc/${pid}`))),
  );
}

test(
  'without a screen it says so and serves the kiosk for a browser; Ctrl-C ends everything; again is quick',
  { timeout: 240_000 },
  async () => {
    const data = join(folder, 'data');
    const first = start(['--data', data]);
    const ready = await untilReady(first);
    expect(first.output()).toContain('There is no screen here');
    expect(first.output()).toMatch(/✓ Start PostgreSQL · \d+\.\d s/);
    expect(first.output()).toContain('password (shown only now)');
    expect(ready.window).toBe('browser');
    expect((await fetch(ready.kiosk ?? '')).status).toBe(200);
    expect((await fetch(new URL('/health', ready.hub))).status).toBe(200);
    expect((await fetch(ready.console)).status).toBe(200);
    await endsEverything(first);

    const second = start(['--browser', '--data', data]);
    const again = await untilReady(second);
    expect(second.output()).not.toContain('password (shown only now)');
    expect(again.seconds.build).toBeLessThan(5);
    await endsEverything(second);
  },
);

test('the whole walk, by itself, in the real window', { timeout: 240_000 }, async () => {
  const walk = start(['--smoke', '--data', join(folder, 'smoke')]);
  expect(await walk.ended, walk.output()).toBe(0);
  expect(walk.output()).toContain('✓ The visitor comes back with the code and reads the answer');
});

test('a walk that fails names the step and does not end well', async () => {
  const walk = start(['--smoke', '--browser', '--data', join(folder, 'failing')], {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  });
  expect(await walk.ended).toBe(1);
  expect(walk.output()).toContain('✗ Publish the demo cities');
  expect(walk.output()).not.toMatch(/^\s+at /m);
});

test('a port that is taken is a clear sentence', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
  });
  const started = start(['--browser', '--hub-port', String(port), '--data', join(folder, 'taken')]);
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(`Port ${port} (--hub-port) is taken`);
  taken.close();
});

test.each([
  [['--nonsense'], '--nonsense'],
  [['--hub-port', 'soon'], '--hub-port takes a port'],
])('%j is refused with a sentence', async (args, sentence) => {
  const started = start(args);
  expect(await started.ended).toBe(1);
  expect(started.output()).toContain(sentence);
  expect(started.output()).not.toMatch(/^\s+at /m);
});

test('--help says what there is, and starts nothing', async () => {
  const asked = start(['--help']);
  expect(await asked.ended).toBe(0);
  expect(asked.output()).toContain('--browser');
  expect(asked.output()).not.toContain('PostgreSQL');
});

beforeAll(() => {
  expect(existsSync(join(ROOT, 'dist', 'page', 'index.html'))).toBe(true);
});
