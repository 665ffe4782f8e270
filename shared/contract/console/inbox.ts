import { z } from 'zod';
import { actStateSchema, localizedSchema } from '../../model/index.ts';
import { call } from './call.ts';
import { inboxRowSchema } from './requests.ts';

/**
 * The inbox as work, in the order of the screen. `late`: the promised day is over; `week`: it is one of the next seven;
 * `rest`: nobody answered yet; `underway`: a first answer was given; `answered`: the last word is said.
 */
export const INBOX_GROUPS = ['late', 'week', 'rest', 'underway', 'answered'] as const;

const inboxGroupSchema = z.enum(INBOX_GROUPS);

export type InboxGroup = z.infer<typeof inboxGroupSchema>;

const listedRowSchema = inboxRowSchema.extend({ group: inboxGroupSchema });

export type ListedRow = z.infer<typeof listedRowSchema>;

/** What is shown; all of it without any of these. */
export const inboxFilterSchema = z.object({
  service: z
    .string()
    .max(120)
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  state: actStateSchema.optional(),
  /** Received so many days ago or earlier. */
  age: z.union([z.literal(7), z.literal(30), z.literal(90)]).optional(),
  /** By the promised day: over, in the next seven or thirty days, or none. */
  due: z.enum(['late', 'week', 'month', 'none']).optional(),
  /** `mine`: also what is assigned to somebody away, whose deputy this agent is. */
  whose: z.enum(['mine', 'nobody']).optional(),
});

export type InboxFilter = z.infer<typeof inboxFilterSchema>;

/** The last row that is on the screen, so that a page begins there whatever came in meanwhile. */
const inboxCursorSchema = z.object({
  group: inboxGroupSchema,
  dueOn: z.iso.date().nullable(),
  receivedOn: z.iso.date(),
  id: z.uuid(),
});

export type InboxCursor = z.infer<typeof inboxCursorSchema>;

const inboxPageSchema = z.object({
  rows: z.array(listedRowSchema),
  /** Absent when nothing follows. */
  next: inboxCursorSchema.optional(),
});

export type InboxPage = z.infer<typeof inboxPageSchema>;

/** The first page, with how many requests each group has under the same filter, and what could be filtered by. */
const inboxHeadSchema = inboxPageSchema.extend({
  counts: z.record(inboxGroupSchema, z.number().int().nonnegative()),
  services: z.array(z.object({ id: z.string(), name: localizedSchema })),
});

export type InboxHead = z.infer<typeof inboxHeadSchema>;

/** The list of what came in: what is late first, then by promised day, then by age. */
export const inboxCalls = {
  /** `head` is null when nothing changed since the `version` that was `known`. */
  inbox: call(['agent'], z.object({ version: z.string(), head: inboxHeadSchema.nullable() })).input(
    z.object({ filter: inboxFilterSchema.optional(), known: z.string().max(64).optional() }),
  ),
  inboxMore: call(['agent'], inboxPageSchema).input(
    z.object({ filter: inboxFilterSchema.optional(), after: inboxCursorSchema }),
  ),
};
