import type { Acks } from '../../../shared/sync/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import { ensureFeed } from '../feed/index.ts';

/** How far a tenant's submissions are numbered, in one life of its database. */
export interface SubmissionHead {
  tenant: string;
  epoch: string;
  position: number;
}

/** What is true of a submission of which something attached is not here whole. */
const LACKS_ATTACHMENTS = `exists (
  select 1 from submission_attachment named join attachment using (tenant, sha256, bytes)
  where named.tenant = submission.tenant and named.submission = submission.id and not attachment.whole
)`;

/**
 * Gives every committed submission that has none its position: dense, so that a count can prove that a backup lacks none
 * of them. One that lacks an attachment gets none: whatever has a position is in the next backup with all that it names. Only backups need positions, so they are given when one begins. Several may do it at once.
 */
export async function placeSubmissions(database: Database): Promise<void> {
  const { rows } = await database.query<{ tenant: string }>(
    'select distinct tenant from submission where position is null',
  );
  for (const { tenant } of rows) {
    await ensureFeed(database, tenant);
    await database.query('insert into submission_head (tenant) values ($1) on conflict do nothing', [tenant]);
    await inTransaction(database, (connection) => placeWaiting(connection, tenant));
  }
}

async function placeWaiting(connection: Connection, tenant: string): Promise<void> {
  // A statement of its own, as for the feed: one that waits for the lock and also reads would read what was before.
  await connection.query('select 1 from submission_head where tenant = $1 for update', [tenant]);
  await connection.query(
    `with waiting as (
       select id, row_number() over (order by id) as rank from submission
       where tenant = $1 and position is null and not ${LACKS_ATTACHMENTS}
     ), placed as (
       update submission set position = submission_head.position + waiting.rank from waiting, submission_head
       where submission.tenant = $1 and submission.id = waiting.id and submission_head.tenant = $1
       returning 1
     )
     update submission_head set position = position + (select count(*) from placed) where tenant = $1`,
    [tenant],
  );
}

/**
 * The heads of a database in which every submission up to its tenant's head is there and is what its SHA-256 says;
 * undefined when one is not: nothing of such a copy may be settled.
 */
export async function provedHeads(connection: Connection): Promise<SubmissionHead[] | undefined> {
  const { rows } = await connection.query<SubmissionHead & { sound: number }>(
    `select head.tenant, feed_head.epoch, head.position,
       (select count(*) from submission
        where submission.tenant = head.tenant and submission.position <= head.position
        and (erased_on is not null or
          submission.sha256 = translate(rtrim(encode(sha256(item), 'base64'), '='), '+/', '-_'))) as sound
     from submission_head head join feed_head using (tenant) order by tenant`,
  );
  if (rows.some(({ position, sound }) => position !== sound)) return undefined;
  if (await lacksPieces(connection)) return undefined;
  return rows.map(({ tenant, epoch, position }) => ({ tenant, epoch, position }));
}

/** Whether something attached to a submission that has a position is not there, or is not what its name says. */
async function lacksPieces(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ lacking: boolean }>(
    `select exists (
       select 1 from submission_attachment named
       join submission on submission.tenant = named.tenant and submission.id = named.submission
       join attachment on attachment.tenant = named.tenant and attachment.sha256 = named.sha256
         and attachment.bytes = named.bytes
       where submission.position is not null and not named.late
       and (not attachment.whole or named.sha256 is distinct from (
         select translate(rtrim(encode(sha256(string_agg(content, ''::bytea order by start)), 'base64'), '='), '+/', '-_')
         from attachment_piece piece
         where piece.tenant = named.tenant and piece.sha256 = named.sha256 and piece.bytes = named.bytes
       ))
     ) as lacking`,
  );
  return rows[0]?.lacking !== false;
}

/**
 * Lets kiosks erase what a verified backup holds: raises each tenant's watermark, never lowers it. A database that began
 * another life since the backup numbers its submissions anew, so nothing of it is settled by that backup.
 */
export async function raiseSettled(database: Database, heads: readonly SubmissionHead[]): Promise<void> {
  for (const { tenant, epoch, position } of heads) {
    await database.query(
      `update submission_head set settled = $3
       where tenant = $1 and settled < $3 and position >= $3
         and exists (select 1 from feed_head where feed_head.tenant = $1 and feed_head.epoch = $2)`,
      [tenant, epoch, position],
    );
  }
}

/** What can be said of these submissions now, read at one instant; of a tenant that has a feed. */
export async function readAcks(database: Database, tenant: string, ids: readonly string[]): Promise<Acks> {
  const { rows } = await database.query<{
    epoch: string;
    id: string | null;
    sha256: string;
    settled: boolean | null;
    missing: string[] | null;
  }>(
    `select feed_head.epoch, submission.id, submission.sha256, attached.missing,
       submission.erased_on is not null
         or (submission.position <= submission_head.settled and attached.held is not true) as settled
     from feed_head
     left join submission on submission.tenant = feed_head.tenant and submission.id = any($2::uuid[])
     left join submission_head on submission_head.tenant = feed_head.tenant
     left join lateral (
       select array_remove(array_agg(case when not whole then sha256 end), null) as missing,
         bool_or(late or not whole) as held
       from submission_attachment named join attachment using (tenant, sha256, bytes)
       where named.tenant = submission.tenant and named.submission = submission.id
     ) attached on true
     where feed_head.tenant = $1`,
    [tenant, ids],
  );
  const [first] = rows;
  if (first === undefined) throw new Error(`${tenant} has no feed`);
  const acks = rows.flatMap(({ id, sha256, settled, missing }): Acks['acks'] => {
    if (id === null) return [];
    const state = settled === true ? 'settled' : 'accepted';
    return [{ id, sha256, state, ...(missing === null ? {} : { needBlobs: missing }) }];
  });
  return { format: 'borne/acks/v1', tenant, epoch: first.epoch, acks };
}
