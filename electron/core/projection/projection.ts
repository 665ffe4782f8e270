import { cardOf, shownFirst } from '../../../shared/content/index.ts';
import { type Body, type Collection, isKnownCollection, readBody } from '../../../shared/model/index.ts';
import { answerRecordId } from '../../../shared/sealing/index.ts';
import { ANSWERS_SCOPE, type Scope } from '../../../shared/sync/index.ts';
import { forgetService, forgetServices, indexService } from '../search/index.ts';
import { type Db, prepared, type RecordPlace } from '../store/index.ts';

/** The scopes whose records the page shows, the nearest first. */
function shownScopes(db: Db, tenant: string): Scope[] {
  const held = prepared<[string, string], { scope: Scope }>(
    db,
    // From one scope to the next by the index, whatever they hold.
    `WITH RECURSIVE held (scope) AS (
       SELECT min(scope) FROM record WHERE tenant = ?
       UNION ALL
       SELECT (SELECT min(scope) FROM record WHERE tenant = ? AND scope > held.scope) FROM held
       WHERE held.scope IS NOT NULL
     )
     SELECT scope FROM held WHERE scope IS NOT NULL`,
  ).all(tenant, tenant);
  return shownFirst(held.map(({ scope }) => scope));
}

/**
 * The record's body as its collection's schema reads it, of the nearest scope that has it; undefined for one that is not
 * there, or that this version does not understand: such a record is kept and not shown.
 */
export function readRecord<Name extends Collection>(
  db: Db,
  tenant: string,
  collection: Name,
  id: string,
): { version: number; body: Body<Name> } | undefined {
  return readIn(groundOf(db, tenant), collection, id);
}

function readIn<Name extends Collection>(
  { db, tenant, shown }: Ground,
  collection: Name,
  id: string,
): { version: number; body: Body<Name> } | undefined {
  for (const scope of collection === 'answer' ? [ANSWERS_SCOPE] : shown) {
    const row = prepared<[string, string, string, string], { version: number; body: string }>(
      db,
      'SELECT version, body FROM record WHERE tenant = ? AND scope = ? AND collection = ? AND id = ?',
    ).get(tenant, scope, collection, id);
    if (!row) continue;
    const body = readBody(collection, row.body);
    return body === undefined ? undefined : { version: row.version, body };
  }
  return undefined;
}

/** Where a record is looked for: its tenant, and the scopes that are shown of it. */
interface Ground {
  db: Db;
  tenant: string;
  shown: readonly Scope[];
}

function groundOf(db: Db, tenant: string): Ground {
  return { db, tenant, shown: shownScopes(db, tenant) };
}

/** Brings the page's tables up to date with the records at these places. */
export function project(db: Db, tenant: string, places: readonly RecordPlace[]): void {
  const ground = groundOf(db, tenant);
  const services = places.filter(({ collection }) => collection === 'service');
  forgetServices(
    db,
    tenant,
    services.map(({ id }) => id),
  );
  for (const { collection, id } of places) {
    if (isKnownCollection(collection)) projectOne(ground, collection, id);
  }
}

export function projectAll(db: Db): void {
  const places = prepared<[], RecordPlace & { tenant: string }>(
    db,
    'SELECT tenant, scope, collection, id FROM record',
  ).all();
  const tenants = Map.groupBy(places, ({ tenant }) => tenant);
  for (const [tenant, own] of tenants) project(db, tenant, own);
}

function projectOne(ground: Ground, collection: Collection, id: string): void {
  if (collection === 'service') projectService(ground, id);
  if (collection === 'commitment') projectCommitment(ground, id);
  if (collection === 'clip') projectClip(ground, id);
  if (collection === 'answer') projectAnswer(ground, id);
}

function projectService(ground: Ground, id: string): void {
  const { db, tenant } = ground;
  const record = readIn(ground, 'service', id);
  if (!record) {
    prepared(db, 'DELETE FROM card WHERE tenant = ? AND id = ?').run(tenant, id);
    forgetService(db, tenant, id);
    return;
  }
  prepared(db, 'INSERT OR REPLACE INTO card (tenant, id, body) VALUES (?, ?, ?)').run(
    tenant,
    id,
    JSON.stringify(cardOf(tenant, id, record.body)),
  );
  indexService(db, tenant, id, record.body);
}

function projectCommitment(ground: Ground, id: string): void {
  const { db, tenant } = ground;
  const record = readIn(ground, 'commitment', id);
  prepared(db, 'DELETE FROM promise WHERE tenant = ? AND id = ?').run(tenant, id);
  if (!record) return;
  prepared(db, 'INSERT INTO promise (tenant, id, service, body) VALUES (?, ?, ?, ?)').run(
    tenant,
    id,
    record.body.service,
    JSON.stringify(record.body),
  );
}

/** Its id alone: what is to be heard is large, and read from the record when somebody asks for it. */
function projectClip(ground: Ground, id: string): void {
  const { db, tenant } = ground;
  prepared(db, 'DELETE FROM clip WHERE tenant = ? AND id = ?').run(tenant, id);
  if (!readIn(ground, 'clip', id)) return;
  prepared(db, 'INSERT INTO clip (tenant, id) VALUES (?, ?)').run(tenant, id);
}

function projectAnswer(ground: Ground, id: string): void {
  const { db, tenant } = ground;
  const record = readIn(ground, 'answer', id);
  prepared(db, 'DELETE FROM answer WHERE tenant = ? AND id = ?').run(tenant, id);
  if (!record || answerRecordId(record.body) !== id) return;
  const { lookupId, turn, season } = record.body;
  prepared(
    db,
    'INSERT INTO answer (tenant, id, lookup_id, turn, season, body) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(tenant, id, lookupId, turn, season, JSON.stringify(record.body));
}
