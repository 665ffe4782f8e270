import { z } from 'zod';
import { err, ok, type Result } from '../result/index.ts';
import { sign, verify } from './signing.ts';

const publicKeySchema = z.object({ kid: z.string(), publicKey: z.string() });

/**
 * The keys that a tenant's root vouches for, and the partners whose content its kiosks follow. The newest key of a list
 * comes first and seals; older ones stay, since an old key still seals.
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
