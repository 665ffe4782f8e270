import { z } from 'zod';
import { tenantIdSchema } from '../../model/index.ts';
import { resultSchema } from '../../result/index.ts';
import { call, openCall } from './call.ts';
import { requestOptionsSchema, signedPasskeySchema } from './passkeys.ts';
import { grantSchema } from './roles.ts';

const agentSchema = z.object({
  tenant: tenantIdSchema,
  tenantName: z.string(),
  name: z.string(),
  grants: z.array(grantSchema),
});

export type Agent = z.infer<typeof agentSchema>;

/**
 * Why nobody came in with the city's own account, told in the address of the page (`?entry=`). `provider-away`: it does
 * not answer; `provider-refused`: it did not let them in, or what it said does not hold; `unknown-person`: no account has
 * this outside name; `too-late`: the visit is over, or was begun in another browser.
 */
export const PROVIDER_TROUBLES = ['provider-away', 'provider-refused', 'unknown-person', 'too-late'] as const;

export type ProviderTrouble = (typeof PROVIDER_TROUBLES)[number];

const city = { tenant: tenantIdSchema };

/** Coming in and going out. */
export const sessionCalls = {
  /** What the city's own sign-in provider is called, where it has one. */
  waysIn: openCall.input(z.object(city)).output(z.object({ provider: z.string().optional() })),
  signIn: openCall
    .input(z.object({ ...city, name: z.string().max(100), password: z.string().max(200) }))
    .output(resultSchema(agentSchema, ['wrong-name-or-password', 'too-many-tries'])),
  askPasskey: openCall
    .input(z.object(city))
    .output(resultSchema(requestOptionsSchema, ['unknown-city', 'too-many-tries'])),
  /** `unknown-passkey`: no account of this city has it; `too-late`: asked more than five minutes ago, or answered before. */
  signInByPasskey: openCall
    .input(z.object({ ...city, passkey: signedPasskeySchema }))
    .output(resultSchema(agentSchema, ['unknown-passkey', 'passkey-refused', 'too-late'])),
  /** Where to go to sign in with the city's own account; the way back ends at the page, signed in or with `?entry=`. */
  visitProvider: openCall
    .input(z.object(city))
    .output(resultSchema(z.object({ address: z.url() }), ['no-provider', 'provider-away', 'too-many-tries'])),
  signOut: openCall.output(z.undefined()),
  me: call('signed-in', agentSchema),
};
