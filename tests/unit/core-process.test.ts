import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { Bridge, CHILD } from '../support/bridge.ts';
import { kioskParts, sealedNothing, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { FakeHub } from '../support/fake-hub.ts';
import { attachmentOf } from '../support/recording.ts';

test('a reader is ready before there is anything to read, and answers each page by its own port', async () => {
  const bridge = new Bridge();
  bridge.start('reader', temporaryFolder());
  await bridge.hears('ready');
  const [first, second] = [bridge.client(1), bridge.client(2)];
  expect(await Promise.all([first.describe(), second.services()])).toMatchObject([{ version: '1' }, []]);
  await bridge.hears('alive');
});

test('a core records, and stops when it is told to', async () => {
  const bridge = new Bridge();
  const folder = temporaryFolder();
  bridge.start('core', folder);
  await bridge.hears('ready');
  const envelope = { header: '{}', facts: 'AA', words: 'AA' };
  expect(await bridge.client(1).record({ envelope })).toEqual({
    ok: false,
    reason: 'not-accepted',
  });
  bridge.stop();
  expect(await once(bridge.child, 'exit')).toEqual([0, null]);
  const db = new Database(join(folder, 'precious.db'), { readonly: true });
  expect(db.pragma('quick_check', { simple: true })).toBe('ok');
  db.close();
});

test('what a page attaches comes whole through a port, and is on the disk before the answer', async () => {
  const hub = await FakeHub.start();
  const folder = temporaryFolder();
  const kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  kiosk.close();
  await hub.stop();
  const bridge = new Bridge();
  bridge.start('core', folder);
  await bridge.hears('ready');
  const photo = await attachmentOf(3_000_000);
  const keys = {
    hub: { kid: 'hub-key', publicKey: hub.keys.hub },
    service: { kid: 'service-key', publicKey: hub.keys.service },
  };
  const envelope = await sealedNothing(keys, {
    tenant: hub.tenant,
    service: hub.service,
    attachments: [photo],
  });
  const attachments = [new Blob([photo.content])];
  expect(await bridge.client(1).record({ envelope, attachments })).toMatchObject({ ok: true });
  bridge.child.kill('SIGKILL');
  expect(readFileSync(join(folder, 'attachments', photo.sha256)).equals(photo.content)).toBe(true);
});

test('an input that breaks the contract is refused, and the process goes on', async () => {
  const bridge = new Bridge();
  bridge.start('reader', temporaryFolder());
  await bridge.hears('ready');
  const client = bridge.client(1);
  await expect(client.search({ text: 'x'.repeat(201), language: 'fr' })).rejects.toThrow();
  expect(await client.services()).toEqual([]);
});

test('a start that cannot succeed names its reason and the folder', async () => {
  const bridge = new Bridge();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  bridge.start('core', join(file, 'data'));
  await bridge.hears('failed');
  expect(bridge.heard).toContainEqual({
    type: 'failed',
    reason: 'data-folder-unusable',
    path: join(file, 'data'),
  });
});

test('a child whose parent was killed does not outlive it', async () => {
  const script = `
    import { fork } from 'node:child_process';
    const child = fork(${JSON.stringify(CHILD)}, [], { serialization: 'advanced', stdio: 'ignore' });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(printed.toString().trim());
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await eventually(() => expect(isAlive(pid)).toBe(false), 5_000);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
