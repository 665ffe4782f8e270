import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../electron/core/log/index.ts';
import { openReading } from '../../electron/core/reading/index.ts';
import { startCore } from '../../electron/core/roles/index.ts';
import { openAnswer, type SealedAnswer, type SealingKeys } from '../../shared/sealing/index.ts';
import { type City, startCity } from '../support/city.ts';
import { configurationFor, kioskParts, recordsOf, temporaryFolder } from '../support/core.ts';
import { quickReceipt, sealProposal, type TestReceipt } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

const SERVICE = { tenant: 'pantin', id: 'droit-de-proposition-populaire' };
const CHOICES = { kind: 'idea', commission: 'not-sure' };
const WITHIN = 30_000;

let city: City;
beforeAll(async () => {
  city = await startCity();
});
afterAll(() => city.stop());

/** A whole kiosk, as its processes run it. */
async function startKiosk(folder: string) {
  const configuration = configurationFor(city.url, { enrolmentCode: await city.enrolmentCode() });
  const log = createLog(folder, 'core');
  const core = startCore({
    dataFolder: folder,
    configuration,
    version: '1',
    log,
    onDamage: () => expect.unreachable(),
  });
  if (!core.ok) throw new Error(core.reason);
  const reading = openReading({ dataFolder: folder, configuration, version: '1' });
  return {
    read: reading.router,
    record: core.value.router.record,
    async stop() {
      await core.value.stop();
      reading.close();
    },
  };
}

type Kiosk = Awaited<ReturnType<typeof startKiosk>>;

async function whenSynced(kiosk: Kiosk): Promise<SealingKeys> {
  return eventually(async () => {
    const keys = await call(kiosk.read.sealingKeys, SERVICE);
    const tenants = new Set((await call(kiosk.read.services, undefined)).map((card) => card.tenant));
    expect(tenants).toEqual(new Set(city.tenants));
    if (!keys.ok) throw new Error(keys.reason);
    return keys.value;
  }, WITHIN);
}

async function propose(kiosk: Kiosk, keys: SealingKeys, receipt: TestReceipt): Promise<void> {
  const envelope = await sealProposal(
    {
      format: 'borne/keyset/v1',
      tenant: SERVICE.tenant,
      edition: 1,
      hub: [keys.hub],
      feed: [keys.hub],
      services: { [SERVICE.id]: [keys.service] },
      partners: [],
    },
    { tenant: SERVICE.tenant, service: SERVICE.id, receipt, choices: CHOICES, text: 'Des bancs à l’ombre' },
  );
  const first = await call(kiosk.record, { envelope });
  expect(first).toMatchObject({ ok: true });
  expect(await call(kiosk.record, { envelope })).toEqual(first);
}

async function answersTo(kiosk: Kiosk, receipt: TestReceipt): Promise<SealedAnswer[]> {
  return call(kiosk.read.answers, { tenant: SERVICE.tenant, lookupId: receipt.lookupId });
}

test('a kiosk enrols, brings all cities, sends a proposal and reads its answer, and another kiosk too', async () => {
  const [here, there] = await Promise.all([startKiosk(temporaryFolder()), startKiosk(temporaryFolder())]);
  const keys = await whenSynced(here);
  await whenSynced(there);
  expect(await call(here.read.describe, undefined)).toMatchObject({
    homeTenant: 'pantin',
    site: { name: 'Maison du projet' },
  });
  const page = await call(here.read.service, SERVICE);
  expect(page.ok && page.value.form?.act).toBe('proposal');

  const receipt = await quickReceipt();
  await propose(here, keys, receipt);
  for (const kiosk of [here, there]) {
    const [answer] = await eventually(async () => {
      const found = await answersTo(kiosk, receipt);
      expect(found).toHaveLength(1);
      return found;
    }, WITHIN);
    if (!answer) throw new Error('no answer');
    const opened = await openAnswer(receipt.keyPair.privateKey, SERVICE.tenant, answer);
    expect(opened).toMatchObject({ ok: true, value: { state: 'received' } });
  }
  await Promise.all([here.stop(), there.stop()]);
});

test('what is recorded while the hub is away arrives exactly once when it is back', async () => {
  const kiosk = await startKiosk(temporaryFolder());
  const keys = await whenSynced(kiosk);
  await city.pause();
  const receipts = await Promise.all(Array.from({ length: 5 }, quickReceipt));
  for (const receipt of receipts) await propose(kiosk, keys, receipt);
  expect((await call(kiosk.read.services, undefined)).length).toBeGreaterThan(100);
  await city.resume();
  for (const receipt of receipts)
    await eventually(async () => expect(await answersTo(kiosk, receipt)).toHaveLength(1), 90_000);
  const { rows } = await city.database.query<{ count: string }>(
    'select count(*) from request where lookup_id = any($1)',
    [receipts.map((receipt) => receipt.lookupId)],
  );
  expect(Number(rows[0]?.count)).toBe(receipts.length);
  await kiosk.stop();
});

test('what the city changes and takes back follows', async () => {
  const folder = temporaryFolder();
  const published = join(folder, 'published');
  cpSync(join(import.meta.dirname, '../../resources/cities/pantin'), published, { recursive: true });
  const kiosk = await startKiosk(join(folder, 'kiosk'));
  await whenSynced(kiosk);
  const changed = join(published, 'service', `${SERVICE.id}.json`);
  const service = JSON.parse(readFileSync(changed, 'utf8')) as { name: { fr: { text: string } } };
  service.name.fr.text = 'Le nom a changé';
  writeFileSync(changed, JSON.stringify(service));
  rmSync(join(published, 'service', 'comite-velo.json'));
  await city.publish('pantin', published);
  await eventually(async () => {
    const cards = (await call(kiosk.read.services, undefined)).filter((card) => card.tenant === 'pantin');
    expect(cards.find((card) => card.id === SERVICE.id)?.name['fr']).toMatchObject({
      text: 'Le nom a changé',
    });
    expect(cards.some((card) => card.id === 'comite-velo')).toBe(false);
  }, WITHIN);
  expect(await call(kiosk.read.search, { text: 'vélo', language: 'fr' })).not.toContainEqual({
    tenant: 'pantin',
    id: 'comite-velo',
  });
  await kiosk.stop();
  await city.publish('pantin');
});

test('every record of every city is here, letter for letter as it is in the hub', async () => {
  const folder = temporaryFolder();
  const kiosk = kioskParts(folder, city.url);
  await kiosk.enrol(await city.enrolmentCode());
  for (const tenant of city.tenants) {
    const { rows } = await city.database.query<{ key: string; value: string }>(
      `select collection || '/' || id as key, version || ' ' || body as value from entity
       where tenant = $1 and scope = 'public' and not deleted`,
      [tenant],
    );
    expect(rows.length).toBeGreaterThan(10);
    // What was published a moment ago is in the feed as soon as it has been given its position.
    await eventually(async () => {
      expect(await kiosk.follower.follow(tenant, kiosk.signal)).toMatchObject({ ok: true });
      expect(recordsOf(folder, tenant)).toEqual(new Map(rows.map((row) => [row.key, row.value])));
    });
  }
  kiosk.close();
});

test('a wrong code is told as such, and waits', async () => {
  const kiosk = kioskParts(temporaryFolder(), city.url);
  expect(await kiosk.enrol('pantin.AAAA-BBBB-CCCC-DDDD')).toEqual({ ok: false, reason: 'not-allowed' });
  expect(await kiosk.follower.follow('pantin', kiosk.signal)).toMatchObject({
    ok: false,
    reason: 'not-allowed',
  });
  kiosk.close();
});
