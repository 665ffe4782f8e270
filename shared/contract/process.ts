import { z } from 'zod';
import { kioskConfigurationSchema } from './configuration.ts';

/**
 * What a kiosk process is for. `core` lives as long as the kiosk: it records, sends and receives, and sees sealed
 * things only. `reader` lives as long as one visitor: it answers the page, and what somebody searched dies with it.
 */
export const processRoleSchema = z.enum(['core', 'reader']);

export type ProcessRole = z.infer<typeof processRoleSchema>;

/** From the shell to a process. Ports travel beside `port` messages. */
export const toProcessSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    role: processRoleSchema,
    dataFolder: z.string(),
    configuration: kioskConfigurationSchema,
    version: z.string(),
  }),
  /** Of the visitor's page, unless it says that it is the staff window's. */
  z.object({ type: z.literal('port'), contract: z.literal('staff').optional() }),
  /** Whether the paper that was just asked for came out. */
  z.object({ type: z.literal('printed'), works: z.boolean() }),
  /** Nobody is there: if the restart is still wanted, it comes now. */
  z.object({ type: z.literal('may-restart') }),
  /** Finish what is being written and leave. */
  z.object({ type: z.literal('stop') }),
]);

export type ToProcess = z.infer<typeof toProcessSchema>;

export const START_FAILURES = [
  'data-folder-unusable',
  'precious-newer-than-program',
  'precious-damaged',
] as const;

/** From a process to the shell. */
export const fromProcessSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Every two seconds; a process that stays silent is replaced. */
  z.object({ type: z.literal('alive') }),
  /** The city asks that the whole program start again when nobody is there; said again for as long as it is wanted. */
  z.object({ type: z.literal('restart-wanted') }),
  /** Only after `may-restart`: it was written down that it was done, so that it is never done twice. */
  z.object({ type: z.literal('restart') }),
  z.object({ type: z.literal('failed'), reason: z.enum(START_FAILURES), path: z.string() }),
]);

export type FromProcess = z.infer<typeof fromProcessSchema>;
