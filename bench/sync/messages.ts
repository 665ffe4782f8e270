import { z } from 'zod';

/** What this program and those that it measures say to each other. */
export const orderSchema = z.object({ number: z.number().int(), command: z.string(), argument: z.unknown() });

/** What a process has used since it began. */
export const usageSchema = z.object({
  cpuSeconds: z.number(),
  /** Resident, now and at most. */
  memoryMib: z.number(),
  peakMemoryMib: z.number(),
  /** Of the requests that it answered, counted on the sockets, heads included. */
  receivedBytes: z.number(),
  sentBytes: z.number(),
  requests: z.number(),
});

/** An order that was carried out, and what it took inside that process. */
export const doneSchema = z.object({
  number: z.number().int(),
  value: z.unknown(),
  milliseconds: z.number(),
  cpuSeconds: z.number(),
});

export const replySchema = z.union([
  doneSchema,
  z.object({ number: z.number().int(), failure: z.string() }),
  z.object({ ready: z.unknown() }),
]);

export type Usage = z.infer<typeof usageSchema>;
export type Done = z.infer<typeof doneSchema>;
