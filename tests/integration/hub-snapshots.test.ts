import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../city/hub/database/index.ts';
import { moveDevice } from '../../city/hub/devices/index.ts';
import {
  compactLog,
  deleteRecord,
  dropOldSegments,
  makeDueSnapshots,
  makeSnapshot,
  moveRecord,
  putRecord,
  setMinSchema,
} from '../../city/hub/feed/index.ts';
import { ContentView } from '../../electron/core/reading/content-view.ts';
import { signedByFeedSchema, siteScope, snapshotSchema, type Snapshot } from '../../shared/sync/index.ts';
import { enrolledKiosk, type KioskInFolder } from '../support/backed-up-city.ts';
import { startCity, TEST_SITE, type City } from '../support/city.ts';
import { recordsOf, serviceRecord, type KioskParts } from '../support/core.ts';
import { enrolDevice, readCheckpoint, type TestDevice } from '../support/device.ts';
import { eventually } from '../support/eventually.ts';

/* Snapshots, floors and scopes of a real hub, followed by real kiosks. */

const TENANT = 'pantin';
const NOTES = 1_500;
let city: City;
let device: TestDevice;

beforeAll(async () => {
  city = await startCity({ tenants: [TENANT] });
  device = await enrolDevice(city.url, await city.enrolmentCode());
});

afterAll(() => city.stop());

beforeEach(async () => {
  await write(async (connection) => {
    for (let at = 0; at < NOTES; at += 1) await putRecord(connection, note(`note-${at}`), `{"text":"${at}"}`);
  });
});

const note = (id: string, scope = 'public') => ({ tenant: TENANT, scope, collection: 'note', id });

async function write(work: Parameters<typeof inTransaction<void>>[1]): Promise<void> {
  await inTransaction(city.database, work);
  await eventually(async () => {
    const { rows } = await city.database.query('select 1 from feed where position is null limit 1');
    expect(rows).toEqual([]);
  });
}

const follow = (kiosk: KioskParts) => kiosk.follower.follow(TENANT, kiosk.signal);

async function liveRecords(scope = 'public'): Promise<Map<string, string>> {
  const { rows } = await city.database.query<{ key: string; state: string }>(
    `select collection || '/' || id as key, version || ' ' || body as state from entity
     where tenant = $1 and scope = $2 and not deleted order by collection, id`,
    [TENANT, scope],
  );
  return new Map(rows.map(({ key, state }) => [key, state]));
}

const sorted = (records: Map<string, string>) =>
  new Map([...records].toSorted(([a], [b]) => (a < b ? -1 : 1)));

async function expectSame(kiosk: { folder: string }, scope = 'public'): Promise<void> {
  expect(sorted(recordsOf(kiosk.folder, TENANT, scope))).toEqual(sorted(await liveRecords(scope)));
}

const get = (path: string, headers = {}) =>
  fetch(`${city.url}/v1/${TENANT}/${path}`, { headers: { ...device.headers, ...headers } });

async function readSnapshot(): Promise<Snapshot> {
  const reply = signedByFeedSchema.parse(await (await get('snapshot/public')).json());
  return snapshotSchema.parse(JSON.parse(reply.text));
}

test('a kiosk that begins with the snapshot and one that follows the log come to the same (I7)', async () => {
  const byLog = await enrolledKiosk(city);
  await city.database.query('delete from snapshot');
  expect(await follow(byLog)).toMatchObject({ ok: true });
  expect(await makeSnapshot(city.database, TENANT, 'public')).toBe(true);
  const bySnapshot = await enrolledKiosk(city);
  expect(await follow(bySnapshot)).toMatchObject({ ok: true });
  await expectSame(byLog);
  await expectSame(bySnapshot);
  const before = (await readSnapshot()).position;

  await write(async (connection) => {
    for (let at = 0; at < 300; at += 1)
      await putRecord(connection, note(`note-${at}`), `{"text":"again ${at}"}`);
    for (let at = 300; at < 350; at += 1) await deleteRecord(connection, note(`note-${at}`));
  });
  expect(await follow(byLog)).toMatchObject({ ok: true, value: { applied: 350 } });
  // The hub that runs may be the first to find it due.
  await makeDueSnapshots(city.database);
  expect(await makeDueSnapshots(city.database)).toBe(0);
  expect((await readSnapshot()).position).toBeGreaterThan(before);
  await city.database.query("update feed set written_on = current_date - 200 where scope = 'public'");
  await compactLog(city.database);
  const late = await enrolledKiosk(city);
  expect(await follow(late)).toMatchObject({ ok: true });
  // Its cursor is below the floor: its own rows and the snapshot's buckets are compared, and only those that differ come.
  expect(await follow(bySnapshot)).toMatchObject({ ok: true, value: { applied: 350 } });
  for (const kiosk of [byLog, bySnapshot, late]) await expectSame(kiosk);
  for (const kiosk of [byLog, bySnapshot, late]) kiosk.close();
});

