import type { z } from 'zod';
import type { inboxRowSchema } from '../../../shared/contract/index.ts';
import {
  actStateSchema,
  formSchema,
  type Facts,
  type Form,
  type Localized,
} from '../../../shared/model/index.ts';
import { attachmentsOf, type AttachmentState } from '../attachments/index.ts';
import type { Database } from '../database/index.ts';
import { assignmentsOf } from './assignment.ts';
import { serviceNameOf } from '../service-name.ts';
import { visibleServices, type SignedIn } from './grants.ts';

type InboxRow = z.infer<typeof inboxRowSchema>;

export interface RequestRow {
  id: string;
  service: string;
  form: string;
  formVersion: number;
  state: string;
  choices: Facts['choices'];
  siteName: string;
  receivedOn: string;
  /** `infinity` where nothing was promised; null while nobody looked it up. */
  dueOn: string | null;
}

export const REQUEST_COLUMNS = `id, service, form, form_version as "formVersion", state, choices,
  site_name as "siteName", received_on as "receivedOn", due_on as "dueOn"`;

/** Rows as the inbox shows them, without opening anything. */
export async function describeRows(
  database: Database,
  tenant: string,
  rows: readonly RequestRow[],
): Promise<InboxRow[]> {
  const reader = createReader(database, tenant);
  const ids = rows.map(({ id }) => id);
  const attached = Map.groupBy(await attachmentsOf(database, tenant, ids), ({ submission }) => submission);
  const assigned = await assignmentsOf(database, tenant, ids);
  return Promise.all(
    rows.map(async (row) => ({
      ...(await describeRequest(reader, row)),
      ...countAttached(attached.get(row.id)),
      ...assigned.get(row.id),
    })),
  );
}

/** Without opening anything, one sees that something is attached, and whether the kiosk has brought it yet. */
function countAttached(states: readonly AttachmentState[] | undefined): Pick<InboxRow, 'attachments'> {
  if (states === undefined) return {};
  return { attachments: { named: states.length, here: states.filter(({ whole }) => whole).length } };
}

/** Undefined also for a request of a service that is not this agent's, and for one that was erased. */
export async function findRequest(
  database: Database,
  agent: SignedIn,
  id: string,
): Promise<RequestRow | undefined> {
  const { rows } = await database.query<RequestRow>(
    `select ${REQUEST_COLUMNS} from request
     where tenant = $1 and id = $2 and erased_on is null and ($3::text[] is null or service = any ($3))`,
    [agent.tenant, id, visibleServices(agent)],
  );
  return rows[0];
}

/** Reads what the city published about requests, each thing once. */
export interface PublicationReader {
  form(row: RequestRow): Promise<Form | undefined>;
  serviceName(service: string): Promise<Localized>;
}

export function createReader(database: Database, tenant: string): PublicationReader {
  const forms = new Map<string, Promise<Form | undefined>>();
  const names = new Map<string, Promise<Localized>>();
  return {
    form: (row) =>
      once(forms, `${row.form} ${row.formVersion}`, async () => {
        const { rows } = await database.query<{ body: string }>(
          'select body from form_version where tenant = $1 and form = $2 and version = $3',
          [tenant, row.form, row.formVersion],
        );
        return rows[0] === undefined ? undefined : formSchema.parse(JSON.parse(rows[0].body));
      }),
    serviceName: (service) =>
      once(names, service, async () => {
        const { rows } = await database.query<{ body: string }>(
          `select body from entity where tenant = $1 and scope = 'public' and collection = 'service'
             and id = $2 and not deleted`,
          [tenant, service],
        );
        return serviceNameOf(service, rows[0]?.body);
      }),
  };
}

function once<T>(known: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(name) ?? read();
  known.set(name, found);
  return found;
}

export async function describeRequest(reader: PublicationReader, row: RequestRow): Promise<InboxRow> {
  const form = await reader.form(row);
  return {
    id: row.id,
    service: row.service,
    serviceName: await reader.serviceName(row.service),
    state: actStateSchema.parse(row.state),
    receivedOn: row.receivedOn,
    ...(isDay(row.dueOn) ? { dueOn: row.dueOn } : {}),
    site: row.siteName,
    choices: form === undefined ? [] : wordChoices(form, row.choices),
  };
}

function isDay(dueOn: string | null): dueOn is string {
  return dueOn !== null && dueOn !== 'infinity';
}

/** The choices of a form in words, by the question's id. */
export function wordChoices(
  form: Form,
  choices: Facts['choices'],
): (InboxRow['choices'][number] & { id: string })[] {
  return form.questions.flatMap((question) => {
    if (question.kind !== 'choice') return [];
    const option = question.options.find((candidate) => candidate.id === choices[question.id]);
    return option === undefined ? [] : [{ id: question.id, question: question.title, answer: option.label }];
  });
}
