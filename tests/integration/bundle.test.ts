import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../city/hub/database/index.ts';
import { putRecord } from '../../city/hub/feed/index.ts';
import { leaveOnStick, StickSource } from '../../electron/core/bundle/index.ts';
import { silentLog } from '../../electron/core/log/index.ts';
import { SegmentFiles } from '../../electron/core/store/index.ts';
import { Follower } from '../../electron/core/sync/index.ts';
import { siteScope, snapshotSchema } from '../../shared/sync/index.ts';
import { enrolledKiosk, type KioskInFolder } from '../support/backed-up-city.ts';
import { startCity, TEST_SITE, type City } from '../support/city.ts';
import { recordsOf, temporaryFolder } from '../support/core.ts';
import { eventually } from '../support/eventually.ts';
import { recordProposal } from '../support/recording.ts';

/* A hall without a network: a stick goes round, and brings and takes what the network would have. */

const TENANT = 'pantin';
const SCRIPT = resolve(import.meta.dirname, '../../scripts/bundle.ts');
let city: City;
let stick: string;

beforeAll(async () => {
  city = await startCity();
});

afterAll(() => city.stop());

beforeEach(() => {
  stick = temporaryFolder();
});

const identityOf = (kiosk: KioskInFolder) => kiosk.precious.site.enrolment() ?? { device: '', tenant: '' };

const leave = (kiosk: KioskInFolder) => leaveOnStick(kiosk, identityOf(kiosk), stick);

/** The file of a kiosk's items on the stick. */
function submissionsOf(kiosk: KioskInFolder): string {
  const begin = `submissions-${identityOf(kiosk).device}.`;
  const names = readdirSync(join(stick, TENANT)).filter((name) => name.startsWith(begin));
  expect(names).toHaveLength(1);
  return join(stick, TENANT, names[0] ?? '');
}

/** Follows the stick as the kiosk would follow the hub. */
async function followStick(kiosk: KioskInFolder, tenant = TENANT, from = stick) {
  const { keyring, content, folder, signal, precious } = kiosk;
  const hub = new StickSource(from, identityOf(kiosk));
  const means = { hub, keyring, outbox: precious.outbox, content, log: silentLog };
  return new Follower({ ...means, segments: new SegmentFiles(folder) }).follow(tenant, signal);
}

async function bundle(...words: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: city.databaseUrl, BORNE_KEYS: city.keysFolder };
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, ...words], { env });
  return stdout;
}

const failure = (work: Promise<string>) =>
  work.then(
    () => '',
    (error: { stderr: string }) => error.stderr,
  );

async function write(id: string, body: string, scope = 'public'): Promise<void> {
  await inTransaction(city.database, async (connection) => {
    await putRecord(connection, { tenant: TENANT, scope, collection: 'note', id }, body);
  });
  await eventually(async () => {
    const { rows } = await city.database.query('select 1 from feed where position is null limit 1');
    expect(rows).toEqual([]);
  });
}

function segmentOfPublic(): string {
  const { text } = JSON.parse(readFileSync(join(stick, TENANT, 'snapshots', 'public.json'), 'utf8')) as {
    text: string;
  };
  return snapshotSchema.parse(JSON.parse(text)).buckets[0]?.segment?.sha256 ?? '';
}

async function held(id: string): Promise<{ submissions: number; requests: number }> {
  const count = async (table: string) =>
    (await city.database.query(`select 1 from ${table} where id = $1`, [id])).rowCount ?? 0;
  return { submissions: await count('submission'), requests: await count('request') };
}

test('one stick brings every kiosk all that it follows, of every tenant, each its own', async () => {
  const kiosks = [await enrolledKiosk(city), await enrolledKiosk(city)];
  const own = kiosks.map((kiosk) => `device:${identityOf(kiosk).device}`);
  await write('of-the-site', '{"text":"ici"}', siteScope(TEST_SITE.id));
  for (const scope of own) await write('mine', `{"text":"${scope}"}`, scope);
  expect(await bundle('export', stick)).toContain('for 2 kiosks');
  expect(await bundle('verify', stick)).toContain('whole');
  for (const [at, kiosk] of kiosks.entries()) {
    for (const tenant of city.tenants) expect(await followStick(kiosk, tenant)).toMatchObject({ ok: true });
    const byNetwork = await enrolledKiosk(city);
    for (const tenant of city.tenants) {
      await byNetwork.follower.follow(tenant, byNetwork.signal);
      const sorted = (records: Map<string, string>) => [...records].toSorted(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(recordsOf(kiosk.folder, tenant))).toEqual(sorted(recordsOf(byNetwork.folder, tenant)));
    }
    byNetwork.close();
    expect(recordsOf(kiosk.folder, TENANT, own[at]).size).toBe(1);
    expect(recordsOf(kiosk.folder, TENANT, own[1 - at]).size).toBe(0);
    expect(recordsOf(kiosk.folder, TENANT, siteScope(TEST_SITE.id)).size).toBe(1);
    // The same stick again, and the network afterwards: nothing more.
    expect(await followStick(kiosk)).toEqual({ ok: true, value: { applied: 0 } });
    kiosk.close();
  }
});

