import type { DeskCall, DeskView } from '../../../shared/contract/index.ts';
import type { Language } from '../../../shared/model/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { HelpCallReply } from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import type { Device } from '../devices/index.ts';
import { IS_OPEN, isStaffed, STATE } from './state.ts';
import type { Post } from './posts.ts';
import { tellDesks } from './tell.ts';

/** More than a site has kiosks. */
const MOST_CALLS = 50;

/**
 * A visitor asks for somebody. The same call again changes nothing; another one ends what this kiosk asked before, since
 * another visitor may stand there. Where no desk is open, no call is made, and it is counted that one was wanted.
 */
export async function startCall(
  database: Database,
  device: Device,
  call: { id: string; language: Language },
  day: string,
): Promise<HelpCallReply> {
  const { tenant, site } = device;
  await inTransaction(database, async (connection) => {
    await endCalls(connection, device, call.id);
    const { rowCount } = await connection.query(
      `insert into desk_call (tenant, id, site, device, language)
       select $1, $2, $3, $4, $5 where ${isStaffed('$1', '$3')} on conflict do nothing`,
      [tenant, call.id, site, device.id, call.language],
    );
    if (rowCount === 0 && (await stateOf(connection, device, call.id)) === undefined)
      await countOne(connection, device, day);
    await tellDesks(connection, tenant, site);
  });
  return (await stateOf(database, device, call.id)) ?? { state: 'nobody' };
}

/** Of this kiosk's own call; one that it never made is over. */
export async function lookAtCall(database: Database, device: Device, id: string): Promise<HelpCallReply> {
  return (await stateOf(database, device, id)) ?? { state: 'over' };
}

/** The visitor no longer waits, or has left. */
export async function endCall(database: Database, device: Device, id: string): Promise<void> {
  await inTransaction(database, async (connection) => {
    await connection.query(
      'update desk_call set ended_at = now() where tenant = $1 and id = $2 and device = $3 and ended_at is null',
      [device.tenant, id, device.id],
    );
    await tellDesks(connection, device.tenant, device.site);
  });
}

/** Without `minutes`, somebody goes at once. Also for a call that had gone unanswered: the visitor may still be there. */
export async function answerCall(
  database: Database,
  post: Post,
  id: string,
  minutes: number | undefined,
): Promise<Result<null, 'call-over'>> {
  const { rowCount } = await database.query(
    `update desk_call call set answer = $4, minutes = $5, answered_at = now()
     where tenant = $1 and id = $2 and site = $3 and ${IS_OPEN}`,
    [post.tenant, id, post.site, minutes === undefined ? 'coming' : 'later', minutes],
  );
  await tellDesks(database, post.tenant, post.site);
  return rowCount === 0 ? err('call-over') : ok(null);
}

/** Somebody has helped, or found nobody. */
export async function finishCall(database: Database, post: Post, id: string): Promise<void> {
  await database.query(
    'update desk_call set ended_at = now() where tenant = $1 and id = $2 and site = $3 and ended_at is null',
    [post.tenant, id, post.site],
  );
  await tellDesks(database, post.tenant, post.site);
}

/** Those of a site that are not over, the first first. */
export async function callsAt(database: Database, { tenant, site }: Post): Promise<DeskCall[]> {
  const { rows } = await database.query<DeskCall & { minutes: number | null }>(
    `select id, left(device::text, 4) as kiosk, language, ${STATE} as state, minutes, called_at as "calledAt"
     from desk_call call where tenant = $1 and site = $2 and ${IS_OPEN} order by called_at, id limit ${MOST_CALLS}`,
    [tenant, site],
  );
  return rows.map(({ minutes, ...row }) => ({ ...row, ...(minutes === null ? {} : { minutes }) }));
}

/** What became of a site's calls on a day. */
export async function countsAt(
  database: Database,
  { tenant, site }: Post,
  day: string,
): Promise<DeskView['counts']> {
  const { rows } = await database.query<{ outcome: keyof DeskView['counts']; count: number }>(
    `select outcome, sum(count)::int as count from (
       select outcome, count from desk_count where tenant = $1 and site = $2 and day = $3
       union all
       select case when answer is null then 'unanswered' else 'answered' end, 1
       from desk_call call where tenant = $1 and site = $2 and called_at > now() - interval '2 days'
         and (called_at at time zone 'Europe/Paris')::date = $3 and (answer is not null or not ${IS_OPEN})
     ) as counted group by outcome`,
    [tenant, site, day],
  );
  const counts = { answered: 0, unanswered: 0, nobody: 0 };
  for (const { outcome, count } of rows) counts[outcome] = count;
  return counts;
}

async function stateOf(
  connection: Database | Connection,
  device: Device,
  id: string,
): Promise<HelpCallReply | undefined> {
  const { rows } = await connection.query<{ state: HelpCallReply['state']; minutes: number | null }>(
    `select ${STATE} as state, minutes from desk_call call where tenant = $1 and id = $2 and device = $3`,
    [device.tenant, id, device.id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    state: row.state,
    ...(row.state === 'later' && row.minutes !== null ? { minutes: row.minutes } : {}),
  };
}

async function endCalls(connection: Connection, device: Device, but: string): Promise<void> {
  await connection.query(
    'update desk_call set ended_at = now() where tenant = $1 and device = $2 and id <> $3 and ended_at is null',
    [device.tenant, device.id, but],
  );
}

async function countOne(connection: Connection, { tenant, site }: Device, day: string): Promise<void> {
  await connection.query(
    `insert into desk_count (tenant, site, day, outcome, count) values ($1, $2, $3, 'nobody', 1)
     on conflict (tenant, site, day, outcome) do update set count = desk_count.count + 1`,
    [tenant, site, day],
  );
}
