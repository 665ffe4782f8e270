import type { Database } from '../database/index.ts';
import { lateCondition, WITH_PROMISES } from '../submissions/index.ts';

/** How much there is for one agent to do. */
export interface Counts {
  /** Came in since yesterday morning, and nobody has answered. */
  fresh: number;
  /** Wait for a first answer, the fresh ones among them. */
  waiting: number;
  /** Past the day that their form promised. */
  late: number;
  /** Ask to be called, or for a message at the desk. */
  callbacks: number;
}

/** @param services null for all of the city */
export async function countFor(
  database: Database,
  tenant: string,
  services: string[] | null,
  today: string,
): Promise<Counts> {
  const { rows } = await database.query<Counts>(
    `${WITH_PROMISES}
     select count(*) filter (where state = 'received' and received_on >= $3::date - 1) as fresh,
       count(*) filter (where state = 'received') as waiting,
       count(*) filter (where ${lateCondition('$3::date')}) as late,
       count(*) filter (where callback is not null and callback_done_on is null) as callbacks
     from request left join promise using (tenant, form, form_version)
     where tenant = $1 and erased_on is null and ($2::text[] is null or service = any ($2))`,
    [tenant, services, today],
  );
  return rows[0] ?? { fresh: 0, waiting: 0, late: 0, callbacks: 0 };
}
