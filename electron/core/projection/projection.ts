import { type ServiceCard } from '../../../shared/contract/index.ts';
import {
  COLLECTIONS,
  isKnownCollection,
  type Collection,
  type Service,
} from '../../../shared/model/index.ts';
import { answerRecordId } from '../../../shared/sealing/index.ts';
import { type Scope } from '../../../shared/sync/index.ts';
import { forgetService, forgetServices, indexService } from '../search/index.ts';
import { type Db, prepared, type RecordPlace } from '../store/index.ts';

/** A record counts only in the scope that its collection belongs to. */
const SCOPE_OF: Record<Collection, Scope> = {
  tenant: 'public',
  service: 'public',
  commitment: 'public',
  form: 'public',
  clip: 'public',
  answer: 'answers',
};

/**
 * The record's body as its collection's schema reads it; undefined for one that is not there, or that this version does
 * not understand: such a record is kept and not shown.
 */
export function readRecord<Name extends Collection>(
  db: Db,
  tenant: string,
  collection: Name,
  id: string,
): { version: number; body: ReturnType<(typeof COLLECTIONS)[Name]['parse']> } | undefined {
  const row = prepared<[string, string, string, string], { version: number; body: string }>(
    db,
    'SELECT version, body FROM record WHERE tenant = ? AND scope = ? AND collection = ? AND id = ?',
  ).get(tenant, SCOPE_OF[collection], collection, id);
  const body = row && parse(collection, row.body);
  return body === undefined ? undefined : { version: row?.version ?? 0, body };
}

/** Brings the page's tables up to date with the records at these places. */
export function project(db: Db, tenant: string, places: readonly RecordPlace[]): void {
  const services = places.filter(({ collection }) => collection === 'service');
  forgetServices(
    db,
    tenant,
    services.map(({ id }) => id),
  );
  for (const { collection, id } of places) {
    if (isKnownCollection(collection)) projectOne(db, tenant, collection, id);
  }
}

export function projectAll(db: Db): void {
  const places = prepared<[], RecordPlace & { tenant: string }>(
    db,
    'SELECT tenant, scope, collection, id FROM record',
  ).all();
  for (const place of places) project(db, place.tenant, [place]);
}

function projectOne(db: Db, tenant: string, collection: Collection, id: string): void {
  if (collection === 'service') projectService(db, tenant, id);
  if (collection === 'commitment') projectCommitment(db, tenant, id);
  if (collection === 'clip') projectClip(db, tenant, id);
  if (collection === 'answer') projectAnswer(db, tenant, id);
}

function projectService(db: Db, tenant: string, id: string): void {
  const record = readRecord(db, tenant, 'service', id);
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

function cardOf(tenant: string, id: string, service: Service): ServiceCard {
  const { row, theme, alsoIn, pictogram, name, status, capabilities } = service;
  return {
    tenant,
    id,
    ...(row === undefined ? {} : { row }),
    theme,
    alsoIn,
    pictogram,
    name,
    state: status.state,
    capabilities,
  };
}

function projectCommitment(db: Db, tenant: string, id: string): void {
  const record = readRecord(db, tenant, 'commitment', id);
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
function projectClip(db: Db, tenant: string, id: string): void {
  prepared(db, 'DELETE FROM clip WHERE tenant = ? AND id = ?').run(tenant, id);
  if (!readRecord(db, tenant, 'clip', id)) return;
  prepared(db, 'INSERT INTO clip (tenant, id) VALUES (?, ?)').run(tenant, id);
}

function projectAnswer(db: Db, tenant: string, id: string): void {
  const record = readRecord(db, tenant, 'answer', id);
  prepared(db, 'DELETE FROM answer WHERE tenant = ? AND id = ?').run(tenant, id);
  if (!record || answerRecordId(record.body) !== id) return;
  const { lookupId, turn, season } = record.body;
  prepared(
    db,
    'INSERT INTO answer (tenant, id, lookup_id, turn, season, body) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(tenant, id, lookupId, turn, season, JSON.stringify(record.body));
}

function parse<Name extends Collection>(
  collection: Name,
  text: string,
): ReturnType<(typeof COLLECTIONS)[Name]['parse']> | undefined {
  try {
    const parsed = COLLECTIONS[collection].safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as ReturnType<(typeof COLLECTIONS)[Name]['parse']>) : undefined;
  } catch {
    return undefined;
  }
}
