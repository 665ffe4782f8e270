import { z } from 'zod';
import { readSecretOf } from '../keys/index.ts';

/** Beside the tenant's keys, and as secret as they are. */
const FILE = 'provider.json';

const settingsSchema = z.object({
  /** As the button says it: "Entrer avec …". */
  name: z.string().min(1).max(60),
  issuer: z.url({ protocol: /^https?$/ }).transform((address) => new URL(address)),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Which of the claims is the account's outside name. */
  claim: z.string().default('email'),
  scope: z.string().default('openid email'),
  /** The strengths of signing in that are good enough, with blanks between; one of them must come back. */
  acrValues: z.string().optional(),
  /** How the provider signs for this client. */
  signedBy: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
});

export type ProviderSettings = z.infer<typeof settingsSchema>;

/**
 * A tenant's sign-in provider; undefined where it has none.
 * @throws when the file is not fit, can be read by others, or names a provider that would be asked over an open line
 */
export function readProviderSettings(keysFolder: string, tenant: string): ProviderSettings | undefined {
  const content = readSecretOf(keysFolder, tenant, FILE);
  if (content === undefined) return undefined;
  const settings = settingsSchema.parse(content);
  if (settings.issuer.protocol !== 'https:' && !isThisMachine(settings.issuer)) {
    throw new Error(`${FILE} of ${tenant} names a provider without TLS`);
  }
  return settings;
}

/** What never leaves the machine needs no TLS: a provider that somebody tries out, or one behind a local proxy. */
export function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
