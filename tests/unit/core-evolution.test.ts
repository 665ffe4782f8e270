import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { call } from '@orpc/server';
import { beforeEach, expect, test } from 'vitest';
import { createLog } from '../../electron/core/log/index.ts';
import { openReading, type Reading } from '../../electron/core/reading/index.ts';
import { startCore } from '../../electron/core/roles/index.ts';
import { COLLECTIONS, isKnownCollection, LANGUAGES, wordingFor } from '../../shared/model/index.ts';
import {
  answerRecordId,
  generateSealingKeyPair,
  openAnswer,
  sealAnswer,
  type Answer,
} from '../../shared/sealing/index.ts';
import { deviceScope, siteScope } from '../../shared/sync/index.ts';
import { Chance } from '../support/chance.ts';
import { clipRecord, voiceClip } from '../support/clips.ts';
import { seedOfCommit } from '../support/commit-seed.ts';
import {
  asShown,
  configurationFor,
  kioskParts,
  type KioskParts,
  recordsOf,
  sealedNothing,
  serviceRecord,
  temporaryFolder,
} from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { FakeHub } from '../support/fake-hub.ts';

/* An older kiosk with a newer city (I13), in process: the hub is one in memory that publishes whatever it is given. */

const CITIES = join(import.meta.dirname, '../../resources/cities');
const RECORDS = 60;

let hub: FakeHub;
let folder: string;
let kiosk: KioskParts;
let reading: Reading;

beforeEach(async () => {
  hub = await FakeHub.start();
  folder = temporaryFolder();
  kiosk = kioskParts(folder, hub.url);
  await kiosk.enrol('code');
  reading = openReading({ dataFolder: folder, configuration: configurationFor(hub.url), version: '1' });
  return async () => {
    reading.close();
    kiosk.close();
    await hub.stop();
  };
});

const follow = () => kiosk.follower.follow(hub.tenant, kiosk.signal);
const service = (id: string) => call(reading.router.service, { tenant: hub.tenant, id });

interface Published {
  collection: string;
  id: string;
  body: unknown;
}

/** The demo's records, as if one city had published all of them: each under its own city's name. */
function demoRecords(): Published[] {
  return globSync('*/{service,commitment,form}/*.json', { cwd: CITIES }).map((file) => {
    const [city = '', collection = ''] = file.split('/');
    const body = JSON.parse(readFileSync(join(CITIES, file), 'utf8')) as Record<string, unknown>;
    const ofService = collection === 'commitment' ? { service: `${city}-${String(body['service'])}` } : {};
    return { collection, id: `${city}-${basename(file, '.json')}`, body: { ...body, ...ofService } };
  });
}

/** Fields that hold one word of a list that may have grown, and those that hold several. */
const WORDS = new Set(['theme', 'pictogram', 'document', 'by', 'state']);
const LISTS = new Set(['alsoIn', 'capabilities']);
/** Maps whose keys are a city's own. */
const MAPS = new Set(['words', 'values']);

/** The same record as a newer version might write it: more fields, and words that this version does not know. */
function newer(value: unknown, chance: Chance, name = ''): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((part) => newer(part, chance));
    return LISTS.has(name) && chance.happens(0.4) ? [...parts, strangeWord(chance)] : parts;
  }
  if (typeof value === 'string') return WORDS.has(name) && chance.happens(0.4) ? strangeWord(chance) : value;
  if (typeof value !== 'object' || value === null || MAPS.has(name)) return value;
  const fields = Object.entries(value).map(([field, part]) => [field, newer(part, chance, field)] as const);
  const result: Record<string, unknown> = Object.fromEntries(fields);
  if ('original' in result && chance.happens(0.4)) return inAnotherLanguage(result, chance);
  if (chance.happens(0.4))
    result[strangeWord(chance)] = chance.pick([1, null, 'new', ['new'], { new: true }]);
  return result;
}

function strangeWord(chance: Chance): string {
  return `new-${chance.letters(5).toLowerCase()}`;
}

/** First written in a language that this version does not know, perhaps in that one alone. */
function inAnotherLanguage(text: Record<string, unknown>, chance: Chance): Record<string, unknown> {
  const other = chance.pick(['it', 'so', 'x-gallo']);
  const { original, ...variants } = text;
  const first = variants[String(original)];
  return chance.happens(0.5)
    ? { original: other, [other]: first }
    : { ...variants, original: other, [other]: first };
}

