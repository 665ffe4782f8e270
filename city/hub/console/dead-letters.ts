import { z } from 'zod';
import type { DeadLetterRow } from '../../../shared/contract/index.ts';
import { parseJson } from '../../../shared/json/index.ts';
import { err, ok, type Result } from '../../../shared/result/index.ts';
import type { Database } from '../database/index.ts';
import type { SignedIn } from './grants.ts';

/** The newest that are shown at once. */
const ROWS = 200;

/** Of a larger one, only the size is told: as many of them as are shown must not fill the hub's memory. */
const LARGEST_READ_BYTES = 200_000;

interface Row {
  name: string;
  reason: string;
  receivedOn: string;
  bytes: number;
  content: Buffer | null;
  seenBy: string | null;
  seenOn: string;
  note: string;
}

const lineSchema = z.object({ item: z.string() });
const itemSchema = z.object({ envelope: z.object({ header: z.string() }) });
const recordIdSchema = z
  .string()
  .max(120)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** What a forged header says must at least look like what it is shown as. */
const headerSchema = z.object({ id: z.uuidv4(), service: recordIdSchema });
const moreOfHeaderSchema = z.object({
  form: z.object({ id: recordIdSchema, version: z.number().int().positive() }),
  hubKey: z.string().regex(/^[\w-]{1,64}$/),
  serviceKey: z.string().regex(/^[\w-]{1,64}$/),
});

/**
 * What came to this tenant's door and was not taken, or not understood. Nothing sealed is opened or handed out.
 * @param seen only those that somebody marked, or only those that nobody did
 */
export async function listDeadLetters(
  database: Database,
  tenant: string,
  seen?: boolean,
): Promise<DeadLetterRow[]> {
  const { rows } = await database.query<Row>(
    `select sha256 as name, reason, received_on as "receivedOn", octet_length(content) as bytes,
       case when octet_length(content) <= $3 then content end as content,
       seen_by as "seenBy", seen_on as "seenOn", note
     from dead_letter where tenant = $1 and ($4::boolean is null or (seen_by is not null) = $4)
     order by received_on desc, sha256, reason limit $2`,
    [tenant, ROWS, LARGEST_READ_BYTES, seen],
  );
  return rows.map(({ content, seenBy, seenOn, note, ...row }) => ({
    ...row,
    ...(content === null ? {} : saidOf(content)),
    ...(seenBy === null ? {} : { seen: { by: seenBy, on: seenOn, note } }),
  }));
}

/** A whole line as it came, or the item out of one; whatever else it is, it says nothing that could be shown. */
function saidOf(content: Buffer): Partial<DeadLetterRow> {
  const text = content.toString('utf8');
  const line = lineSchema.safeParse(parseJson(text));
  const item = itemSchema.safeParse(parseJson(line.success ? line.data.item : text));
  const said: unknown = item.success ? parseJson(item.data.envelope.header) : undefined;
  const header = headerSchema.safeParse(said);
  if (!header.success) return {};
  const more = moreOfHeaderSchema.safeParse(said);
  if (!more.success) return header.data;
  const { form, hubKey, serviceKey } = more.data;
  return { ...header.data, form: form.id, formVersion: form.version, hubKey, serviceKey };
}

/** Notes who looked at one, and what they want to remember. */
export async function markDeadLetter(
  database: Database,
  agent: SignedIn,
  { name, reason, note }: { name: string; reason: string; note: string },
  today: string,
): Promise<Result<null, 'unknown-letter'>> {
  const { rowCount } = await database.query(
    `update dead_letter set seen_by = $4, seen_on = $5, note = $6
     where tenant = $1 and sha256 = $2 and reason = $3`,
    [agent.tenant, name, reason, agent.name, today, note.replaceAll('\0', '')],
  );
  return rowCount === 1 ? ok(null) : err('unknown-letter');
}
