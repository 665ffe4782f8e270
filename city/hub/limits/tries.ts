import type { Database } from '../database/index.ts';
import { fingerprint } from '../../../shared/sealing/index.ts';

export interface TryLimit {
  tries: number;
  minutes: number;
}

/**
 * Counts a try, or several together, against a limit that all hubs share; false when there were too many. `what` and `who` are stored as a
 * fingerprint, because `who` comes from outside and may be anything.
 */
export async function takeTry(
  database: Database,
  tenant: string,
  subject: { what: string; who: string },
  limit: TryLimit,
  count = 1,
): Promise<boolean> {
  const { rows } = await database.query<{ count: number }>(
    `insert into tries (tenant, subject, since, count) values ($1, $2, now(), $4)
     on conflict (tenant, subject) do update set
       count = case when tries.since < now() - make_interval(mins => $3) then $4 else tries.count + $4 end,
       since = case when tries.since < now() - make_interval(mins => $3) then now() else tries.since end
     returning count`,
    [tenant, await nameOf(subject), limit.minutes, count],
  );
  return (rows[0]?.count ?? 0) <= limit.tries;
}

/** Forgets the tries of somebody who succeeded. */
export async function forgetTries(
  database: Database,
  tenant: string,
  subject: { what: string; who: string },
): Promise<void> {
  await database.query('delete from tries where tenant = $1 and subject = $2', [
    tenant,
    await nameOf(subject),
  ]);
}

function nameOf(subject: { what: string; who: string }): Promise<string> {
  return fingerprint(JSON.stringify([subject.what, subject.who]));
}
