import type { Database } from '../database/index.ts';
import { startChore, type Repeating } from '../repeating.ts';

const EVERY_MS = 3_600_000;

/** Erases the calls of more than a day ago; how many there were at a site on a day is kept. @returns how many */
export async function forgetCalls(database: Database): Promise<number> {
  const { rows } = await database.query<{ forgotten: number }>(
    `with gone as (
       delete from desk_call where called_at < now() - interval '1 day'
       returning tenant, site, (called_at at time zone 'Europe/Paris')::date as day,
         case when answer is null then 'unanswered' else 'answered' end as outcome
     ), counted as (
       insert into desk_count (tenant, site, day, outcome, count)
       select tenant, site, day, outcome, count(*) from gone group by tenant, site, day, outcome
       on conflict (tenant, site, day, outcome) do update set count = desk_count.count + excluded.count
     )
     select count(*)::int as forgotten from gone`,
  );
  return rows[0]?.forgotten ?? 0;
}

/** Looks about each hour; several hubs share the work. */
export function startForgettingCalls(database: Database, onFailure: (error: unknown) => void): Repeating {
  return startChore(EVERY_MS, () => forgetCalls(database), onFailure);
}
