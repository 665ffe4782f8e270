import { daysAfter } from '../day.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import { type KeyOwner, type KeyRing } from '../keys/index.ts';
import { DESTROYABLE_AFTER_DAYS } from './list.ts';
import { missingKiosks } from './proofs.ts';
import { countRequests } from './requests.ts';

/** What is known before a key is destroyed. */
export interface Destruction {
  of: KeyOwner;
  retiredOn: string;
  /** The kiosks that have not proved that nothing sealed to it will come. */
  missing: { id: string; siteName: string }[];
  /** From this day on the missing ones may be passed over, by their names. */
  passOverFrom: string;
  /** Requests that only this key opens: their answers stay, their words are gone with it. */
  requests: { all: number; unanswered: number };
}

/**
 * Looks what the destruction of a key's private half would take away. `unknown-key`: no such key, or destroyed already;
 * `not-retired`: kiosks may still seal to it.
 */
export async function prepareDestruction(
  database: Database,
  ring: KeyRing,
  tenant: string,
  kid: string,
): Promise<Result<Destruction, 'unknown-key' | 'not-retired'>> {
  const keys = await ring.of(tenant);
  if (keys === undefined) return err('unknown-key');
  const retired = keys.keyset.retired?.find((key) => key.kid === kid && key.destroyedOn === undefined);
  if (retired === undefined) {
    const { hub, services } = keys.keyset;
    const isPublished = [hub, ...Object.values(services)].flat().some((key) => key.kid === kid);
    return err(isPublished ? 'not-retired' : 'unknown-key');
  }
  const { of, retiredOn, edition } = retired;
  const counts = await countRequests(database, tenant);
  return ok({
    of,
    retiredOn,
    missing: await allMissing(database, ring, { tenant, kid, edition }),
    passOverFrom: daysAfter(retiredOn, DESTROYABLE_AFTER_DAYS),
    requests: counts.get(kid) ?? { all: 0, unanswered: 0 },
  });
}

async function allMissing(
  database: Database,
  ring: KeyRing,
  key: { tenant: string; kid: string; edition: number },
): Promise<Destruction['missing']> {
  const missing: Destruction['missing'] = [];
  let after: string | null | undefined;
  while (after !== null) {
    const page = await missingKiosks(database, ring, key, after);
    missing.push(...page.kiosks);
    after = page.next;
  }
  return missing;
}

/**
 * Why a key may not be destroyed now; undefined when it may. `unanswered`: somebody waits for an answer that only this key
 * lets an agent write; `kiosks-missing`: some have not proved anything, and 180 days have not passed; `name-the-missing`:
 * they have, and these are not all the missing ones, by the first eight signs of their ids.
 */
export function whyNotDestroy(
  { missing, passOverFrom, requests }: Destruction,
  { today, passedOver }: { today: string; passedOver: readonly string[] },
): 'unanswered' | 'kiosks-missing' | 'name-the-missing' | undefined {
  if (requests.unanswered > 0) return 'unanswered';
  if (missing.length === 0) return undefined;
  if (today < passOverFrom) return 'kiosks-missing';
  const named = new Set(passedOver);
  const isEach = named.size === missing.length && missing.every(({ id }) => named.has(id.slice(0, 8)));
  return isEach ? undefined : 'name-the-missing';
}
