import { z } from 'zod';
import { call } from './call.ts';

/** A kiosk as the hub last heard it. */
const kioskRowSchema = z.object({
  id: z.uuid(),
  siteName: z.string(),
  revoked: z.boolean(),
  /** When it last proved itself; null before its first time. */
  seenAt: z.date().nullable(),
  /** How far its clock was ahead of the hub's then; negative when behind, null when it did not tell. */
  clockAheadMilliseconds: z.number().nullable(),
});

export type KioskRow = z.infer<typeof kioskRowSchema>;

/** Watching the kiosks. */
export const fleetCalls = {
  /** `backedUp`: whether the city ever had a backup read back; until then no kiosk erases anything. */
  kiosks: call(
    ['administrator', 'auditor'],
    z.object({ kiosks: z.array(kioskRowSchema), backedUp: z.boolean(), now: z.date() }),
  ),
};
