import type {
  CollectionDescription,
  EditedRecord,
  PublishedKey,
  RecordRow,
  RecordVersion,
} from '../../../shared/contract/index.ts';
import {
  checkRecord,
  fieldsOfCollection,
  type Problem,
  PUBLISHED,
  publishedCollection,
} from '../../../shared/publishing/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import { inTransaction, type Database } from '../database/index.ts';
import { folded, type Key, nameAndLock, OF_RECORD, stateOf, statesOf, valuesOf } from './record.ts';
import { surroundingsOf } from './surroundings.ts';

const PAGE = 50;
const HISTORY = 50;

/** What agents publish, with how many records there are of each. */
export async function describeCollections(
  database: Database,
  tenant: string,
): Promise<CollectionDescription[]> {
  await nameWhatIsNew(database, tenant);
  const { rows } = await database.query<{ collection: string; count: number }>(
    'select collection, count(*) from published_record where tenant = $1 group by collection',
    [tenant],
  );
  const counts = new Map(rows.map(({ collection, count }) => [collection, count]));
  return Object.entries(PUBLISHED).map(([name, entry]) => ({
    name,
    label: entry.label,
    named: entry.named,
    isSingle: entry.isSingle ?? false,
    records: counts.get(name) ?? 0,
    fields: fieldsOfCollection(entry),
  }));
}

/**
 * Names records that came by another way than a publisher's hand: from before there were publishers, or by a backup.
 * The two tables are compared whole, which takes as long whatever PostgreSQL believes of their sizes.
 */
async function nameWhatIsNew(database: Database, tenant: string): Promise<void> {
  const { rows: keys } = await database.query<Key>(
    `select tenant, scope, collection, id from entity
     where tenant = $1 and (scope = 'public' or scope like 'site:%') and collection = any($2) and not deleted
     except select tenant, scope, collection, id from published_record where tenant = $1 and is_published`,
    [tenant, Object.keys(PUBLISHED)],
  );
  if (keys.length === 0) return;
  await inTransaction(database, async (connection) => {
    const states = await statesOf(connection, keys);
    const found = keys.flatMap((key, at) => {
      const body = states[at]?.body ?? null;
      return body === null ? [] : [{ key, body: states[at]?.draft ?? body }];
    });
    await nameAndLock(connection, found, true);
  });
}

/** A page's last record, by which the next page is found; an agent's browser hands it back as it is. */
type Cursor = [sought: string, id: string, scope: string];

export async function listRecords(
  database: Database,
  tenant: string,
  asked: { collection: string; search?: string | undefined; after?: string | undefined },
): Promise<Result<{ records: RecordRow[]; next: string | null }, 'unknown-collection'>> {
  if (publishedCollection(asked.collection) === undefined) return err('unknown-collection');
  const after = cursorOf(asked.after);
  const { rows } = await database.query<RecordRow & { sought: string }>(
    `select page.id, page.scope, page.name, page.sought, page.is_published as "isPublished",
       exists (select 1 from draft where (draft.tenant, draft.scope, draft.collection, draft.id)
         = (page.tenant, page.scope, page.collection, page.id)) as "hasDraft",
       (select due_at from plan where (plan.tenant, plan.scope, plan.collection, plan.id, act)
         = (page.tenant, page.scope, page.collection, page.id, 'publish')) as "publishAt",
       (select due_at from plan where (plan.tenant, plan.scope, plan.collection, plan.id, act)
         = (page.tenant, page.scope, page.collection, page.id, 'withdraw')) as "withdrawAt"
     from (
       select * from published_record
       where tenant = $1 and collection = $2 and position($3 in sought) > 0
         and ($4::text is null or (sought, id, scope) > ($4 collate "C", $5::text, $6::text))
       order by sought, id, scope limit $7
     ) page
     order by page.sought, page.id, page.scope`,
    [
      tenant,
      asked.collection,
      folded(asked.search ?? '').replaceAll('\0', ''),
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      PAGE + 1,
    ],
  );
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return ok({
    records: rows.slice(0, PAGE).map(rowOf),
    next: last === undefined ? null : JSON.stringify([last.sought, last.id, last.scope] satisfies Cursor),
  });
}

function rowOf({ id, scope, name, isPublished, hasDraft, publishAt, withdrawAt }: RecordRow): RecordRow {
  return { id, scope, name, isPublished, hasDraft, publishAt, withdrawAt };
}

/** A cursor that no page gave begins at the beginning. */
function cursorOf(text: string | undefined): Cursor | undefined {
  try {
    const parts: unknown = JSON.parse(text ?? 'null');
    return Array.isArray(parts) && parts.length === 3 ? (parts.map(String) as Cursor) : undefined;
  } catch {
    return undefined;
  }
}

/** One record with all that a publisher needs to go on with it. */
export async function readRecord(
  database: Database,
  tenant: string,
  asked: PublishedKey,
): Promise<Result<EditedRecord, 'unknown-record'>> {
  const key = { ...asked, tenant };
  const state = await stateOf(database, key);
  if (state.name === null || publishedCollection(key.collection) === undefined) return err('unknown-record');
  const text = state.draft ?? state.body;
  return ok({
    ...asked,
    name: state.name,
    published: state.body === null ? null : { version: state.version ?? 0, body: state.body },
    draft: await draftOf(database, key),
    history: await historyOf(database, key),
    schedule: await scheduleOf(database, key),
    problems: text === null ? [] : await problemsOf(database, key, text),
  });
}

export async function problemsOf(database: Database, key: Key, body: string): Promise<Problem[]> {
  const record = { ...key, body };
  return checkRecord(record, await surroundingsOf(database, key.tenant, [record]));
}

async function draftOf(database: Database, key: Key): Promise<EditedRecord['draft']> {
  const { rows } = await database.query<NonNullable<EditedRecord['draft']>>(
    `select revision, body, agent, saved_at as "savedAt" from draft where ${OF_RECORD}`,
    valuesOf(key),
  );
  return rows[0] ?? null;
}

async function historyOf(database: Database, key: Key): Promise<RecordVersion[]> {
  const { rows } = await database.query<RecordVersion>(
    `select number, agent, at, body is null as "isWithdrawal", brought_by as "broughtBy"
     from publication where ${OF_RECORD} order by at desc nulls last, number desc limit ${HISTORY}`,
    valuesOf(key),
  );
  return rows;
}

async function scheduleOf(database: Database, key: Key): Promise<EditedRecord['schedule']> {
  const { rows } = await database.query<{ act: string; at: Date; failed: Problem[] | null }>(
    `select act, due_at as at, failed from plan where ${OF_RECORD}`,
    valuesOf(key),
  );
  const planned = (act: string) => rows.find((row) => row.act === act)?.at ?? null;
  return {
    publishAt: planned('publish'),
    withdrawAt: planned('withdraw'),
    failed: rows.flatMap(({ failed }) => failed ?? []),
  };
}

/** The text of an earlier version. */
export async function readEarlier(
  database: Database,
  key: Key,
  number: number,
): Promise<Result<{ body: string | null }, 'unknown-record'>> {
  const { rows } = await database.query<{ body: string | null }>(
    `select body from publication where ${OF_RECORD} and number = $5`,
    [...valuesOf(key), number],
  );
  return rows[0] === undefined ? err('unknown-record') : ok(rows[0]);
}
