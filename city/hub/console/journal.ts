import type { JournalRow } from '../../../shared/contract/index.ts';
import type { Connection, Database } from '../database/index.ts';
import type { SignedIn } from './grants.ts';

/** Who does what is done on the server itself, by a command; no account is called so. */
export const THE_SERVER = '';

const PAGE_ROWS = 50;

/**
 * Who did what, to which, when; never what it says. Opening and answering requests is written by `writeJournal`.
 * @param action a word in kebab case
 * @param subject a name or a number by which it is found again
 */
export async function writeAct(
  database: Database | Connection,
  agent: Pick<SignedIn, 'tenant' | 'name'>,
  action: string,
  subject: string,
): Promise<void> {
  await database.query('insert into console_act (tenant, agent, action, subject) values ($1, $2, $3, $4)', [
    agent.tenant,
    agent.name,
    action,
    subject,
  ]);
}

/** A row of either table: microseconds since 1970, which table (0 `journal`, 1 `console_act`), number in it. */
interface Row {
  micros: string;
  source: number;
  number: string;
  at: Date;
  agent: string;
  action: string;
  subject: string;
}

/** What is older than a row, of one of the two tables: each is read in the order of its index, and no further than a page. */
function olderIn(source: 0 | 1, table: string, subject: string): string {
  return `(select (extract(epoch from at) * 1000000)::bigint::text as micros, ${source} as source, id::text as number,
       at, agent, action, ${subject} as subject, id
     from ${table}
     where tenant = $1 and ($2::text is null or agent = $2)
       and ($3::bigint is null or (at <= to_timestamp(0) + $3::bigint * interval '1 microsecond'
         and (at, ${source}, id) < (to_timestamp(0) + $3::bigint * interval '1 microsecond', $4::integer, $5::bigint)))
     order by at desc, id desc limit ${PAGE_ROWS + 1})`;
}

const PAGE = `select micros, source, number, at, agent, action, subject from (
    ${olderIn(0, 'journal', 'request::text')} union all ${olderIn(1, 'console_act', 'subject')}
  ) as entry order by at desc, source desc, id desc limit ${PAGE_ROWS + 1}`;

/** @param asked `after` is the `next` of the page before */
export async function readJournal(
  database: Database,
  tenant: string,
  asked: { agent?: string | undefined; after?: string | undefined },
): Promise<{ entries: JournalRow[]; next?: string }> {
  const [micros = null, source = null, number = null] = asked.after?.split('-') ?? [];
  const { rows } = await database.query<Row>(PAGE, [tenant, asked.agent ?? null, micros, source, number]);
  const shown = rows.slice(0, PAGE_ROWS);
  const last = shown.at(-1);
  return {
    entries: shown.map((row) => ({
      id: placeOf(row),
      at: row.at,
      agent: row.agent === THE_SERVER ? null : row.agent,
      action: row.action,
      subject: row.subject,
    })),
    ...(rows.length > PAGE_ROWS && last !== undefined ? { next: placeOf(last) } : {}),
  };
}

function placeOf({ micros, source, number }: Row): string {
  return `${micros}-${source}-${number}`;
}
