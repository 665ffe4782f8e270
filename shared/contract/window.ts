import { z } from 'zod';
import { resultSchema } from '../result/index.ts';
import { CHANNELS } from './channels.ts';

/** Posted into the page together with two ports, reading first, recording second. */
export const portsMessageSchema = z.object({ type: z.literal(CHANNELS.ports) });

export const PRINT_REASONS = ['no-printer', 'not-printed'] as const;

export type PrintReason = (typeof PRINT_REASONS)[number];

export const printReplySchema = resultSchema(z.undefined(), PRINT_REASONS);

/** Ends the visit: the page and all that it held are thrown away. `why` is counted, nothing else is known. */
export const endVisitSchema = z.object({ why: z.enum(['finished', 'idle', 'failed']) });

/** What the shell's page finds on `window.borne`. In a browser there is none, and the page uses the loopback server. */
export interface WindowBridge {
  askPorts(): void;
  endVisit(message: z.infer<typeof endVisitSchema>): Promise<void>;
  /** Prints the page as its print style sheet lays it out. */
  print(): Promise<z.infer<typeof printReplySchema>>;
  /** Told every two seconds; silence makes the shell replace the page. */
  alive(): void;
}
