import { z } from 'zod';
import { localizedSchema } from '../../model/index.ts';
import { call, doneSchema, lineSchema } from './call.ts';
import { sessionRowSchema } from './own.ts';
import { grantSchema } from './roles.ts';

/** A name that can be read in a list and a journal: no line breaks, no marks that cannot be seen. */
const accountNameSchema = lineSchema(100)
  .trim()
  .min(1)
  .regex(/^\P{C}+$/u);

/** The roles that are for the whole city, because what they open belongs to no service. */
const WHOLE_CITY = new Set(['administrator', 'auditor']);

const rolesSchema = z
  .array(
    grantSchema.extend({
      service: z
        .string()
        .regex(/^[a-z0-9-]{1,120}$/)
        .optional(),
    }),
  )
  .max(500)
  .refine((grants) => grants.every(({ role, service }) => service === undefined || !WHOLE_CITY.has(role)));

/** What the provider calls somebody: an address or an opaque word; small letters, as addresses are compared. */
const outsideNameSchema = lineSchema(250).trim().toLowerCase().min(1);

const accountRowSchema = z.object({
  name: z.string(),
  grants: z.array(grantSchema),
  outsideName: z.string().nullable(),
  passkeys: z.number().int(),
  sessions: z.number().int(),
});

export type AccountRow = z.infer<typeof accountRowSchema>;

const ADMINISTRATOR = ['administrator'] as const;

const named = { name: lineSchema(100) };

/** The accounts of the city's agents. Each change is journalled: who, which account, when. */
export const accountCalls = {
  /** By name, fifty at a time, from the one after `after`; with `beginning`, those whose name begins so. */
  list: call(
    ADMINISTRATOR,
    z.object({
      accounts: z.array(accountRowSchema),
      next: z.string().optional(),
      /** What the city calls its own sign-in provider, where it has one: only then is an outside name of use. */
      provider: z.string().optional(),
    }),
  ).input(z.object({ after: lineSchema(100).optional(), beginning: lineSchema(100).optional() })),
  /** The services that a role can be limited to. */
  services: call(ADMINISTRATOR, z.array(z.object({ id: z.string(), name: localizedSchema }))),
  /** The password is kept nowhere: this is the only time that it is told. */
  create: call(ADMINISTRATOR, z.object({ password: z.string() }), ['name-taken', 'outside-name-taken']).input(
    z.object({ name: accountNameSchema, grants: rolesSchema, outsideName: outsideNameSchema.optional() }),
  ),
  /** `last-administrator`: nobody would be left who can give roles. */
  change: call(ADMINISTRATOR, doneSchema, [
    'unknown-account',
    'last-administrator',
    'outside-name-taken',
  ]).input(z.object({ ...named, grants: rolesSchema, outsideName: outsideNameSchema.nullable() })),
  /** Ends the account's sessions; its roles and passkeys stay. */
  newPassword: call(ADMINISTRATOR, z.object({ password: z.string() }), ['unknown-account']).input(
    z.object(named),
  ),
  /** For somebody whose telephone or key is lost: all of an account's. */
  removePasskeys: call(ADMINISTRATOR, z.object({ removed: z.number().int() })).input(z.object(named)),
  remove: call(ADMINISTRATOR, doneSchema, ['unknown-account', 'last-administrator']).input(z.object(named)),
  sessions: call(ADMINISTRATOR, z.object({ sessions: z.array(sessionRowSchema), now: z.date() })).input(
    z.object(named),
  ),
  /** All sessions of an account, or one. */
  endSessions: call(ADMINISTRATOR, z.object({ ended: z.number().int() })).input(
    z.object({ ...named, session: lineSchema(100).optional() }),
  ),
};
