import {
  INBOX_GROUPS,
  type InboxCursor,
  type InboxFilter,
  type InboxGroup,
  type InboxHead,
  type InboxPage,
} from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';
import { sha256Name } from '../sha256.ts';
import { namesStoodInFor } from './absence.ts';
import { visibleServices, type SignedIn } from './grants.ts';
import { createReader, describeRows, REQUEST_COLUMNS, type RequestRow } from './requests.ts';

/** Two screens of a desk. */
const PAGE_ROWS = 50;

const OPEN = "state in ('recorded', 'received', 'in-progress', 'waiting-list')";
const WAITING = "state in ('recorded', 'received')";
const UNDERWAY = "state in ('in-progress', 'waiting-list')";
const CONCLUDED = "state in ('accepted', 'refused', 'withdrawn', 'expired')";
/** Also of rows whose promise nobody has looked up yet. The words of an index. */
const DUE = "coalesce(due_on, 'infinity'::date)";
const DAYS_AHEAD = { week: 7, month: 30 };

/** `$2` is today, in every query here. */
const GROUPS: Record<InboxGroup, string> = {
  late: `${OPEN} and ${DUE} < $2::date`,
  week: `${WAITING} and ${DUE} >= $2::date and ${DUE} <= $2::date + ${DAYS_AHEAD.week}`,
  rest: `${WAITING} and ${DUE} > $2::date + ${DAYS_AHEAD.week}`,
  underway: `${UNDERWAY} and ${DUE} >= $2::date`,
  answered: CONCLUDED,
};

/** Who asks, what for, and on which day of the city. */
export interface InboxQuestion {
  agent: SignedIn;
  filter: InboxFilter;
  today: string;
}

/** The first page and how much there is; null when that is what the `known` version was of. */
export async function readInbox(
  database: Database,
  question: InboxQuestion,
  known: string | undefined,
): Promise<{ version: string; head: InboxHead | null }> {
  const where = await conditionsOf(database, question);
  const head = {
    ...(await readPage(database, question, where, undefined)),
    counts: await countGroups(database, where),
    services: await readServices(database, question.agent),
  };
  const version = sha256Name(JSON.stringify(head));
  return { version, head: version === known ? null : head };
}

export async function readMore(
  database: Database,
  question: InboxQuestion,
  after: InboxCursor,
): Promise<InboxPage> {
  return readPage(database, question, await conditionsOf(database, question), after);
}

/** Conditions with their parameters, of which the first is the tenant and the second today. */
interface Conditions {
  sql: string;
  parameters: readonly unknown[];
}

async function conditionsOf(database: Database, question: InboxQuestion): Promise<Conditions> {
  const { agent, filter, today } = question;
  const parameters: unknown[] = [agent.tenant, today];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const parts = [
    'tenant = $1',
    'erased_on is null',
    'not exists (select 1 from joined_request j where j.tenant = request.tenant and j.request = request.id)',
  ];
  const services = visibleServices(agent);
  if (services !== null) parts.push(`service = any(${parameter(services)}::text[])`);
  if (filter.service !== undefined) parts.push(`service = ${parameter(filter.service)}`);
  if (filter.state !== undefined) parts.push(`state = ${parameter(filter.state)}`);
  if (filter.age !== undefined) parts.push(`received_on <= $2::date - ${parameter(filter.age)}::integer`);
  if (filter.due !== undefined) parts.push(dueCondition(filter.due));
  if (filter.whose === 'nobody') parts.push(`not ${assignedTo('true')}`);
  if (filter.whose === 'mine') {
    const names = [agent.name, ...(await namesStoodInFor(database, agent, today))];
    parts.push(assignedTo(`a.agent = any(${parameter(names)}::text[])`));
  }
  return { sql: parts.join(' and '), parameters };
}

function assignedTo(whom: string): string {
  return `exists (select 1 from assignment a where a.tenant = request.tenant and a.request = request.id and ${whom})`;
}

function dueCondition(due: NonNullable<InboxFilter['due']>): string {
  if (due === 'none') return `${DUE} = 'infinity'::date`;
  if (due === 'late') return `${OPEN} and ${DUE} < $2::date`;
  return `${OPEN} and ${DUE} >= $2::date and ${DUE} <= $2::date + ${DAYS_AHEAD[due]}`;
}

/** Group after group, each by its own index, until the page is full. */
async function readPage(
  database: Database,
  { agent }: InboxQuestion,
  where: Conditions,
  after: InboxCursor | undefined,
): Promise<InboxPage> {
  const found: { row: RequestRow; group: InboxGroup }[] = [];
  const groups = INBOX_GROUPS.slice(after === undefined ? 0 : INBOX_GROUPS.indexOf(after.group));
  for (const group of groups) {
    const wanted = PAGE_ROWS + 1 - found.length;
    if (wanted === 0) break;
    const rows = await readGroup(database, where, group, wanted, after?.group === group ? after : undefined);
    found.push(...rows.map((row) => ({ row, group })));
  }
  const shown = found.slice(0, PAGE_ROWS);
  const described = await describeRows(
    database,
    agent.tenant,
    shown.map(({ row }) => row),
  );
  const rows = described.map((row, at) => ({ ...row, group: shown[at]?.group ?? 'answered' }));
  const last = rows.at(-1);
  if (found.length <= PAGE_ROWS || last === undefined) return { rows };
  const { group, dueOn, receivedOn, id } = last;
  return { rows, next: { group, dueOn: dueOn ?? null, receivedOn, id } };
}

async function readGroup(
  database: Database,
  where: Conditions,
  group: InboxGroup,
  limit: number,
  after: InboxCursor | undefined,
): Promise<RequestRow[]> {
  const parameters = [...where.parameters];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const isConcluded = group === 'answered';
  const parts = [where.sql, GROUPS[group]];
  if (after !== undefined && isConcluded)
    parts.push(`(received_on, id) < (${parameter(after.receivedOn)}::date, ${parameter(after.id)}::uuid)`);
  if (after !== undefined && !isConcluded) {
    const due = `${parameter(after.dueOn ?? 'infinity')}::date`;
    parts.push(
      `(${DUE}, received_on, id) > (${due}, ${parameter(after.receivedOn)}::date, ${parameter(after.id)}::uuid)`,
    );
  }
  const order = isConcluded ? 'received_on desc, id desc' : `${DUE}, received_on, id`;
  const { rows } = await database.query<RequestRow>(
    `select ${REQUEST_COLUMNS} from request where $2::date is not null and ${parts.join(' and ')}
     order by ${order} limit ${parameter(limit)}`,
    parameters,
  );
  return rows;
}

async function countGroups(database: Database, where: Conditions): Promise<Record<InboxGroup, number>> {
  const counts = INBOX_GROUPS.map((group) => `count(*) filter (where ${GROUPS[group]}) as ${group}`);
  const { rows } = await database.query<Record<InboxGroup, number>>(
    `select ${counts.join(', ')} from request where ${where.sql}`,
    [...where.parameters],
  );
  return rows[0] ?? { late: 0, week: 0, rest: 0, underway: 0, answered: 0 };
}

/** Those that have a form, and that this agent may see: a form stands under the name of its service. */
async function readServices(database: Database, agent: SignedIn): Promise<InboxHead['services']> {
  const { rows } = await database.query<{ id: string }>(
    `select distinct form as id from form_version where tenant = $1 and ($2::text[] is null or form = any($2))
     order by form`,
    [agent.tenant, visibleServices(agent)],
  );
  const reader = createReader(database, agent.tenant);
  return Promise.all(rows.map(async ({ id }) => ({ id, name: await reader.serviceName(id) })));
}