test('whatever fields and words a newer city adds, its records are kept letter for letter and shown', async () => {
  const chance = new Chance(seedOfCommit());
  const drawn = demoRecords()
    .filter(() => chance.happens(0.6))
    .slice(0, RECORDS);
  const published = drawn.map(({ collection, id, body }) => ({
    collection,
    id,
    body: ` ${JSON.stringify(newer(body, chance))}\n`,
  }));
  const tenant = newer({ name: serviceRecord('Pantin').name }, chance);
  const clip = await clipRecord(voiceClip('Bonjour'));
  const spoken = { ...clip, body: JSON.stringify({ ...voiceClip('Bonjour'), by: 'choir', more: 1 }) };
  hub.publish(...published, spoken, { collection: 'tenant', id: hub.tenant, body: JSON.stringify(tenant) });
  expect(await follow(), `BORNE_SEED=${chance.seed}`).toMatchObject({ ok: true });
  expect(recordsOf(folder, hub.tenant)).toEqual(asShown(hub.live()));

  const cards = new Map((await call(reading.router.services, undefined)).map((card) => [card.id, card]));
  for (const { collection, id } of drawn.filter((record) => record.collection !== 'commitment')) {
    const said = `${collection}/${id}, BORNE_SEED=${chance.seed}`;
    if (collection === 'form') {
      // A form is part of its service's page, which may not have been drawn.
      if (!cards.has(id)) continue;
      expect(await service(id), said).toMatchObject({ ok: true, value: { form: {} } });
      continue;
    }
    expect(cards.has(id), said).toBe(true);
    const page = await service(id);
    if (!page.ok) throw new Error(said);
    for (const language of LANGUAGES) expect(wordingFor(page.value.service.name, language).text).not.toBe('');
    const promised = drawn.filter(
      (other) => other.collection === 'commitment' && (other.body as { service: string }).service === id,
    );
    expect(page.value.commitments, said).toHaveLength(promised.length);
  }
  expect(await call(reading.router.describe, undefined)).toMatchObject({ tenants: [{ name: {} }] });
  expect(await call(reading.router.clip, { id: clip.id })).toMatchObject({
    ok: true,
    value: { by: 'machine' },
  });
});

test('what a newer city says in unknown words is never said to be something that it did not say', async () => {
  const { name, ...rest } = serviceRecord('Benvenuti');
  const welcome = { original: 'it', it: name['fr'] };
  hub.publish({
    collection: 'service',
    id: 'one',
    body: JSON.stringify({
      ...rest,
      name: welcome,
      summary: { ...welcome, en: { text: 'Welcome', by: 'human' } },
      theme: 'animals',
      pictogram: 'rocket',
      status: { state: 'moving', source: { document: 'S9', lines: '1' } },
      capabilities: ['guide', 'holograms'],
    }),
  });
  await follow();
  const page = await service('one');
  if (!page.ok) throw new Error(page.reason);
  expect(page.value.service).toMatchObject({
    theme: 'know-my-city',
    pictogram: 'info',
    status: { state: 'unknown', source: { document: 'S9' } },
    capabilities: ['guide'],
  });
  expect(wordingFor(page.value.service.name, 'fr')).toEqual({
    text: 'Benvenuti',
    language: undefined,
    by: 'human',
  });
  expect(wordingFor(page.value.service.summary, 'fr')).toMatchObject({ text: 'Welcome', language: 'en' });
});

test('a form with a question that this version cannot ask is not offered, and its service is shown', async () => {
  const form = JSON.parse(
    readFileSync(join(CITIES, 'pantin', 'form', 'droit-de-proposition-populaire.json'), 'utf8'),
  ) as { questions: object[] };
  const title = { original: 'fr', fr: { text: 'Dessinez', by: 'human' } };
  const drawing = { kind: 'drawing', id: 'sketch', sealedTo: 'service', title };
  hub.publish(
    { collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) },
    {
      collection: 'form',
      id: 'one',
      body: JSON.stringify({ ...form, questions: [...form.questions, drawing] }),
    },
  );
  await follow();
  expect(await service('one')).toMatchObject({ ok: true, value: { service: {} } });
  expect(await service('one')).not.toHaveProperty('value.form');
});

test('an answer in a state that this version does not know is read with its words', async () => {
  const { publicKey, privateKey } = await generateSealingKeyPair();
  const place = { tenant: hub.tenant, lookupId: 'look', turn: 1 };
  const reason = { original: 'it', it: { text: 'Sì, ma più tardi', by: 'human' as const } };
  const answer = { state: 'postponed', answeredOn: '2027-01-01', reason } as unknown as Answer;
  const sealed = await sealAnswer(publicKey, place, answer);
  const record = { lookupId: 'look', turn: 1, season: '2026', sealed };
  hub.publish({
    scope: 'answers',
    collection: 'answer',
    id: answerRecordId(record),
    body: JSON.stringify({ ...record, later: true }),
  });
  await follow();
  const [found] = await call(reading.router.answers, { tenant: hub.tenant, lookupId: 'look' });
  if (!found) throw new Error('no answer');
  expect(await openAnswer(privateKey, hub.tenant, found)).toMatchObject({
    ok: true,
    value: { state: 'received', reason: { it: { text: 'Sì, ma più tardi' } } },
  });
});

