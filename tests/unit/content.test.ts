import { call } from '@orpc/server';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReading, type Reading } from '../../electron/core/reading/index.ts';
import { contentOf, type HeldRecord, readingAnswers } from '../../shared/content/index.ts';
import { configurationFor, kioskParts, type KioskParts } from '../support/core.ts';
import { FakeHub } from '../support/fake-hub.ts';

/* What the console's preview makes of records, beside what a kiosk makes of them in its own file. */

const CITY = resolve(import.meta.dirname, '../../resources/cities/pantin');
const SITE = 'site:maison-du-projet';
const SERVICE = 'mutuelle-sante-municipale';

let folder: string;
let hub: FakeHub;
let kiosk: KioskParts;
let reading: Reading;
let records: HeldRecord[];

beforeAll(async () => {
  hub = await FakeHub.start();
  hub.scopes = [...hub.scopes, SITE];
  records = [...demoRecords(), ...oddRecords()];
  hub.publish(...records);
  folder = mkdtempSync(join(tmpdir(), 'borne-content-'));
  const configuration = configurationFor(hub.url);
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  await kiosk.follower.follow(hub.tenant, kiosk.signal);
  reading = openReading({ dataFolder: folder, configuration, version: '1.2.3' });
});

afterAll(async () => {
  reading.close();
  kiosk.close();
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

function inMemory(held: readonly HeldRecord[] = records) {
  const content = contentOf(held, () => []);
  return readingAnswers({
    version: '1.2.3',
    configuration: configurationFor(hub.url),
    tenants: () => ['pantin'],
    siteName: () => 'Maison du projet',
    content: () => content,
    generation: () => 1,
  });
}

test('a kiosk and a preview describe themselves and list their services alike', async () => {
  expect(inMemory().describe()).toEqual(await call(reading.router.describe, undefined));
  const cards = await call(reading.router.services, undefined);
  expect(cards.length).toBeGreaterThan(30);
  expect(inMemory().services()).toEqual(cards);
  expect(inMemory().receiptSeasons()).toEqual(await call(reading.router.receiptSeasons, undefined));
  expect(inMemory().clips().toSorted()).toEqual((await call(reading.router.clips, undefined)).toSorted());
});

test('they show the same page of every service, known or not', async () => {
  const ids = [...new Set(records.map(({ id }) => id)), 'nobody-knows'];
  for (const id of ids) {
    const key = { tenant: 'pantin', id };
    const page = await call(reading.router.service, key);
    expect(withoutVersion(inMemory().service(key))).toEqual(withoutVersion(page));
  }
});

test('a recording is the same in both', async () => {
  const [id = ''] = inMemory().clips();
  const clip = await call(reading.router.clip, { id });
  expect(clip.ok).toBe(true);
  expect(await inMemory().clip({ id })).toEqual(clip);
});

describe('what is laid over', () => {
  test('hides what is published at the same place, and nothing else', () => {
    const published = records.find(({ collection, id }) => collection === 'service' && id === SERVICE);
    if (!published) throw new Error('the demo has no such service');
    const body = published.body.replaceAll('Mutuelle', 'Assurance');
    const over = inMemory([...records, { ...published, scope: 'public', body }]);
    const names = over.services().map(({ name }) => name.fr?.text);
    expect(names.length).toBe(inMemory().services().length);
    expect(names.join()).not.toContain('Mutuelle santé');
  });

  test('and what is for one site comes before what is for everybody', () => {
    const named = inMemory().service({ tenant: 'pantin', id: 'nearest' });
    expect(named).toMatchObject({ ok: true, value: { service: { name: { fr: { text: 'Ici' } } } } });
  });
});

/** Versions are the hub's to count. */
function withoutVersion(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'version' ? undefined : value)));
}

function demoRecords(): HeldRecord[] {
  return globSync('**/*.json', { cwd: CITY }).map((file) => ({
    tenant: 'pantin',
    scope: 'public',
    collection: file === 'tenant.json' ? 'tenant' : dirname(file),
    id: file === 'tenant.json' ? 'pantin' : basename(file, '.json'),
    version: 1,
    body: readFileSync(join(CITY, file), 'utf8'),
  }));
}

/** A service for everybody and another for one site under one name; one that no version understands; one of a newer kind. */
function oddRecords(): HeldRecord[] {
  const service = JSON.parse(readFileSync(join(CITY, 'service', `${SERVICE}.json`), 'utf8')) as object;
  const named = (text: string) =>
    JSON.stringify({ ...service, name: { original: 'fr', fr: { text, by: 'human' } } });
  const at = (scope: string, collection: string, id: string, body: string): HeldRecord => ({
    tenant: 'pantin',
    scope,
    collection,
    id,
    version: 1,
    body,
  });
  return [
    at('public', 'service', 'nearest', named('Partout')),
    at(SITE, 'service', 'nearest', named('Ici')),
    at('public', 'service', 'hidden-there', named('Partout')),
    at(SITE, 'service', 'hidden-there', '{"name":1}'),
    at('public', 'service', 'broken', '{'),
    at('public', 'hologram', 'new', '{}'),
  ];
}
