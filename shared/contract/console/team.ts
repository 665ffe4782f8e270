import { z } from 'zod';
import { actStateSchema, localizedSchema } from '../../model/index.ts';
import { call, doneSchema } from './call.ts';
import { assignedSchema, inboxRowSchema } from './requests.ts';

const AGENT = ['agent'] as const;
const nameSchema = z.string().min(1).max(100);
const requestSchema = z.object({ id: z.string() });

/** Somebody who may answer a request; `awayUntil`: the last day of their absence. */
const colleagueSchema = z.object({ name: z.string(), awayUntil: z.iso.date().optional() });

export type Colleague = z.infer<typeof colleagueSchema>;

const attendanceSchema = z.object({
  /** The others who have it open just now. */
  others: z.array(z.object({ name: z.string(), writing: z.boolean() })),
  /** How many answers were sent, and the state they led to. */
  turn: z.number().int(),
  state: actStateSchema,
  assigned: assignedSchema.optional(),
  /** Whoever else may answer it. */
  colleagues: z.array(colleagueSchema),
});

export type Attendance = z.infer<typeof attendanceSchema>;

const absenceSchema = z.object({ until: z.iso.date(), deputy: nameSchema });

export type Absence = z.infer<typeof absenceSchema>;

/** Working on the same requests. Whatever is done to a request here is journalled. */
export const teamCalls = {
  /** Says that somebody has a request open, for half a minute, and tells who else has; also by which other hub. */
  attend: call(AGENT, attendanceSchema, ['unknown-request']).input(
    requestSchema.extend({ doing: z.enum(['reading', 'writing', 'leaving']) }),
  ),
  /**
   * Gives a request to somebody who may answer it, oneself included, or with null to nobody. `from`: whose it was on the
   * screen; `assigned-meanwhile`: it is somebody else's by now.
   */
  assign: call(AGENT, doneSchema, ['unknown-request', 'not-a-colleague', 'assigned-meanwhile']).input(
    requestSchema.extend({ from: nameSchema.nullable(), to: nameSchema.nullable() }),
  ),
  /** One's own absence, over or not begun: null; and who could stand in: they see all that this agent sees. */
  absence: call(AGENT, z.object({ absence: absenceSchema.nullable(), deputies: z.array(colleagueSchema) })),
  /** `not-a-colleague`: the deputy does not see all that this agent sees, or is away. */
  setAbsence: call(AGENT, doneSchema, ['not-a-colleague', 'date-in-the-past']).input(
    z.object({ absence: absenceSchema.nullable() }),
  ),
  /** What a request could be the double of: of its service, not answered yet, and lately opened by this agent. */
  candidates: call(AGENT, z.array(inboxRowSchema), ['unknown-request']).input(requestSchema),
  /**
   * Makes a request the double of another: `words` tell its receipt so, and from then on it gets the answers of the other.
   * `already-joined`: one of them is a double, or has one; `already-answered`: one of them has its last answer.
   */
  join: call(AGENT, doneSchema, [
    'unknown-request',
    'other-service',
    'already-joined',
    'already-answered',
  ]).input(requestSchema.extend({ into: z.string(), words: localizedSchema })),
  /** Undoes it, which the receipt is told too. `already-answered`: it has had an answer of the other. */
  part: call(AGENT, doneSchema, ['unknown-request', 'not-joined', 'already-answered']).input(
    requestSchema.extend({ words: localizedSchema }),
  ),
};