test('an old stick after a new one changes nothing; a new one brings only what differs', async () => {
  const kiosk = await enrolledKiosk(city);
  await write('one', '{"text":"first"}');
  await bundle('export', stick);
  const old = mkdtempSync(join(tmpdir(), 'borne-old-'));
  cpSync(stick, old, { recursive: true });
  await followStick(kiosk);
  await write('one', '{"text":"second"}');
  await bundle('export', stick);
  expect(await followStick(kiosk)).toEqual({ ok: true, value: { applied: 1 } });
  expect(await followStick(kiosk, TENANT, old)).toEqual({ ok: false, reason: 'older-checkpoint' });
  expect(recordsOf(kiosk.folder, TENANT).get('note/one')).toContain('second');
  kiosk.close();
  rmSync(old, { recursive: true });
});

test('submissions arrive once each, whatever the courier, the order and the number of times (I2)', async () => {
  const kiosk = await enrolledKiosk(city);
  await kiosk.follower.follow(TENANT, kiosk.signal);
  const first = await recordProposal(kiosk, 'Un banc');
  expect(await leave(kiosk)).toBe(1);
  const earlier = mkdtempSync(join(tmpdir(), 'borne-earlier-'));
  cpSync(stick, earlier, { recursive: true });
  const second = await recordProposal(kiosk, 'Un arbre');
  expect(await leave(kiosk)).toBe(2);
  expect(await bundle('import', stick, '--tenant', TENANT)).toBe(`${TENANT}: 2 taken in\n`);
  expect(await bundle('import', earlier, '--tenant', TENANT)).toBe(`${TENANT}: 1 already here\n`);
  expect(await bundle('import', stick, '--tenant', TENANT)).toBe(`${TENANT}: 2 already here\n`);
  // By the network as well, since the kiosk was told nothing: the hub knows them.
  expect(await kiosk.courier.deliver(kiosk.signal)).toMatchObject({ ok: true });
  expect(kiosk.precious.outbox.count('accepted')).toBe(2);
  for (const id of [first, second]) expect(await held(id)).toEqual({ submissions: 1, requests: 1 });
  kiosk.close();
  rmSync(earlier, { recursive: true });
});

test('a stick whose files were altered on the way is found out, by the city and by the kiosk (I12)', async () => {
  const kiosk = await enrolledKiosk(city);
  await bundle('export', stick);
  const segments = join(stick, TENANT, 'segments');
  const victim = segmentOfPublic();
  const sound = readFileSync(join(segments, victim));
  writeFileSync(join(segments, victim), Buffer.from(sound).reverse());
  expect(await failure(bundle('verify', stick, '--tenant', TENANT))).toContain('was altered');
  expect(await followStick(kiosk)).toMatchObject({ ok: false });
  expect(recordsOf(kiosk.folder, TENANT).size).toBe(0);
  writeFileSync(join(segments, victim), sound);

  const list = join(stick, TENANT, 'bundle.json');
  writeFileSync(list, readFileSync(list, 'utf8').replace('\\"head\\":', '\\"head\\":1'));
  expect(await failure(bundle('verify', stick, '--tenant', TENANT))).toContain('not signed by this city');
  const checkpoint = join(stick, TENANT, 'checkpoints', `${identityOf(kiosk).device}.json`);
  writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').replace('\\"count\\":', '\\"count\\":1'));
  expect(await followStick(kiosk)).toEqual({ ok: false, reason: 'untrusted-checkpoint' });
  rmSync(checkpoint);
  expect(await followStick(kiosk)).toEqual({ ok: false, reason: 'not-served' });
  kiosk.close();
});

test('what is no submission goes to people, and a line without an end does not fill the memory', async () => {
  const kiosk = await enrolledKiosk(city);
  await kiosk.follower.follow(TENANT, kiosk.signal);
  const id = await recordProposal(kiosk, 'Une fontaine');
  await leave(kiosk);
  const file = submissionsOf(kiosk);
  const sound = readFileSync(file, 'utf8');
  writeFileSync(file, `not a line\n${'x'.repeat(5_000_000)}\n${sound}${sound.slice(0, 200)}`);
  const said = await failure(bundle('import', stick, '--tenant', TENANT));
  expect(said).toContain(`${TENANT}: 1 taken in; 2 kept for people to look at; 1 longer than any item`);
  expect(said).toContain('1 of the kiosks: the file was cut off');
  expect(await held(id)).toEqual({ submissions: 1, requests: 1 });
  kiosk.close();
});

test('an export that was cut off has no list, and is no bundle; what kiosks left stays', async () => {
  const kiosk = await enrolledKiosk(city);
  await kiosk.follower.follow(TENANT, kiosk.signal);
  await recordProposal(kiosk, 'Un hamac');
  await leave(kiosk);
  await bundle('export', stick, '--tenant', TENANT);
  submissionsOf(kiosk);
  rmSync(join(stick, TENANT, 'bundle.json'));
  expect(await failure(bundle('verify', stick, '--tenant', TENANT))).toContain('no whole export');
  expect(await failure(bundle('carry', stick))).toContain('npm run bundle');
  expect(await failure(bundle('import', join(stick, 'nowhere')))).toContain('There is no folder');
  kiosk.close();
});
