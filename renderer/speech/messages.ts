import { z } from 'zod';

/** What the page asks its worker. */
export const askedSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('load'), voice: z.string() }),
  z.object({
    type: z.literal('speak'),
    id: z.number(),
    voice: z.string(),
    wordsPerMinute: z.number(),
    /** How many times as long the sound is to be. */
    stretch: z.number(),
    text: z.string(),
  }),
]);

export type Asked = z.infer<typeof askedSchema>;

/** A word begins: `place` in UTF-16 units of the text, `at` in samples since its sound began. */
const wordMarkSchema = z.object({ place: z.number(), at: z.number() });

export type WordMark = z.infer<typeof wordMarkSchema>;

/** What the worker answers; `failed` means that it is good for nothing any more. */
export const answeredSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('sound'),
    id: z.number(),
    samples: z.instanceof(Float32Array<ArrayBuffer>),
    words: z.array(wordMarkSchema),
  }),
  z.object({ type: z.literal('end'), id: z.number() }),
  z.object({ type: z.literal('no-voice'), id: z.number() }),
  z.object({ type: z.literal('failed') }),
]);

export type Answered = z.infer<typeof answeredSchema>;