test('what did not change is packed into the same bytes, under the same name', async () => {
  await makeSnapshot(city.database, TENANT, 'public');
  const before = await readSnapshot();
  await write((connection) =>
    putRecord(connection, note('note-0'), '{"text":"once more"}').then(() => undefined),
  );
  await makeSnapshot(city.database, TENANT, 'public');
  const after = await readSnapshot();
  const names = ({ buckets }: Snapshot) => buckets.map(({ segment }) => segment?.sha256);
  expect(after.buckets).toHaveLength(before.buckets.length);
  expect(names(after).filter((name) => !names(before).includes(name))).toHaveLength(1);
});

test('a segment is served whole or from a byte on, and is what its name says', async () => {
  await makeSnapshot(city.database, TENANT, 'public');
  const [segment] = (await readSnapshot()).buckets.flatMap((bucket) => bucket.segment ?? []);
  const whole = await get(`segment/${segment?.sha256}`);
  expect(whole.headers.get('cache-control')).toContain('immutable');
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('base64url')).toBe(segment?.sha256);
  expect(gunzipSync(bytes).byteLength).toBe(segment?.unpackedBytes);
  const rest = await get(`segment/${segment?.sha256}`, { range: 'bytes=100-' });
  expect(rest.status).toBe(206);
  expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(100))).toBe(true);
  for (const range of ['bytes=0-', 'bytes=5-9', 'bytes=-5', `bytes=${bytes.byteLength}-`, 'lines=1-']) {
    const odd = await get(`segment/${segment?.sha256}`, { range });
    expect([odd.status, (await odd.arrayBuffer()).byteLength]).toEqual([200, bytes.byteLength]);
  }
});

test('a snapshot is never ahead of its position while others write (I6)', async () => {
  const ended = new AbortController();
  const writer = (async () => {
    for (let round = 0; !ended.signal.aborted; round += 1) {
      await inTransaction(city.database, async (connection) => {
        for (let at = 0; at < 5; at += 1)
          await putRecord(connection, note(`busy-${at}`), `{"round":${round}}`);
      });
    }
  })();
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      await makeSnapshot(city.database, TENANT, 'public');
      const kiosk = await enrolledKiosk(city);
      const followed = await follow(kiosk);
      // The head may have gone on between the kiosk's two questions; what it must never be is a mixture.
      if (!followed.ok) expect(followed.reason).toBe('snapshot-of-another-epoch');
      kiosk.close();
    }
  } finally {
    ended.abort();
    await writer;
  }
  const kiosk = await enrolledKiosk(city);
  await write(() => Promise.resolve());
  expect(await follow(kiosk)).toMatchObject({ ok: true });
  await expectSame(kiosk);
  kiosk.close();
});

test('old segments go once no recent snapshot names them', async () => {
  await makeSnapshot(city.database, TENANT, 'public');
  const named = (await readSnapshot()).buckets.flatMap(({ segment }) => segment?.sha256 ?? []);
  await city.database.query(
    "insert into segment (tenant, sha256, content) values ($1, 'recent', ''), ($1, 'old', '')",
    [TENANT],
  );
  await city.database.query(
    "update segment set last_named_at = now() - interval '30 days' where sha256 <> 'recent'",
  );
  await dropOldSegments(city.database);
  const { rows } = await city.database.query<{ sha256: string }>('select sha256 from segment');
  expect(rows.map(({ sha256 }) => sha256).toSorted()).toEqual([...named, 'recent'].toSorted());
});

