import { type Database } from '../../../city/hub/database/index.ts';
import { isKnownCollection } from '../../../shared/model/index.ts';
import { fingerprint } from '../../../shared/sealing/index.ts';
import { addSums, recordSum } from '../../../shared/sync/index.ts';
import { placeOf, sameShown, type Shown } from './history.ts';
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

/** At rest a kiosk shows exactly what its tenants publish, at the present end of their present feeds. */
export async function checkKioskAtRest(
  kiosk: Kiosk,
  database: Database,
  tenants: readonly string[],
  judge: Judge,
): Promise<void> {
  const screens = readScreen(kiosk.folder);
  const held = [...(screens?.keys() ?? [])];
  const strangers = held.filter((tenant) => !tenants.includes(tenant));
  judge.demand('I9', strangers.length === 0, () => `${kiosk.name} still holds ${strangers.join(', ')}`);
  for (const tenant of tenants) {
    const screen = screens?.get(tenant);
    const name = `${kiosk.name} of ${tenant}`;
    const head = await headOf(database, tenant);
    judge.demand('I8', screen?.epoch === head?.epoch, () => `${name}: a cursor of another epoch`);
    judge.demand('I3', screen?.head === head?.position, () => `${name}: not at the head`);
    const live = await liveRecords(database, tenant);
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
    const live = await liveRecords(database, tenant, scope);
    const isSame = count === live.size && sum === (await sumOf(live));
    judge.demand('I3', isSame, () => `${tenant} ${scope}: the sums are not those of the records`);
  }
  const { rows } = await database.query<{ tenant: string; lines: number; placed: number; head: number }>(
    `select head.tenant, head.position as head, count(feed.id) as lines,
       count(distinct feed.position) filter (where feed.position between 1 and head.position) as placed
     from feed_head head left join feed on feed.tenant = head.tenant group by head.tenant, head.position`,
  );
  for (const { tenant, lines, placed, head } of rows) {
    const isDense = lines === head && placed === head;
    judge.demand('I15', isDense, () => `${tenant}: ${lines} lines, ${placed} places, head ${head}`);
  }
  const disordered = await database.query(
    `select 1 from (
       select version, lag(version, 1, 0) over (partition by tenant, scope, collection, record order by position) as before
       from feed) as ordered where version <> before + 1`,
  );
  judge.demand('I15', disordered.rowCount === 0, () => 'versions are not in the order of positions');
}

async function liveRecords(database: Database, tenant: string, scope?: string): Promise<Shown> {
  const { rows } = await database.query<EntityRow>(
    `select scope, collection, id, version, body from entity
     where tenant = $1 and not deleted and scope = coalesce($2, scope)`,
    [tenant, scope ?? null],
  );
  return new Map(rows.map((row) => [placeOf(row), { version: row.version, body: row.body }]));
}

async function sumOf(live: Shown): Promise<string> {
  let sum = 0n;
  for (const [place, { version, body }] of live) {
    const [, collection = '', id = ''] = place.split('/');
    sum = addSums(sum, await recordSum({ collection, id, version, sha256: await fingerprint(body) }));
  }
  return String(sum);
}
