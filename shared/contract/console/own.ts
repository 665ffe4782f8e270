import { z } from 'zod';
import { call, doneSchema, lineSchema } from './call.ts';
import { createdPasskeySchema, creationOptionsSchema } from './passkeys.ts';

/** How somebody came in. */
const WAYS_IN = ['password', 'passkey', 'provider'] as const;

export const sessionRowSchema = z.object({
  /** Names a session; opens none. */
  id: z.string(),
  startedAt: z.date(),
  /** When the person last touched the page, to the minute. */
  actedAt: z.date(),
  cameBy: z.enum(WAYS_IN),
  /** Whether it is the one that asks. */
  current: z.boolean(),
});

export type SessionRow = z.infer<typeof sessionRowSchema>;

const passkeyRowSchema = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: z.date(),
  usedAt: z.date().nullable(),
});

export type PasskeyRow = z.infer<typeof passkeyRowSchema>;

/** The fewest signs of a password that somebody chooses: long is what makes it hard to guess, not signs of four kinds. */
export const PASSWORD_SIGNS = 12;

/** What everybody sees and changes of their own account, whatever their roles. */
export const ownCalls = {
  account: call(
    'signed-in',
    z.object({
      passkeys: z.array(passkeyRowSchema),
      sessions: z.array(sessionRowSchema),
      /** What the city's sign-in provider calls this person. */
      outsideName: z.string().nullable(),
      now: z.date(),
    }),
  ),
  /** Ends all other sessions. `too-many-tries`: with the old password, as when signing in. */
  changePassword: call('signed-in', doneSchema, ['wrong-password', 'too-many-tries']).input(
    z.object({ old: z.string().max(200), fresh: z.string().min(PASSWORD_SIGNS).max(200) }),
  ),
  /** `sign-in-again`: a passkey is added by somebody who proved in the last ten minutes who they are. */
  offerPasskey: call('signed-in', creationOptionsSchema, ['sign-in-again']),
  /** `too-late`: the offer was used, or is older than five minutes. `passkey-refused`: it is not what was asked for. */
  addPasskey: call('signed-in', doneSchema, ['too-late', 'passkey-refused']).input(
    z.object({ label: lineSchema(60).trim().min(1), passkey: createdPasskeySchema }),
  ),
  removePasskey: call('signed-in', doneSchema, ['unknown-passkey']).input(
    z.object({ id: lineSchema(2_000) }),
  ),
  /** One session, or all: whoever asks goes on under a new cookie, and whoever has the old one does not. */
  endSessions: call('signed-in', z.object({ ended: z.number().int() })).input(
    z.object({ session: z.union([z.literal('all'), lineSchema(100)]) }),
  ),
};
