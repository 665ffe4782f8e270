import { z } from 'zod';
import { tenantIdSchema } from '../model/index.ts';

/*
 * How a kiosk is, said beside the proof of who it is, and what the city asks of one. For people who watch the kiosks:
 * nothing follows from it by itself. No clock of a kiosk is in it: what is past
 * is counted in seconds until now, or by the hub's clock.
 */

const countSchema = z.number().int().nonnegative();

/** A word of the program's own, such as a reason: never a sentence, nothing that somebody typed. */
export const ownWordSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

export const COMMAND_KINDS = ['sync-now', 'restart'] as const;

export type CommandKind = (typeof COMMAND_KINDS)[number];

/**
 * The text of a command, signed by a feed key of its tenant: a record's sum is made to find faults, not forgers, and a
 * command acts. Its record lies in the scope of one kiosk, which looks at nothing but this text.
 */
export const commandSchema = z.object({
  format: z.literal('borne/command/v1'),
  tenant: tenantIdSchema,
  device: z.uuid(),
  id: z.uuid(),
  kind: z.enum(COMMAND_KINDS),
  /** By the hub's clock, in milliseconds since 1970; so is the end. */
  issuedAt: z.number().int(),
  expiresAt: z.number().int(),
});

export type Command = z.infer<typeof commandSchema>;

/** The collection of commands in a kiosk's own scope. */
export const COMMANDS = 'command';

/**
 * What became of a command. `expired`: it came too late, or nobody left in time; `failed`: it was begun and did not
 * succeed; `not-possible`: this kiosk has nobody who could do it.
 */
export const COMMAND_OUTCOMES = ['done', 'failed', 'expired', 'not-possible'] as const;

export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];

/** So many of the commands that have ended are told, the newest ones. */
export const COMMANDS_TOLD = 20;

export const healthSchema = z.object({
  version: z.string().max(40),
  /** Such as `electron 45.4.1`. */
  runtime: z
    .string()
    .max(60)
    .regex(/^[a-z]+ [\w.-]+$/),
  /** As in `deliveriesSchema` of the staff contract. */
  waiting: countSchema,
  kept: countSchema,
  attention: countSchema,
  /** How many days ago the oldest that waits was recorded, by the kiosk's clock alone. */
  oldestWaitingDays: countSchema.optional(),
  freeBytes: countSchema,
  /** Of each tenant: what is here, with the sum of the rows of all its scopes, and when it last was what the city signed. */
  followed: z
    .array(
      z.object({
        tenant: tenantIdSchema,
        epoch: z.uuid(),
        head: countSchema,
        count: countSchema,
        sum: z.string().regex(/^\d{1,20}$/),
        provedSecondsAgo: countSchema.optional(),
      }),
    )
    .max(100),
  lastFailure: z.object({ event: ownWordSchema, reason: ownWordSchema, secondsAgo: countSchema }).optional(),
  /** Whether the last paper came out; absent while none was asked for, or there is no printer. */
  printerWorks: z.boolean().optional(),
  /** The newest commands that it knows the end of, and when that was by the hub's clock. */
  commands: z
    .array(z.object({ id: z.uuid(), outcome: z.enum(COMMAND_OUTCOMES), endedAt: z.number().int() }))
    .max(COMMANDS_TOLD),
});

export type Health = z.infer<typeof healthSchema>;
