import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import {
  asShown,
  kioskParts,
  recordsOf,
  sealedNothing,
  serviceRecord,
  temporaryFolder,
} from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';
import { recordOn } from '../support/recording.ts';

const WRITER = fileURLToPath(new URL('./core-outbox-writer.ts', import.meta.url));
const FOLLOWER = fileURLToPath(new URL('./core-follower.ts', import.meta.url));
const run = promisify(execFile);

test('what was said to be recorded is there after kill -9, five times', async () => {
  const folder = temporaryFolder();
  const printed: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const writer = spawn(process.execPath, [WRITER, folder, '300'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const killAfter = 20 + Math.floor(Math.random() * 250);
    let written = '';
    writer.stdout.on('data', (data: Buffer) => {
      written += data.toString();
      if (written.split('\n').length > killAfter) writer.kill('SIGKILL');
    });
    await once(writer, 'close');
    printed.push(...written.split('\n').filter((id) => id.length === 36));
  }
  const db = new Database(join(folder, 'precious.db'));
  const stored = new Set(db.prepare<[], string>('SELECT id FROM outbox').pluck().all());
  const numbers = db.prepare<[], number>('SELECT number FROM outbox ORDER BY number').pluck().all();
  expect(db.pragma('quick_check', { simple: true })).toBe('ok');
  db.close();
  expect(printed.length).toBeGreaterThan(100);
  expect(printed.filter((id) => !stored.has(id))).toEqual([]);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
});

test('killed while a lost outbox is made again from its backup, the next start brings back all of it', async () => {
  const hub = await FakeHub.start();
  onTestFinished(() => hub.stop());
  const folder = temporaryFolder();
  const kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  for (let count = 0; count < 60; count += 1)
    await recordOn(kiosk, await sealedNothing(keys, { tenant: hub.tenant, service: hub.service }));
  const recorded = kiosk.precious.outbox.waiting(100);
  kiosk.precious.backUp();
  kiosk.close();
  for (const name of readdirSync(folder).filter((each) => each.startsWith('precious.db')))
    rmSync(join(folder, name));

  const isBegun = () =>
    ['unfinished', 'rescued'].some((name) => existsSync(join(folder, `precious-${name}.db`)));
  const opener = spawn(process.execPath, [WRITER, folder, '0'], { stdio: 'inherit' });
  const closed = once(opener, 'close');
  while (!isBegun() && opener.exitCode === null) await sleep(1);
  opener.kill('SIGKILL');
  await closed;
  const after = kioskParts(folder, hub.url);
  expect(recorded).toHaveLength(60);
  expect(after.precious.outbox.waiting(100)).toEqual(recorded);
  after.close();
});

interface Outcome {
  done: boolean;
  statements: number;
}

/** Undefined when it was killed. */
async function follow(
  folder: string,
  hub: FakeHub,
  killBefore: number,
  id: string,
): Promise<Outcome | undefined> {
  try {
    const args = [FOLLOWER, folder, hub.url, String(killBefore), id];
    const { stdout } = await run(process.execPath, args);
    return JSON.parse(stdout) as Outcome;
  } catch (error) {
    if (error instanceof Error && 'signal' in error && error.signal === 'SIGKILL') return undefined;
    throw error;
  }
}

function publishMore(hub: FakeHub, name: string): void {
  hub.publish(
    { collection: 'service', id: 'one', body: JSON.stringify(serviceRecord(name)) },
    { collection: 'service', id: name, body: JSON.stringify(serviceRecord(name)) },
  );
}

test('killed before any statement, a kiosk goes on where it was: nothing lost, nothing shown by halves', async () => {
  const hub = await FakeHub.start();
  hub.pageSize = 1;
  publishMore(hub, 'zero');
  const whole = await follow(temporaryFolder(), hub, 0, crypto.randomUUID());
  expect(whole?.done).toBe(true);
  hub.received.clear();

  const folder = temporaryFolder();
  const ids: string[] = [];
  let kills = 0;
  const step = Math.max(1, Math.round((whole?.statements ?? 0) / 18));
  for (let killBefore = 1; killBefore <= (whole?.statements ?? 0); killBefore += step) {
    publishMore(hub, `round-${killBefore}`);
    const id = crypto.randomUUID();
    ids.push(id);
    const killed = (await follow(folder, hub, killBefore, id)) === undefined;
    if (killed) kills += 1;
  }
  expect(kills).toBeGreaterThan(8);
  const last = crypto.randomUUID();
  expect(await follow(folder, hub, 0, last)).toMatchObject({ done: true });
  expect(recordsOf(folder, hub.tenant)).toEqual(asShown(hub.live()));
  const db = new Database(join(folder, 'precious.db'));
  const stored = db.prepare<[], string>('SELECT id FROM outbox').pluck().all();
  db.close();
  expect(new Set(hub.received.keys())).toEqual(new Set(stored));
  expect(stored).toContain(last);
  expect(stored.every((id) => ids.includes(id) || id === last)).toBe(true);
  await hub.stop();
});