test('a kiosk follows its own site, and drops what the former one alone showed (I9)', async () => {
  const kiosk = await enrolledKiosk(city);
  const [here, there] = [siteScope(TEST_SITE.id), siteScope('marche')];
  await write(async (connection) => {
    await putRecord(connection, note('at-home', here), '{"text":"ici"}');
    await putRecord(connection, note('elsewhere', there), '{"text":"là"}');
  });
  await follow(kiosk);
  await expectSame(kiosk, here);
  expect(recordsOf(kiosk.folder, TENANT, there).size).toBe(0);
  await write((connection) => moveRecord(connection, note('at-home', here), 'public').then(() => undefined));
  await follow(kiosk);
  expect(recordsOf(kiosk.folder, TENANT, here).size).toBe(0);
  // Its versions go on counting where it arrived: nobody sees it go back.
  expect(recordsOf(kiosk.folder, TENANT).get('note/at-home')).toBe('2 {"text":"ici"}');
  const { device: id } = kiosk.precious.site.enrolment() ?? { device: '' };
  await moveDevice(city.database, TENANT, id, { id: 'marche', name: 'Marché' });
  await follow(kiosk);
  await expectSame(kiosk, there);
  expect(recordsOf(kiosk.folder, TENANT, here).size).toBe(0);
  kiosk.close();
});

test('the kiosks of a site show what it publishes, and others do not; a kiosk that moves shows the other site', async () => {
  const service = (id: string, scope: string) => ({ tenant: TENANT, scope, collection: 'service', id });
  const [here, there] = [siteScope(TEST_SITE.id), siteScope('marche')];
  const ids = new Set(['desk', 'market-hall', 'repair-cafe']);
  await write(async (connection) => {
    await putRecord(connection, service('repair-cafe', here), JSON.stringify(serviceRecord('Café')));
    await putRecord(connection, service('market-hall', there), JSON.stringify(serviceRecord('Halle')));
    await putRecord(connection, service('desk', 'public'), JSON.stringify(serviceRecord('Accueil')));
    await putRecord(connection, service('desk', there), JSON.stringify(serviceRecord('Accueil du marché')));
  });
  const kiosks = [await enrolledKiosk(city), await enrolledKiosk(city)] as const;
  const move = (kiosk: KioskParts, site: string) =>
    moveDevice(city.database, TENANT, kiosk.precious.site.enrolment()?.device ?? '', {
      id: site,
      name: site,
    });
  const shown = async (kiosk: KioskInFolder) => {
    expect(await follow(kiosk)).toMatchObject({ ok: true });
    const cards = new ContentView(kiosk.content).cards([TENANT]);
    return cards.filter(({ id }) => ids.has(id)).map(({ name }) => name.fr?.text);
  };
  await move(kiosks[1], 'marche');
  expect(await shown(kiosks[0])).toEqual(['Accueil', 'Café']);
  expect(await shown(kiosks[1])).toEqual(['Accueil du marché', 'Halle']);
  await move(kiosks[0], 'marche');
  await move(kiosks[1], TEST_SITE.id);
  expect(await shown(kiosks[0])).toEqual(['Accueil du marché', 'Halle']);
  expect(await shown(kiosks[1])).toEqual(['Accueil', 'Café']);
  for (const kiosk of kiosks) kiosk.close();
});

test('a kiosk is refused what is not its own', async () => {
  const { epoch } = await readCheckpoint(city.url, TENANT, device);
  for (const scope of ['site:marche', `device:${crypto.randomUUID()}`]) {
    expect((await get(`feed/${scope}?epoch=${epoch}&after=0`)).status).toBe(401);
    expect((await get(`snapshot/${scope}`)).status).toBe(401);
  }
  expect((await get('segment/../../secret')).status).toBe(404);
  expect((await get('segment/short')).status).toBe(400);
});

test('a tenant may ask for a newer program', async () => {
  await setMinSchema(city.database, TENANT, 7);
  expect(await readCheckpoint(city.url, TENANT, device)).toMatchObject({ minSchema: 7 });
  await setMinSchema(city.database, TENANT, 1);
});