test('a city publishes by the strict schemas still', () => {
  for (const { collection, body } of demoRecords()) {
    if (!isKnownCollection(collection)) continue;
    const strict = COLLECTIONS[collection];
    expect(strict.safeParse(body).success).toBe(true);
    const stranger = JSON.stringify(body).replaceAll('"original":"fr"', '"original":"it"');
    expect(strict.safeParse(JSON.parse(stranger)).success).toBe(false);
  }
});

test('after an update, what an older program kept without understanding it is shown without a download', async () => {
  const clip = await clipRecord(voiceClip('Bonjour'));
  hub.publish(clip, { collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
  await follow();
  // As a program left it that knew neither clips nor services: their records, and nothing made of them.
  for (const table of ['clip', 'card', 'search_row']) kiosk.content.exec(`DELETE FROM ${table}`);
  kiosk.content.exec("UPDATE generation SET projected_by = 'older'");
  expect(await call(reading.router.services, undefined)).toEqual([]);
  const generation = await call(reading.router.generation, undefined);
  const kept = recordsOf(folder, hub.tenant);
  kiosk.close();
  hub.misbehave = () => expect.unreachable();

  kiosk = kioskParts(folder, hub.url);
  expect(await call(reading.router.generation, undefined)).toBeGreaterThan(generation);
  expect(await call(reading.router.clips, undefined)).toEqual([clip.id]);
  expect(await call(reading.router.services, undefined)).toMatchObject([{ id: 'one' }]);
  expect(await call(reading.router.search, { text: 'un', language: 'fr' })).toMatchObject([{ id: 'one' }]);
  expect(recordsOf(folder, hub.tenant)).toEqual(kept);
});

test('a site shows what is its own; a record leaves the page with the last scope that it is in', async () => {
  const site = siteScope('maison');
  const own = deviceScope(crypto.randomUUID());
  const put = (id: string, name: string, scope = 'public') =>
    hub.publish({ scope, collection: 'service', id, body: JSON.stringify(serviceRecord(name)) });
  const takeBack = (id: string, scope = 'public') =>
    hub.publish({ scope, collection: 'service', id, body: null });
  const names = async () => {
    expect(await follow()).toMatchObject({ ok: true });
    return (await call(reading.router.services, undefined)).map((card) => wordingFor(card.name, 'fr').text);
  };
  put('cafe', 'Café du lundi', site);
  put('desk', 'Accueil de la ville');
  put('desk', 'Accueil ici', site);
  put('later', 'Ailleurs', 'district:nord');
  expect(await names()).toEqual(['Accueil de la ville']);
  hub.scopes = [...hub.scopes, site, own, 'district:nord'];
  expect(await names()).toEqual(['Café du lundi', 'Accueil ici']);
  expect(await service('desk')).toMatchObject({
    value: { service: { name: { fr: { text: 'Accueil ici' } } } },
  });
  put('desk', 'Accueil à cette borne', own);
  expect(await names()).toEqual(['Café du lundi', 'Accueil à cette borne']);
  takeBack('desk', own);
  takeBack('desk');
  expect(await names()).toEqual(['Café du lundi', 'Accueil ici']);
  takeBack('desk', site);
  expect(await names()).toEqual(['Café du lundi']);
  hub.scopes = hub.scopes.filter((scope) => scope !== site);
  expect(await names()).toEqual([]);
});

test('a kiosk of which a newer program is asked goes on showing and sending, and says so', async () => {
  hub.publish({ collection: 'service', id: 'one', body: JSON.stringify(serviceRecord('Un')) });
  await follow();
  kiosk.close();
  hub.minSchema += 1;
  const core = startCore({
    dataFolder: folder,
    configuration: configurationFor(hub.url),
    version: '1',
    log: createLog(folder, 'core'),
    onDamage: () => expect.unreachable(),
  });
  if (!core.ok) throw new Error(core.reason);
  const log = () => readFileSync(join(folder, 'logs', 'core.ndjson'), 'utf8');
  await eventually(() => expect(log()).toContain('"event":"update-needed","tenant":"pantin"'));
  const keys = await call(reading.router.sealingKeys, { tenant: hub.tenant, id: hub.service });
  if (!keys.ok) throw new Error(keys.reason);
  const envelope = await sealedNothing(keys.value, { tenant: hub.tenant, service: hub.service });
  expect(await call(core.value.router.record, { envelope })).toMatchObject({ ok: true });
  await eventually(() => expect(hub.received.size).toBe(1));
  expect(await call(reading.router.services, undefined)).toMatchObject([{ id: 'one' }]);
  await core.value.stop();
  kiosk = kioskParts(folder, hub.url);
  expect(log().match(/update-needed/g)).toHaveLength(1);
});
