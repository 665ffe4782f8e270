import { z } from 'zod';
import { localizedSchema } from '../../model/index.ts';
import { call } from './call.ts';

/** What a key opens. `root` opens nothing: it signs the others. `feed` signs what kiosks show. */
const keyKindSchema = z.enum(['root', 'hub', 'feed', 'service']);

/**
 * `announced`: its day has not come; `in-use`: pages seal to it; `replaced`: a newer one took its place, and older kiosks
 * may still seal to it; `retired`: nothing is sealed to it any more; `destroyed`: its private half is gone on purpose;
 * `lost`: it is gone, as an administrator declared.
 */
const keyStateSchema = z.enum(['announced', 'in-use', 'replaced', 'retired', 'destroyed', 'lost']);

export type KeyState = z.infer<typeof keyStateSchema>;

const keyRowSchema = z.object({
  kid: z.string(),
  kind: keyKindSchema,
  /** Of a service's key. */
  service: z.object({ id: z.string(), name: localizedSchema }).optional(),
  state: keyStateSchema,
  /** The first day on which it is sealed to; absent from the first keys of a city that is older than this. */
  from: z.iso.date().optional(),
  retiredOn: z.iso.date().optional(),
  destroyedOn: z.iso.date().optional(),
  /** From this day on it may be destroyed although kiosks are missing; of a retired one. */
  destroyableFrom: z.iso.date().optional(),
  /** Whether the hub that answered holds the private half. */
  held: z.boolean(),
  /** How many kiosks have not proved that they keep nothing under it; of a retired one. */
  unproved: z.number().int().nonnegative().optional(),
  /** How many requests it opens, and how many of them wait for an answer; of a service's key. */
  requests: z
    .object({ all: z.number().int().nonnegative(), unanswered: z.number().int().nonnegative() })
    .optional(),
  lost: z.object({ by: z.string(), at: z.date() }).optional(),
});

export type KeyRow = z.infer<typeof keyRowSchema>;

/** Why a kiosk has not proved anything: it never told, knows an older keyset, still keeps something, or told once only. */
const missingKioskSchema = z.object({
  id: z.uuid(),
  siteName: z.string(),
  seenAt: z.date().nullable(),
  why: z.enum(['never-told', 'older-keys', 'keeps', 'too-soon']),
});

export type MissingKiosk = z.infer<typeof missingKioskSchema>;

/** Requests that nobody can open any more, where and when they were received: never what they say. */
const affectedSchema = z.object({
  site: z.string(),
  count: z.number().int().positive(),
  first: z.iso.date(),
  last: z.iso.date(),
});

export type AffectedSite = z.infer<typeof affectedSchema>;

const kidSchema = z.string().min(1).max(60);

const READERS = ['administrator', 'auditor'] as const;
const ADMINISTRATOR = ['administrator'] as const;

/** The city's keys: who holds which, and what happens when one is lost. No call gives away a private half. */
export const keyCalls = {
  list: call(READERS, z.object({ keys: z.array(keyRowSchema), today: z.iso.date(), now: z.date() })),
  /** Fifty at a time, by id; `next` is what to ask for the following ones with. */
  missingKiosks: call(
    READERS,
    z.object({ kiosks: z.array(missingKioskSchema), next: z.uuid().nullable(), now: z.date() }),
    ['unknown-key'],
  ).input(z.object({ kid: kidSchema, after: z.uuid().optional() })),
  /** The sites with most of them first, at most fifty. */
  affected: call(READERS, z.array(affectedSchema), ['unknown-key']).input(z.object({ kid: kidSchema })),
  /**
   * Declares that a service's key is lost. `wrong-confirmation`: the key's name was not typed as it is; `key-is-here`:
   * this hub holds it, so that it is not lost.
   */
  declareLost: call(ADMINISTRATOR, z.object({ unanswered: z.number() }), [
    'unknown-key',
    'wrong-confirmation',
    'key-is-here',
  ]).input(z.object({ kid: kidSchema, confirmation: z.string().max(100) })),
  /**
   * Answers people whose requests a lost key cannot open any more, at most 200 at once, each sealed to their receipt;
   * asked again until `left` is 0. `not-lost`: the key was not declared lost, or is here again.
   */
  tellPeople: call(
    ADMINISTRATOR,
    z.object({ told: z.number().int().nonnegative(), left: z.number().int().nonnegative() }),
    ['unknown-key', 'not-lost', 'wrong-confirmation'],
  ).input(z.object({ kid: kidSchema, reason: localizedSchema, confirmation: z.string().max(100) })),
};
