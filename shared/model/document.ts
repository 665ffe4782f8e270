import { z } from 'zod';
import { originSchema } from './address.ts';
import { localizedSchema } from './localized.ts';

const DOCUMENT_KINDS = [
  'minutes',
  'agenda',
  'deliberation',
  'report',
  'synthesis',
  'guide',
  'charter',
  'other',
] as const;

export const documentKindSchema = z.enum(DOCUMENT_KINDS);

/** Base64url without padding, as all bytes in our texts; about a megabyte, which a page of the feed still carries. */
const fileDataSchema = z
  .string()
  .min(1)
  .max(1_400_000)
  .regex(/^[\w-]+$/);

/** Something to read: its text, or a file that is shown page by page, or both. */
export const libraryDocumentSchema = z.object({
  kind: documentKindSchema,
  title: localizedSchema,
  summary: localizedSchema.optional(),
  date: z.iso.date(),
  text: localizedSchema.optional(),
  file: z.object({ mediaType: z.enum(['application/pdf']), data: fileDataSchema }).optional(),
  source: originSchema,
  /** The ids of the services that it is about. */
  services: z.array(z.string()).max(50).default([]),
  example: z.boolean().default(false),
});
