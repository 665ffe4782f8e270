import { oc } from '@orpc/contract';
import { z } from 'zod';
import { tenantIdSchema } from '../model/index.ts';
import { resultSchema } from '../result/index.ts';

/*
 * What the people of the site may ask of the kiosk. Only the staff window has a port for it: the visitor's page has not.
 */

const countSchema = z.number().int().nonnegative();

/** Where a stick was put in, by its whole path. */
const folderSchema = z
  .string()
  .max(1_000)
  .regex(/^(\/|[A-Za-z]:[\\/])[^\0]*$/);

export const STICK_CONTENT_REASONS = [
  'nothing-here',
  'unfinished',
  'not-ours',
  'altered',
  'older',
  'program-too-old',
  'pulled-out',
] as const;

export type StickContentReason = (typeof STICK_CONTENT_REASONS)[number];

export const STICK_ACKS_REASONS = ['not-ours', 'altered', 'other-epoch'] as const;

export type StickAcksReason = (typeof STICK_ACKS_REASONS)[number];

const stickAcksSchema = z.object({ accepted: countSchema, settled: countSchema, attention: countSchema });

export type StickAcks = z.infer<typeof stickAcksSchema>;

const stickTenantSchema = z.object({
  tenant: tenantIdSchema,
  /**
   * How many records changed; none when all was there already. `nothing-here`: the city wrote nothing for this kiosk on
   * it; `unfinished`: it was pulled out at the city before it was whole; `not-ours`: no key of the city vouches for it;
   * `altered`: a file is not what the city wrote; `older`: this kiosk has been further; `program-too-old`: the kiosk
   * needs an update first; `pulled-out`: it was gone before the end. What was refused changed nothing.
   */
  content: resultSchema(z.object({ applied: countSchema }), STICK_CONTENT_REASONS),
  /**
   * How many items this stick said something new of. `other-epoch`: it speaks of another life of the city's database than
   * the content that is here.
   */
  acks: resultSchema(stickAcksSchema, STICK_ACKS_REASONS),
});

export type StickTenant = z.infer<typeof stickTenantSchema>;

export const FROM_STICK_REASONS = ['no-stick', 'stick-busy', 'not-enrolled', 'storage-failed'] as const;
export const TO_STICK_REASONS = [
  ...FROM_STICK_REASONS,
  'stick-full',
  'stick-read-only',
  'stick-failed',
] as const;

export type FromStickReason = (typeof FROM_STICK_REASONS)[number];
export type ToStickReason = (typeof TO_STICK_REASONS)[number];

/** Of items `kept`: the city has them, and no backup of it is known to have them. */
export const deliveriesSchema = z.object({
  waiting: countSchema,
  kept: countSchema,
  attention: countSchema,
  attachmentsWaiting: countSchema,
  attachmentsLost: countSchema,
  /** Why items are here still, and how many each: those that need a person, and those that are tried again. */
  troubles: z.array(
    z.object({ state: z.enum(['waiting', 'attention']), reason: z.string(), count: countSchema }),
  ),
  /** False while the city never said that it has anything in a backup: so long this kiosk erases nothing. */
  isCityBackedUp: z.boolean(),
});

/**
 * `no-stick`: there is no such folder, or it is the kiosk's own; `stick-busy`: a stick is being read or written just now;
 * `not-enrolled`: no city knows this kiosk yet; `storage-failed`: the kiosk's own disk; `stick-full`, `stick-read-only`;
 * `stick-failed`: pulled out, damaged, or with something else in the place of our folder. Nothing is lost by any of them.
 */
export const staffContract = {
  /** What waits, what is kept, and what needs a person; nothing of what is in it. */
  deliveries: oc.output(deliveriesSchema),
  /** Takes what the cities sent down: the home tenant first, then its partners. */
  carryFromStick: oc
    .input(z.object({ folder: folderSchema }))
    .output(resultSchema(z.object({ tenants: z.array(stickTenantSchema) }), FROM_STICK_REASONS)),
  /** Leaves a copy of all that waits for the cities; it goes on waiting until they say that they have it. */
  carryToStick: oc
    .input(z.object({ folder: folderSchema }))
    .output(resultSchema(z.object({ items: countSchema }), TO_STICK_REASONS)),
};
