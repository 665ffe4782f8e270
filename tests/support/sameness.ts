import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { type Database as HubDatabase } from '../../city/hub/index.ts';
import { sha256, sha256Name } from '../../electron/core/store/index.ts';
import { openAnswer, type SealedAnswer } from '../../shared/sealing/index.ts';
import { addSums, recordSum, type Checkpoint } from '../../shared/sync/index.ts';
import { type City } from './city.ts';
import { enrolDevice, readCheckpoint } from './device.ts';
import { eventually } from './eventually.ts';
import { type KioskProcess } from './kiosk-process.ts';

/** Answers are opened one in so many: it takes a while, and their place is checked for all. */
const OPEN_ONE_IN = 25;

interface Row {
  scope: string;
  collection: string;
  id: string;
  version: number;
  body: string;
}

/**
 * Waits until all kiosks have delivered what they hold, and then have as many records as the hub. They must be so
 * together: what one delivers is answered to all.
 */
export async function whenQuiet(
  city: City,
  kiosks: readonly KioskProcess[],
  withinMs: number,
): Promise<void> {
  await eventually(async () => {
    for (const kiosk of kiosks) expectDelivered(kiosk);
    const unplaced = await city.database.query('select 1 from feed where position is null limit 1');
    expect(unplaced.rowCount).toBe(0);
    for (const tenant of city.tenants) {
      const { rows } = await city.database.query(
        `select count(*) as count, coalesce(sum(version), 0)::bigint as versions from entity
         where tenant = $1 and not deleted`,
        [tenant],
      );
      for (const kiosk of kiosks) {
        const totals = 'SELECT count(*) AS count, coalesce(sum(version), 0) AS versions FROM record';
        const here = rowsOf(kiosk, 'content.db', `${totals} WHERE tenant = ?`, tenant);
        expect(here, kiosk.name).toEqual(rows);
      }
    }
  }, withinMs);
}

function expectDelivered(kiosk: KioskProcess): void {
  expect(kiosk.trouble(), kiosk.name).toBe('');
  const waiting = "SELECT count(*) AS count FROM outbox WHERE state = 'waiting'";
  expect(rowsOf(kiosk, 'precious.db', waiting), kiosk.name).toEqual([{ count: 0 }]);
}

/** What each kiosk has is the hub's live records letter for letter, and makes the sums that the hub signed (I3). */
export async function expectSameContent(city: City, kiosks: readonly KioskProcess[]): Promise<void> {
  const device = await enrolDevice(city.url, await city.enrolmentCode());
  const checkpoint = await readCheckpoint(city.url, city.tenant, device);
  for (const tenant of city.tenants) {
    const columns = 'scope, collection, id, version, body';
    const { rows: live } = await city.database.query<Row>(
      `select ${columns} from entity where tenant = $1 and not deleted`,
      [tenant],
    );
    expect(live.length).toBeGreaterThan(0);
    for (const kiosk of kiosks) {
      const query = `SELECT ${columns} FROM record WHERE tenant = ?`;
      const kept = rowsOf<Row>(kiosk, 'content.db', query, tenant);
      expect(byPlace(kept), kiosk.name).toEqual(byPlace(live));
      if (tenant === city.tenant) expectSums(checkpoint, kept);
    }
  }
}

function expectSums(checkpoint: Checkpoint, kept: readonly Row[]): void {
  for (const { scope, count, sum } of checkpoint.scopes) {
    const rows = kept.filter((row) => row.scope === scope);
    expect({ scope, count: rows.length, sum: sumOf(rows) }).toEqual({ scope, count, sum });
  }
}

export interface Arrivals {
  /** Told to visitors as recorded. */
  acknowledged: number;
  /** Stored by the hub: also what was recorded when the kill came before the visitor was told. */
  delivered: number;
}

/**
 * What was acknowledged to visitors is stored by the hub and had its effect once, and so had all else that the kiosks
 * hold: one request, one answer `received`, nothing for people to look at, no kiosk taken for a copy (I1, I2).
 */
