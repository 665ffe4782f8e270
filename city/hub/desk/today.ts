import type { DeskEntry } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';
import { dayInTheCity } from '../day.ts';
import { serviceNameOf } from '../service-name.ts';

/** A reception has one screen; what does not fit is the console's. */
const MOST = 50;

interface Asked {
  tenant: string;
  site: string;
  now: Date;
}

type EntriesOf = (database: Database, asked: Asked) => Promise<DeskEntry[]>;

/** One function for each kind of thing that brings somebody to a desk on a day. */
const KINDS: readonly EntriesOf[] = [callbacksOf];

/** What is planned at a site today, those with an hour first, in the order of the hours. */
export async function todayAtDesk(database: Database, asked: Asked): Promise<DeskEntry[]> {
  const entries = await Promise.all(KINDS.map((entriesOf) => entriesOf(database, asked)));
  return entries.flat().toSorted((one, other) => (one.at ?? '~').localeCompare(other.at ?? '~'));
}

/** Who asked at one of this site's kiosks for a message at its desk, and was promised it by today. Nothing is opened. */
async function callbacksOf(database: Database, { tenant, site, now }: Asked): Promise<DeskEntry[]> {
  const { rows } = await database.query<{ id: string; service: string; body: string | null }>(
    `select request.id, request.service, entity.body
     from request left join entity on entity.tenant = $1 and entity.scope = 'public' and entity.collection = 'service'
       and entity.id = request.service and not entity.deleted
     where request.tenant = $1 and callback = 'desk' and callback_done_on is null and erased_on is null
       and callback_by <= $3 and site_name in (select site_name from device where tenant = $1 and site = $2)
     order by callback_by, request.id limit $4`,
    [tenant, site, dayInTheCity(now), MOST],
  );
  return rows.map(({ id, service, body }) => ({
    kind: 'callback',
    id,
    service: serviceNameOf(service, body),
  }));
}
