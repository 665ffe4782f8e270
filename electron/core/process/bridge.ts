import { z } from 'zod';

/*
 * On a runtime whose Node cannot load SQLite, a second Node does the work, and the utility process passes everything on:
 * the shell's messages, and the frames of the pages' ports, numbered, since a port itself cannot cross a pipe.
 */

const frameSchema = z.union([z.string(), z.instanceof(Uint8Array)]);
const portNumberSchema = z.number().int().positive();

export const bridgeMessageSchema = z.discriminatedUnion('type', [
  /** A message of the process contract; with `port`, a port came with it. */
  z.object({ type: z.literal('message'), message: z.unknown(), port: portNumberSchema.optional() }),
  z.object({ type: z.literal('frame'), port: portNumberSchema, data: frameSchema }),
  z.object({ type: z.literal('close'), port: portNumberSchema }),
]);

export type BridgeMessage = z.infer<typeof bridgeMessageSchema>;
