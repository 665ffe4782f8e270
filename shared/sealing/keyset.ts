import { z } from 'zod';
import { err, ok, type Result } from '../result/index.ts';
import { sign, verify } from './signing.ts';

const publicKeySchema = z.object({
  kid: z.string(),
  publicKey: z.string(),
  /** The first day on which it is the one to seal to; absent from keys that are older than this field. */
  from: z.iso.date().optional(),
});

export type PublicKey = z.infer<typeof publicKeySchema>;

/** A key that nothing is sealed to any more: the hub opens what comes late, until its private half is destroyed. */
const retiredKeySchema = z.object({
  kid: z.string(),
  /** `hub`, or the service whose words it opens. */
  of: z.union([z.literal('hub'), z.object({ service: z.string() })]),
  from: z.iso.date().optional(),
  /** The day, and the first edition without it: a kiosk that has this edition cannot seal to it. */
  retiredOn: z.iso.date(),
  edition: z.number().int().positive(),
  destroyedOn: z.iso.date().optional(),
});

export type RetiredKey = z.infer<typeof retiredKeySchema>;

/**
 * The keys that a tenant's root vouches for, and the partners whose content its kiosks follow. `keyToSealTo` says which key
 * of a list seals; older ones stay, since an old key still seals. The first one seals for programs that know no dates.
 */
export const keysetSchema = z.object({
  format: z.literal('borne/keyset/v1'),
  tenant: z.string(),
  /** Grows with each edition; a kiosk never goes back to a smaller one. */
  edition: z.number().int().positive(),
  hub: z.array(publicKeySchema).min(1),
  feed: z.array(publicKeySchema).min(1),
  services: z.record(z.string(), z.array(publicKeySchema).min(1)),
  partners: z.array(z.object({ tenant: z.string(), rootKey: z.string() })),
  retired: z.array(retiredKeySchema).optional(),
});

export type Keyset = z.infer<typeof keysetSchema>;

/** A text and the signature over its exact bytes. */
export const signedTextSchema = z.object({ text: z.string(), signature: z.string() });

export type SignedText = z.infer<typeof signedTextSchema>;

/** Signs a keyset with the root key: done where that key is kept, never on a hub. */
export async function signKeyset(keyset: Keyset, rootPrivateKey: string): Promise<SignedText> {
  const text = JSON.stringify(keyset);
  return { text, signature: await sign(rootPrivateKey, text) };
}

/**
 * The keyset, once its signature holds under the pinned root. `untrusted-keys`: signed by another key, changed, or of
 * another tenant.
 */
export async function readKeyset(
  signed: SignedText,
  tenant: string,
  rootPublicKey: string,
): Promise<Result<Keyset, 'untrusted-keys'>> {
  if (!(await verify(rootPublicKey, signed.text, signed.signature))) return err('untrusted-keys');
  const keyset = keysetSchema.safeParse(JSON.parse(signed.text));
  return keyset.success && keyset.data.tenant === tenant ? ok(keyset.data) : err('untrusted-keys');
}

/**
 * The key of a list that a page seals to on a day of the kiosk's calendar: the newest whose day has come. A clock that is
 * far behind gets the oldest, one that is ahead the next: the hub holds every key of a list before the list is signed.
 */
export function keyToSealTo(keys: readonly PublicKey[], day: string): PublicKey | undefined {
  const dateOf = ({ from = '' }: PublicKey) => from;
  const valid = keys.filter((key) => dateOf(key) <= day);
  const dates = (valid.length > 0 ? valid : keys).map(dateOf).toSorted();
  const date = valid.length > 0 ? dates.at(-1) : dates[0];
  // Of two of one day the first in the list: it is what programs without dates take.
  return keys.find((key) => dateOf(key) === date);
}
