import { err, ok, type Result } from '../../../shared/result/index.ts';
import { generateSealingKeyPair, type Keyset, type PublicKey } from '../../../shared/sealing/index.ts';
import { daysAfter } from '../day.ts';
import { issueEdition, type EditionRefusal, type KeyOwner, type KeyPlaces } from './edition.ts';
import { addKey, hasFile, readKeyFile, serviceKeyFile } from './files.ts';

/** So long before its day a key is published: a kiosk that was away for weeks knows it in time. */
export const ANNOUNCED_DAYS = 90;

export type AnnounceRefusal =
  EditionRefusal | 'unknown-service' | 'too-soon' | 'already-announced' | 'not-lost';

/**
 * Publishes the next key of the hub or of a service, to be sealed to from a day on. `too-soon`: fewer than 90 days from
 * `today`; `already-announced`: one waits for its day.
 */
export async function announceKey(
  places: KeyPlaces,
  { of, from, today }: { of: KeyOwner; from: string; today: string },
): Promise<Result<{ kid: string; edition: number }, AnnounceRefusal>> {
  if (from < daysAfter(today, ANNOUNCED_DAYS)) return err('too-soon');
  return addToList(places, of, from, (keys) => {
    if (keys.some((key) => key.from !== undefined && key.from > today)) return err('already-announced');
    return ok(keys);
  });
}

/**
 * Puts a new key in the place of those that are lost, at once: what is sealed to a lost one cannot be opened, so nobody
 * should wait for a day. `not-lost`: the folder holds the private half of one of them.
 */
export async function replaceLostKey(
  places: KeyPlaces,
  { of, today }: { of: KeyOwner; today: string },
): Promise<Result<{ kid: string; edition: number }, AnnounceRefusal>> {
  return addToList(places, of, today, (keys, held) =>
    keys.some(({ kid }) => held.includes(kid)) ? err('not-lost') : ok([]),
  );
}

/** A new key behind those that `kept` leaves of the list; what it takes away counts as retired. */
async function addToList(
  places: KeyPlaces,
  of: KeyOwner,
  from: string,
  kept: (keys: PublicKey[], held: string[]) => Result<PublicKey[], 'already-announced' | 'not-lost'>,
): Promise<Result<{ kid: string; edition: number }, AnnounceRefusal>> {
  let made = '';
  const issued = await issueEdition<AnnounceRefusal>(places, async (before, folder) => {
    const keys = keysOf(before, of);
    if (keys === undefined) return err('unknown-service');
    const file = fileOf(of);
    const held = hasFile(folder, file) ? readKeyFile(folder, file).map(({ kid }) => kid) : [];
    const left = kept(keys, held);
    if (!left.ok) return left;
    const { kid, publicKey } = await addKey(folder, file, generateSealingKeyPair);
    made = kid;
    const gone = keys.filter((key) => !left.value.includes(key));
    const retired = gone.map((key) => ({ ...nameOf(key), of, retiredOn: from, edition: before.edition + 1 }));
    const list = [...left.value, { kid, publicKey, from }];
    return ok(withRetired(withKeys(before, of, list), retired));
  });
  return issued.ok ? ok({ kid: made, edition: issued.value.edition }) : issued;
}

/** The first key of a service that did not receive anything until now. */
export async function addServiceKey(
  places: KeyPlaces,
  { service, today }: { service: string; today: string },
): Promise<Result<{ kid: string; edition: number }, EditionRefusal | 'has-a-key'>> {
  let made = '';
  const issued = await issueEdition(places, async (before, folder) => {
    if (keysOf(before, { service }) !== undefined) return err('has-a-key');
    const { kid, publicKey } = await addKey(folder, serviceKeyFile(service), generateSealingKeyPair);
    made = kid;
    return ok(withKeys(before, { service }, [{ kid, publicKey, from: today }]));
  });
  return issued.ok ? ok({ kid: made, edition: issued.value.edition }) : issued;
}

export function keysOf(keyset: Keyset, of: KeyOwner): PublicKey[] | undefined {
  if (of === 'hub') return keyset.hub;
  return Object.hasOwn(keyset.services, of.service) ? keyset.services[of.service] : undefined;
}

export function fileOf(of: KeyOwner): string {
  return of === 'hub' ? 'hub.json' : serviceKeyFile(of.service);
}

export function withKeys(keyset: Keyset, of: KeyOwner, keys: PublicKey[]): Keyset {
  if (of === 'hub') return { ...keyset, hub: keys };
  return { ...keyset, services: { ...keyset.services, [of.service]: keys } };
}

export function withRetired(keyset: Keyset, retired: NonNullable<Keyset['retired']>): Keyset {
  return retired.length === 0 ? keyset : { ...keyset, retired: [...(keyset.retired ?? []), ...retired] };
}

export function nameOf({ kid, from }: PublicKey): { kid: string; from?: string } {
  return { kid, ...(from === undefined ? {} : { from }) };
}
