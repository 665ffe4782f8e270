import { z } from 'zod';

/** What a test and the kiosk process that it starts say to each other. */
export const kioskSetUpSchema = z.object({
  folder: z.string(),
  hub: z.url(),
  enrolmentCode: z.string(),
  /** How many visitors come before nobody comes any more. */
  visits: z.number().int().nonnegative(),
  longestPauseMs: z.number().nonnegative(),
  /** How much each visitor attaches; nothing when it is 0. */
  attachedBytes: z.number().int().nonnegative(),
  /** How far the kiosk's clock is ahead of the others'. */
  daysAhead: z.number().int(),
});

export type KioskSetUp = z.infer<typeof kioskSetUpSchema>;

export const kioskWordSchema = z.discriminatedUnion('word', [
  z.object({ word: z.literal('ready') }),
  /** The visitor was told that it is recorded. */
  z.object({ word: z.literal('recorded'), id: z.uuid(), lookupId: z.string(), receiptKey: z.string() }),
  z.object({ word: z.literal('no-more-visitors') }),
]);

export type KioskWord = z.infer<typeof kioskWordSchema>;

/** Where the visitors of these kiosks send something. */
export const KIOSK_SERVICE = { tenant: 'pantin', service: 'droit-de-proposition-populaire' } as const;
