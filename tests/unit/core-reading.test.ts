import { call } from '@orpc/server';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openReading, type Reading } from '../../electron/core/reading/index.ts';
import { clipId } from '../../shared/model/index.ts';
import { answerRecordId } from '../../shared/sealing/index.ts';
import { clipRecord, voiceClip } from '../support/clips.ts';
import {
  configurationFor,
  kioskParts,
  type KioskParts,
  serviceRecord,
  temporaryFolder,
} from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';

let hub: FakeHub;
let folder: string;
let kiosk: KioskParts | undefined;
let reading: Reading;

beforeEach(async () => {
  hub = await FakeHub.start();
  folder = temporaryFolder();
  kiosk = undefined;
  reading = openReading({ dataFolder: folder, configuration: configurationFor(hub.url), version: '1.2.3' });
  return async () => {
    reading.close();
    kiosk?.close();
    await hub.stop();
  };
});

async function fill(): Promise<KioskParts> {
  const filled = kioskParts(folder, hub.url);
  kiosk = filled;
  await filled.enrol('code');
  await filled.follower.follow(hub.tenant, filled.signal);
  return filled;
}

const ask = () => reading.router;

test('before there is anything, everything is empty and nothing fails', async () => {
  expect(await call(ask().describe, undefined)).toMatchObject({
    version: '1.2.3',
    site: { name: '' },
    tenants: [],
  });
  expect(await call(ask().generation, undefined)).toBe(0);
  expect(await call(ask().services, undefined)).toEqual([]);
  expect(await call(ask().search, { text: 'idée', language: 'fr' })).toEqual([]);
  expect(await call(ask().receiptSeasons, undefined)).toEqual([]);
  expect(await call(ask().answers, { tenant: 'pantin', lookupId: 'x' })).toEqual([]);
  const key = { tenant: 'pantin', id: 'x' };
  expect(await call(ask().service, key)).toEqual({ ok: false, reason: 'unknown-service' });
  expect(await call(ask().sealingKeys, key)).toEqual({ ok: false, reason: 'no-keys' });
  expect(await call(ask().clips, undefined)).toEqual([]);
  expect(await call(ask().clip, { id: 'fr-x' })).toEqual({ ok: false, reason: 'unknown-clip' });
});

test('what comes is seen without a new start', async () => {
  await call(ask().describe, undefined);
  const promise = (title: string, promisedFor?: string) => ({
    service: 'one',
    title: serviceRecord(title).name,
    ...(promisedFor === undefined ? {} : { promisedFor }),
    state: 'announced',
    note: serviceRecord('note').name,
    source: { document: 'S0', lines: '1' },
  });
  hub.publish(
    { collection: 'tenant', id: 'pantin', body: JSON.stringify({ name: serviceRecord('Pantin').name }) },
    { collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) },
    { collection: 'commitment', id: 'a', body: JSON.stringify(promise('sans date')) },
    { collection: 'commitment', id: 'b', body: JSON.stringify(promise('plus tard', '2027-01')) },
    { collection: 'commitment', id: 'c', body: JSON.stringify(promise('bientôt', '2026')) },
  );
  await fill();
  expect(await call(ask().describe, undefined)).toMatchObject({
    site: { name: 'Maison du projet' },
    homeTenant: 'pantin',
    tenants: [{ id: 'pantin', name: { fr: { text: 'Pantin' } } }],
  });
  const page = await call(ask().service, { tenant: 'pantin', id: 'one' });
  if (!page.ok) throw new Error(page.reason);
  expect(page.value.version).toBe(1);
  expect(page.value.commitments.map((each) => each.promisedFor)).toEqual(['2026', '2027-01', undefined]);
  expect(await call(ask().services, undefined)).toMatchObject([
    { tenant: 'pantin', id: 'one', state: 'open' },
  ]);
  const keys = await call(ask().sealingKeys, { tenant: 'pantin', id: hub.service });
  expect(keys).toMatchObject({
    ok: true,
    value: { hub: { kid: 'hub-key' }, service: { kid: 'service-key' } },
  });
});

test('a record in the wrong scope is not believed', async () => {
  hub.publish({
    scope: 'answers',
    collection: 'service',
    id: 'one',
    body: JSON.stringify(serviceRecord('Un')),
  });
  await fill();
  expect(await call(ask().services, undefined)).toEqual([]);
  expect(await call(ask().service, { tenant: 'pantin', id: 'one' })).toMatchObject({ ok: false });
});

test('answers come oldest first, and their seasons can be looked for', async () => {
  const answer = (turn: number, season: string) => ({ lookupId: 'look', turn, season, sealed: `s${turn}` });
  for (const each of [answer(2, '2025'), answer(1, '2025'), answer(10, '2026')]) {
    hub.publish({
      scope: 'answers',
      collection: 'answer',
      id: answerRecordId(each),
      body: JSON.stringify(each),
    });
  }
  hub.publish({
    scope: 'answers',
    collection: 'answer',
    id: 'forged',
    body: JSON.stringify(answer(3, '2024')),
  });
  await fill();
  const turns = await call(ask().answers, { tenant: 'pantin', lookupId: 'look' });
  expect(turns.map((each) => each.turn)).toEqual([1, 2, 10]);
  const seasons = await call(ask().receiptSeasons, undefined);
  const current = String(new Date().getUTCFullYear());
  expect(seasons[0]).toEqual({ tenant: 'pantin', season: current });
  expect(seasons).toContainEqual({ tenant: 'pantin', season: '2025' });
  expect(seasons).not.toContainEqual({ tenant: 'pantin', season: '2024' });
});

test('a clip can be asked for by its text, until the city takes it back', async () => {
  const record = await clipRecord(voiceClip('Bonjour'));
  const unfit = { ...(await clipRecord(voiceClip('Bonsoir'))), body: '{"kind":"song"}' };
  hub.publish(record, unfit);
  const filled = await fill();
  const id = await clipId('fr', 'Bonjour');
  expect(await call(ask().clips, undefined)).toEqual([id]);
  const { mediaType, data, by, example } = voiceClip('Bonjour');
  expect(await call(ask().clip, { id })).toEqual({ ok: true, value: { mediaType, data, by, example } });
  expect(await call(ask().clip, { id: unfit.id })).toEqual({ ok: false, reason: 'unknown-clip' });

  hub.publish({ collection: 'clip', id, body: null });
  await filled.follower.follow(hub.tenant, filled.signal);
  expect(await call(ask().clips, undefined)).toEqual([]);
  expect(await call(ask().clip, { id })).toEqual({ ok: false, reason: 'unknown-clip' });
});

test('a database that was replaced is read anew', async () => {
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
  const first = await fill();
  expect(await call(ask().services, undefined)).toHaveLength(1);
  first.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `content.db${suffix}`), { force: true });
  expect(await call(ask().services, undefined)).toEqual([]);
  kiosk = kioskParts(folder, hub.url);
  await kiosk.follower.follow(hub.tenant, kiosk.signal);
  expect(await call(ask().services, undefined)).toHaveLength(1);
});

test('search follows the content', async () => {
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Bibliothèque')) });
  const filled = await fill();
  const find = (text: string) => call(ask().search, { text, language: 'fr' });
  expect(await find('bibliotheque')).toEqual([{ tenant: 'pantin', id: 'one' }]);
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Piscine')) });
  await filled.follower.follow(hub.tenant, filled.signal);
  expect(await find('bibliotheque')).toEqual([]);
  expect(await find('piscines')).toEqual([{ tenant: 'pantin', id: 'one' }]);
});
