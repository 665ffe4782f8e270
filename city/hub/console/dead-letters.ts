import { z } from 'zod';
import type { DeadLetterRow } from '../../../shared/contract/index.ts';
import { parseJson } from '../../../shared/json/index.ts';
import type { Database } from '../database/index.ts';

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
}

const lineSchema = z.object({ item: z.string() });
const itemSchema = z.object({ envelope: z.object({ header: z.string() }) });
const headerSchema = z.object({
  id: z.uuidv4(),
  service: z
    .string()
    .max(120)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
});

/** What came to this tenant's door and was not taken, or not understood. Nothing sealed is opened or handed out. */
export async function listDeadLetters(database: Database, tenant: string): Promise<DeadLetterRow[]> {
  const { rows } = await database.query<Row>(
    `select sha256 as name, reason, received_on as "receivedOn", octet_length(content) as bytes,
       case when octet_length(content) <= $3 then content end as content
     from dead_letter where tenant = $1 order by received_on desc, sha256, reason limit $2`,
    [tenant, ROWS, LARGEST_READ_BYTES],
  );
  return rows.map(({ content, ...row }) => ({ ...row, ...(content === null ? {} : saidOf(content)) }));
}

/** A whole line as it came, or the item out of one; whatever else it is, it says nothing that could be shown. */
function saidOf(content: Buffer): Pick<DeadLetterRow, 'id' | 'service'> {
  const text = content.toString('utf8');
  const line = lineSchema.safeParse(parseJson(text));
  const item = itemSchema.safeParse(parseJson(line.success ? line.data.item : text));
  const header = headerSchema.safeParse(item.success ? parseJson(item.data.envelope.header) : undefined);
  return header.success ? header.data : {};
}