export async function expectArrivedOnce(city: City, kiosks: readonly KioskProcess[]): Promise<Arrivals> {
  const { database, tenant } = city;
  const acknowledged = kiosks.flatMap((kiosk) => kiosk.recorded);
  const stored = await idsOf(database, 'select id from submission where tenant = $1', tenant);
  const known = new Set(stored);
  expect(acknowledged.filter(({ id }) => !known.has(id))).toEqual([]);

  const held = kiosks.flatMap((kiosk) =>
    rowsOf<{ id: string; state: string }>(kiosk, 'precious.db', 'SELECT id, state FROM outbox'),
  );
  expect(held.filter(({ state }) => state === 'waiting' || state === 'attention')).toEqual([]);
  expect(stored).toEqual(held.map(({ id }) => id).toSorted());

  expect(await idsOf(database, 'select id from request where tenant = $1', tenant)).toEqual(stored);
  const sent = "select request as id from sent_answer where tenant = $1 and turn = 1 and state = 'received'";
  expect(await idsOf(database, sent, tenant)).toEqual(stored);
  const { rows: others } = await database.query(
    `select 'answer' as what from sent_answer where turn <> 1 or state <> 'received'
     union all select 'dead letter ' || reason from dead_letter
     union all select 'alarm ' || kind from alarm`,
  );
  expect(others).toEqual([]);
  for (const kiosk of kiosks) await expectAnswers(city, kiosk, acknowledged.length);
  return { acknowledged: acknowledged.length, delivered: stored.length };
}

/** Each submission has one answer in what a kiosk shows, and its receipt opens it. */
async function expectAnswers(city: City, kiosk: KioskProcess, atLeast: number): Promise<void> {
  const rows = rowsOf<{ body: string }>(
    kiosk,
    'content.db',
    "SELECT body FROM record WHERE tenant = ? AND scope = 'answers'",
    city.tenant,
  );
  const answers = new Map<string, SealedAnswer[]>();
  for (const { body } of rows) {
    const answer = JSON.parse(body) as SealedAnswer;
    answers.set(answer.lookupId, [...(answers.get(answer.lookupId) ?? []), answer]);
  }
  expect(answers.size).toBeGreaterThanOrEqual(atLeast);
  for (const [index, { lookupId, receiptKey }] of kiosk.recorded.entries()) {
    const found = answers.get(lookupId) ?? [];
    expect(found).toHaveLength(1);
    const [answer] = found;
    if (answer === undefined || index % OPEN_ONE_IN > 0) continue;
    const opened = await openAnswer(receiptKey, city.tenant, answer);
    expect(opened).toMatchObject({ ok: true, value: { state: 'received' } });
  }
}

/** Places are dense: each committed change has one (I15). */
export async function expectDensePlaces(city: City): Promise<number> {
  const { rows } = await city.database.query<{ tenant: string; count: number; head: number }>(
    `select tenant, count(*) as count, max(position) as head from feed group by tenant`,
  );
  for (const { count, head } of rows) expect(head).toBe(count);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

async function idsOf(database: HubDatabase, query: string, tenant: string): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(query, [tenant]);
  return rows.map(({ id }) => id).toSorted();
}

function rowsOf<T>(kiosk: KioskProcess, file: string, query: string, ...values: string[]): T[] {
  const db = new Database(join(kiosk.folder, file), { readonly: true });
  try {
    return db.prepare<string[], T>(query).all(...values);
  } finally {
    db.close();
  }
}

function byPlace(rows: readonly Row[]): Map<string, string> {
  return new Map(
    rows.map(({ scope, collection, id, version, body }) => [
      `${scope}/${collection}/${id}`,
      `${version} ${body}`,
    ]),
  );
}

function sumOf(rows: readonly Row[]): string {
  const sums = rows.map(({ collection, id, version, body }) =>
    recordSum(sha256, { collection, id, version, sha256: sha256Name(body) }),
  );
  return String(sums.reduce(addSums, 0n));
}
