import { z } from 'zod';
import { resultSchema } from '../result/index.ts';
import { CHANNELS } from './channels.ts';

/** Posted into the page together with two ports, reading first, recording second. */
export const portsMessageSchema = z.object({ type: z.literal(CHANNELS.ports) });

/**
 * Why no paper came. `no-printer`: none is configured, or it is not there; `printer-stopped`: its queue is; `out-of-paper`:
 * it says so; `not-printed`: anything else, or no end within ten seconds.
 */
export const PRINT_REASONS = ['no-printer', 'printer-stopped', 'out-of-paper', 'not-printed'] as const;

export type PrintReason = (typeof PRINT_REASONS)[number];

export const printReplySchema = resultSchema(z.undefined(), PRINT_REASONS);

/** A roll, cut where the slip ends, or a sheet. */
export const paperSchema = z.enum(['80mm', 'a4']);

export type Paper = z.infer<typeof paperSchema>;

/** How long the slip is, for paper that is cut to length. */
export const printSchema = z.object({ lengthMillimetres: z.number().min(20).max(2_000) });

/** Ends the visit: the page and all that it held are thrown away. `why` is counted, nothing else is known. */
export const endVisitSchema = z.object({ why: z.enum(['finished', 'idle', 'failed']) });

export type EndReason = z.infer<typeof endVisitSchema>['why'];

/** What the page of the staff window finds on `window.borneStaff`. */
export interface StaffBridge {
  askPort(): void;
  close(): void;
}

/** `isWaiting`: the page is on its welcome screen; a page that does not say it may have somebody before it. */
export const aliveSchema = z.object({ isWaiting: z.boolean() });

/** What the shell's page finds on `window.borne`. In a browser there is none, and the page uses the loopback server. */
export interface WindowBridge {
  askPorts(): void;
  endVisit(message: z.infer<typeof endVisitSchema>): Promise<void>;
  /** Prints the page as its print style sheet lays it out. */
  print(message: z.infer<typeof printSchema>): Promise<z.infer<typeof printReplySchema>>;
  /** Told every two seconds; silence makes the shell replace the page. */
  alive(message: z.infer<typeof aliveSchema>): void;
}
