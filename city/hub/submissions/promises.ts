import { formSchema, type Form } from '../../../shared/model/index.ts';
import { parseJson } from '../../../shared/json/index.ts';
import { daysAfter } from '../day.ts';
import { isOutage, type Database } from '../database/index.ts';
import { startRepeating, type Repeating } from '../repeating.ts';

const AT_ONCE = 500;
const EVERY_MS = 3_600_000;
const SOON_MS = 100;

/** The day by which the city has answered what it received on `receivedOn`; `infinity`, as PostgreSQL writes it, for never. */
export function dueDay({ answerWithinDays }: Pick<Form, 'answerWithinDays'>, receivedOn: string): string {
  return answerWithinDays === undefined ? 'infinity' : daysAfter(receivedOn, answerWithinDays);
}

/**
 * Looks up what was promised for requests of which that is not known: those that came before the hub noted it, or through
 * an older hub beside this one.
 * @returns how many; fewer than 500 when there are no more
 */
export async function notePromises(database: Database): Promise<number> {
  const { rows } = await database.query<{
    tenant: string;
    id: string;
    receivedOn: string;
    body: string | null;
  }>(
    `select request.tenant, request.id, received_on as "receivedOn", body
     from request left join form_version published on published.tenant = request.tenant
       and published.form = request.form and published.version = request.form_version
     where due_on is null limit $1`,
    [AT_ONCE],
  );
  await database.query(
    `update request set due_on = noted.due_on
     from unnest($1::text[], $2::uuid[], $3::date[]) as noted (tenant, id, due_on)
     where request.tenant = noted.tenant and request.id = noted.id and request.due_on is null`,
    [
      rows.map(({ tenant }) => tenant),
      rows.map(({ id }) => id),
      rows.map(({ body, receivedOn }) => {
        const form = formSchema.safeParse(body === null ? undefined : parseJson(body));
        return dueDay(form.success ? form.data : {}, receivedOn);
      }),
    ],
  );
  return rows.length;
}

/** At once when a hub starts, then each hour. */
export function startPromises(database: Database, onFailure: (error: unknown) => void): Repeating {
  return startRepeating(SOON_MS, async (isStopped) => {
    try {
      return (await notePromises(database)) < AT_ONCE ? EVERY_MS : SOON_MS;
    } catch (error) {
      if (!isOutage(error) && !isStopped()) onFailure(error);
      return EVERY_MS;
    }
  });
}
