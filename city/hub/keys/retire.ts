import { err, ok, type Result } from '../../../shared/result/index.ts';
import { keyToSealTo, type Keyset, type RetiredKey } from '../../../shared/sealing/index.ts';
import { fileOf, keysOf, nameOf, withKeys, withRetired } from './announce.ts';
import { issueEdition, type EditionRefusal, type KeyOwner, type KeyPlaces } from './edition.ts';
import { hasFile, readKeyFile, removeKey, tenantFolder } from './files.ts';

/**
 * Takes a key that a newer one has replaced out of what kiosks may seal to; its private half stays, and opens what comes
 * late. `in-use`: it is the one to seal to, or an announced one.
 */
export async function retireKey(
  places: KeyPlaces,
  { kid, today }: { kid: string; today: string },
): Promise<Result<{ edition: number }, EditionRefusal | 'unknown-key' | 'in-use'>> {
  const issued = await issueEdition<'unknown-key' | 'in-use'>(places, async (before) => {
    const found = ownerOf(before, kid);
    if (found === undefined) return err('unknown-key');
    const { of, keys } = found;
    const inUse = keyToSealTo(keys, today);
    const key = keys.find((each) => each.kid === kid);
    if (key === undefined || key === inUse || (key.from ?? '') > today) return err('in-use');
    const retired = { ...nameOf(key), of, retiredOn: today, edition: before.edition + 1 };
    const list = keys.filter((each) => each !== key);
    return ok(withRetired(withKeys(before, of, list), [retired]));
  });
  return issued.ok ? ok({ edition: issued.value.edition }) : issued;
}

/**
 * Takes the private half of a retired key out of the folder, for ever, and says so in the keyset. Whether it may be done,
 * the caller has found out. `not-retired`: kiosks may still seal to it.
 */
export async function destroyKey(
  places: KeyPlaces,
  { kid, today }: { kid: string; today: string },
): Promise<Result<{ edition: number }, EditionRefusal | 'not-retired'>> {
  const issued = await issueEdition(places, async (before, folder) => {
    const retired = before.retired?.find((each) => each.kid === kid && each.destroyedOn === undefined);
    if (retired === undefined) return err('not-retired');
    const file = fileOf(retired.of);
    if (hasFile(folder, file)) removeKey(folder, file, kid);
    const marked = (before.retired ?? []).map((each): RetiredKey =>
      each === retired ? { ...each, destroyedOn: today } : each,
    );
    return ok({ ...before, retired: marked });
  });
  return issued.ok ? ok({ edition: issued.value.edition }) : issued;
}

function ownerOf(
  keyset: Keyset,
  kid: string,
): { of: KeyOwner; keys: NonNullable<ReturnType<typeof keysOf>> } | undefined {
  const owners: KeyOwner[] = ['hub', ...Object.keys(keyset.services).map((service) => ({ service }))];
  for (const of of owners) {
    const keys = keysOf(keyset, of) ?? [];
    if (keys.some((key) => key.kid === kid)) return { of, keys };
  }
  return undefined;
}

/** A sealing key that the keyset names or named, and whether the folder holds its private half. */
export interface VerifiedKey {
  kid: string;
  of: KeyOwner | 'feed';
  state: 'published' | 'retired' | 'destroyed';
  from?: string;
  held: boolean;
}

/** What the folder holds of what the keyset says, and what it should not hold: a private half of a destroyed key. */
export function verifyKeys(keysFolder: string, keyset: Keyset): VerifiedKey[] {
  const folder = tenantFolder(keysFolder, keyset.tenant);
  const heldIn = (file: string) =>
    hasFile(folder, file) ? readKeyFile(folder, file).map(({ kid }) => kid) : [];
  const owners: KeyOwner[] = ['hub', ...Object.keys(keyset.services).map((service) => ({ service }))];
  const published = owners.flatMap((of) =>
    (keysOf(keyset, of) ?? []).map((key): VerifiedKey => ({
      ...nameOf(key),
      of,
      state: 'published',
      held: heldIn(fileOf(of)).includes(key.kid),
    })),
  );
  const feed = keyset.feed.map((key): VerifiedKey => ({
    ...nameOf(key),
    of: 'feed',
    state: 'published',
    held: heldIn('feed.json').includes(key.kid),
  }));
  const retired = (keyset.retired ?? []).map((key): VerifiedKey => ({
    kid: key.kid,
    ...(key.from === undefined ? {} : { from: key.from }),
    of: key.of,
    state: key.destroyedOn === undefined ? 'retired' : 'destroyed',
    held: heldIn(fileOf(key.of)).includes(key.kid),
  }));
  return [...published, ...feed, ...retired];
}
