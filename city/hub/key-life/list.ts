import { daysAfter } from '../day.ts';
import type { KeyRow, KeyState } from '../../../shared/contract/index.ts';
import type { Localized } from '../../../shared/model/index.ts';
import { keyToSealTo, type PublicKey, type RetiredKey } from '../../../shared/sealing/index.ts';
import type { Database } from '../database/index.ts';
import { keysOf, type KeyOwner, type KeyRing, type TenantKeys } from '../keys/index.ts';
import { countMissing } from './proofs.ts';
import { countRequests } from './requests.ts';

/** So long after it was retired a key may be destroyed although kiosks have not spoken. */
export const DESTROYABLE_AFTER_DAYS = 180;

export interface KeyQuestion {
  database: Database;
  ring: KeyRing;
  keys: TenantKeys;
  /** In the city. */
  today: string;
  /** What people call a service. */
  serviceName: (id: string) => Promise<Localized>;
}

/** Every key of a tenant: the root first, then the hub's, the feed's, and those of the services by name. */
export async function listKeys(question: KeyQuestion): Promise<KeyRow[]> {
  const { keys, database } = question;
  const [requests, lost] = [
    await countRequests(database, keys.tenant),
    await lostKeys(database, keys.tenant),
  ];
  const rows = [rootRow(keys), ...(await sealingRows(question, 'hub')), ...feedRows(keys)];
  for (const id of servicesOf(keys)) {
    const service = { id, name: await question.serviceName(id) };
    for (const row of await sealingRows(question, { service: id })) {
      const gone = row.held ? undefined : lost.get(row.kid);
      rows.push({
        ...row,
        service,
        requests: requests.get(row.kid) ?? { all: 0, unanswered: 0 },
        ...(gone === undefined || row.state === 'destroyed' ? {} : { state: 'lost', lost: gone }),
      });
    }
  }
  return rows;
}

/** Those that have or had a key. */
function servicesOf({ keyset }: TenantKeys): string[] {
  const retired = (keyset.retired ?? []).flatMap(({ of }) => (of === 'hub' ? [] : [of.service]));
  return [...new Set([...Object.keys(keyset.services), ...retired])].toSorted();
}

/** No hub holds the root's private half. */
function rootRow({ rootKey }: TenantKeys): KeyRow {
  return { kid: rootKey.slice(0, 8), kind: 'root', state: 'in-use', held: false };
}

function feedRows({ keyset, feed }: TenantKeys): KeyRow[] {
  return keyset.feed.map(({ kid, from }) => ({
    kid,
    kind: 'feed',
    state: kid === feed.kid ? 'in-use' : 'replaced',
    ...(from === undefined ? {} : { from }),
    held: kid === feed.kid,
  }));
}

/** The newest first, then the retired ones. */
async function sealingRows(question: KeyQuestion, of: KeyOwner): Promise<KeyRow[]> {
  const { keys, today } = question;
  const published = keysOf(keys.keyset, of) ?? [];
  const inUse = keyToSealTo(published, today);
  const kind = of === 'hub' ? 'hub' : 'service';
  const held = new Set(heldOf(keys, of).map(({ kid }) => kid));
  const rows = published.map((key): KeyRow => ({
    kid: key.kid,
    kind,
    state: stateOf(key, inUse, today),
    ...(key.from === undefined ? {} : { from: key.from }),
    held: held.has(key.kid),
  }));
  const retired = (keys.keyset.retired ?? []).filter((key) => isOf(key, of));
  for (const key of retired) rows.push(await retiredRow(question, key, held.has(key.kid)));
  return rows.toSorted((a, b) => (b.from ?? '').localeCompare(a.from ?? ''));
}

function stateOf(key: PublicKey, inUse: PublicKey | undefined, today: string): KeyState {
  if (key === inUse) return 'in-use';
  return (key.from ?? '') > today ? 'announced' : 'replaced';
}

async function retiredRow(
  { database, ring, keys }: KeyQuestion,
  key: RetiredKey,
  held: boolean,
): Promise<KeyRow> {
  const { kid, of, from, retiredOn, edition, destroyedOn } = key;
  const row: KeyRow = {
    kid,
    kind: of === 'hub' ? 'hub' : 'service',
    state: destroyedOn === undefined ? 'retired' : 'destroyed',
    ...(from === undefined ? {} : { from }),
    retiredOn,
    held,
  };
  if (destroyedOn !== undefined) return { ...row, destroyedOn };
  const unproved = await countMissing(database, ring, { tenant: keys.tenant, kid, edition });
  return { ...row, unproved, destroyableFrom: daysAfter(retiredOn, DESTROYABLE_AFTER_DAYS) };
}

export function heldOf(keys: TenantKeys, of: KeyOwner) {
  return of === 'hub' ? keys.hub : (keys.services.get(of.service) ?? []);
}

function isOf(key: RetiredKey, of: KeyOwner): boolean {
  if (key.of === 'hub' || of === 'hub') return key.of === of;
  return key.of.service === of.service;
}

async function lostKeys(
  database: Database,
  tenant: string,
): Promise<Map<string, NonNullable<KeyRow['lost']>>> {
  const { rows } = await database.query<{ kid: string; by: string; at: Date }>(
    'select kid, declared_by as by, declared_at as at from lost_key where tenant = $1',
    [tenant],
  );
  return new Map(rows.map(({ kid, by, at }) => [kid, { by, at }]));
}
