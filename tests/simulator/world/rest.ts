import { type Database } from '../../../city/hub/database/index.ts';
import { isKnownCollection } from '../../../shared/model/index.ts';
import { createHash } from 'node:crypto';
import { addSums, recordSum } from '../../../shared/sync/index.ts';
import { type History, placeOf, sameShown, type Shown } from './history.ts';
import { type Kiosk } from './kiosk.ts';
import { readScreen } from './screen.ts';
import { type Judge } from './violation.ts';

interface EntityRow {
  scope: string;
  collection: string;
  id: string;
  version: number;
  body: string;
}

/** What a kiosk is to follow: its tenants, and the scopes of each. */
export type Following = ReadonlyMap<string, readonly string[]>;

/** At rest a kiosk shows exactly what its tenants publish, at the present end of their present feeds. */
export async function checkKioskAtRest(
  kiosk: Kiosk,
  database: Database,
  following: Following,
  judge: Judge,
): Promise<void> {
  const screens = readScreen(kiosk.folder);
  const held = [...(screens?.keys() ?? [])];
  const strangers = held.filter((tenant) => !following.has(tenant));
  judge.demand('I9', strangers.length === 0, () => `${kiosk.name} still holds ${strangers.join(', ')}`);
  for (const [tenant, scopes] of following) {
    const screen = screens?.get(tenant);
    const name = `${kiosk.name} of ${tenant}`;
    const head = await headOf(database, tenant);
    judge.demand('I8', screen?.epoch === head?.epoch, () => `${name}: a cursor of another epoch`);
    judge.demand('I3', screen?.head === head?.position, () => `${name}: not at the head`);
    const heldScopes = [...(screen?.scopes ?? [])];
    const isInScope = JSON.stringify(heldScopes) === JSON.stringify(scopes.toSorted());
    judge.demand('I9', isInScope, () => `${name}: follows ${heldScopes.join(', ')}`);
    const live = await liveRecords(database, tenant, scopes);
    const rows = screen?.rows ?? new Map();
    judge.demand(
      'I13',
      sameShown(unknown(rows), unknown(live)),
      () => `${name}: lacks what it does not know`,
    );
    const isSame = sameShown(rows, live);
    judge.demand('I3', isSame, () => `${name}: not what the city holds`);
  }
}

/** The records of collections that only a later version of the program understands. */
function unknown(shown: Shown): Shown {
  return new Map([...shown].filter(([place]) => !isKnownCollection(place.split('/')[1] ?? '')));
}

async function headOf(
  database: Database,
  tenant: string,
): Promise<{ epoch: string; position: number } | undefined> {
  const { rows } = await database.query<{ epoch: string; position: number }>(
    'select epoch, position from feed_head where tenant = $1',
    [tenant],
  );
  return rows[0];
}

/** The city's own books agree: sums over the live records, and one place for each committed line (I15). */
export async function checkCityAtRest(database: Database, judge: Judge): Promise<void> {
  const scopes = await database.query<{ tenant: string; scope: string; count: number; sum: string }>(
    'select tenant, scope, count, sum from feed_scope',
  );
  for (const { tenant, scope, count, sum } of scopes.rows) {
    const live = await liveRecords(database, tenant, [scope]);
    const isSame = count === live.size && sum === sumOf(live);
    judge.demand('I3', isSame, () => `${tenant} ${scope}: the sums are not those of the records`);
  }
}

/** Each line of the present feeds has one place, without holes, and each record's versions grow with the places. */
export async function checkOrder(database: Database, history: History, judge: Judge): Promise<void> {
  const { rows } = await database.query<{ tenant: string; epoch: string; position: number; waiting: number }>(
    `select tenant, epoch, position,
       (select count(*) from feed where feed.tenant = feed_head.tenant and feed.position is null) as waiting
     from feed_head`,
  );
  for (const { tenant, epoch, position, waiting } of rows) {
    const lines = history.lines(epoch) ?? [];
    const isDense = lines.length === position && lines.every((line, index) => line.position === index + 1);
    judge.demand(
      'I15',
      isDense && waiting === 0,
      () => `${tenant}: ${lines.length} places, head ${position}`,
    );
    const versions = new Map<string, number>();
    for (const line of lines) {
      const isNewer = line.version > (versions.get(placeOf(line)) ?? 0);
      judge.demand('I15', isNewer, () => `${tenant}: ${placeOf(line)} goes back at ${line.position}`);
      versions.set(placeOf(line), line.version);
    }
  }
}

async function liveRecords(database: Database, tenant: string, scopes: readonly string[]): Promise<Shown> {
  const { rows } = await database.query<EntityRow>(
    `select scope, collection, id, version, body from entity
     where tenant = $1 and not deleted and scope = any($2)`,
    [tenant, scopes],
  );
  return new Map(rows.map((row) => [placeOf(row), { version: row.version, body: row.body }]));
}

function sumOf(live: Shown): string {
  let sum = 0n;
  for (const [place, { version, body }] of live) {
    const [, collection = '', id = ''] = place.split('/');
    sum = addSums(sum, recordSum(sha256, { collection, id, version, sha256: nameOf(body) }));
  }
  return String(sum);
}

function sha256(data: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(data).digest();
}

function nameOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}
