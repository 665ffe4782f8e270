import { z } from 'zod';

/** What becomes of something a visitor sent. */
export const ACT_STATES = [
  'recorded',
  'received',
  'in-progress',
  'accepted',
  'waiting-list',
  'refused',
  'withdrawn',
  'expired',
] as const;

export const actStateSchema = z.enum(ACT_STATES);

export type ActState = z.infer<typeof actStateSchema>;
