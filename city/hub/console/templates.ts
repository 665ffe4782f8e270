import { servicesOf, type ReplyTemplate } from '../../../shared/contract/index.ts';
import { localizedSchema, type Localized } from '../../../shared/model/index.ts';
import { inTransaction, type Connection, type Database } from '../database/index.ts';
import type { SignedIn } from './grants.ts';
import { createReader } from './requests.ts';

type KeptTemplate = ReplyTemplate & { changedBy: string; changedOn: string };

/** How "for all services" is written in the database: no service has such a name. */
const ALL = '*';

const COLUMNS = `id, nullif(service, '${ALL}') as service, decision, name, text, hidden, changed_by as "changedBy",
  changed_on as "changedOn"`;

type Row = Omit<KeptTemplate, 'text'> & { text: unknown };

export async function listTemplates(database: Database, tenant: string): Promise<KeptTemplate[]> {
  const { rows } = await database.query<Row>(
    `select ${COLUMNS} from reply_template where tenant = $1 order by decision, name, id`,
    [tenant],
  );
  return rows.map(readRow);
}

/** The services that have a form, and so requests to answer. */
export async function listServices(
  database: Database,
  tenant: string,
): Promise<{ id: string; name: Localized }[]> {
  const { rows } = await database.query<{ id: string }>(
    `select id from entity where tenant = $1 and scope = 'public' and collection = 'form' and not deleted order by id`,
    [tenant],
  );
  const reader = createReader(database, tenant);
  return Promise.all(rows.map(async ({ id }) => ({ id, name: await reader.serviceName(id) })));
}

/** Undefined when the agent's roles are for other services than that of the template, or of the one that it replaces. */
export async function saveTemplate(
  database: Database,
  agent: SignedIn,
  template: ReplyTemplate,
  today: string,
): Promise<KeptTemplate | undefined> {
  return inTransaction(database, async (connection) => {
    const before = await serviceOf(connection, agent.tenant, template.id);
    const services = before === undefined ? [template.service] : [before, template.service];
    if (!services.every((service) => mayWrite(agent, service))) return undefined;
    const { rows } = await connection.query<Row>(
      `insert into reply_template (tenant, id, service, decision, name, text, hidden, changed_by, changed_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (tenant, id) do update set service = excluded.service, decision = excluded.decision,
         name = excluded.name, text = excluded.text, hidden = excluded.hidden, changed_by = excluded.changed_by,
         changed_on = excluded.changed_on
       returning ${COLUMNS}`,
      [
        agent.tenant,
        template.id,
        template.service ?? ALL,
        template.decision,
        template.name,
        JSON.stringify(template.text),
        template.hidden,
        agent.name,
        today,
      ],
    );
    return rows.map(readRow)[0];
  });
}

/** Null for all services; undefined when there is none yet. */
async function serviceOf(
  connection: Connection,
  tenant: string,
  id: string,
): Promise<string | null | undefined> {
  const { rows } = await connection.query<{ service: string | null }>(
    `select nullif(service, '${ALL}') as service from reply_template where tenant = $1 and id = $2 for update`,
    [tenant, id],
  );
  return rows[0]?.service;
}

function mayWrite({ grants }: SignedIn, service: string | null): boolean {
  return (['publisher', 'administrator'] as const).some((role) => {
    const services = servicesOf(grants, role);
    return services === 'all' || (service !== null && services.includes(service));
  });
}

function readRow(row: Row): KeptTemplate {
  return { ...row, text: localizedSchema.parse(row.text) };
}
