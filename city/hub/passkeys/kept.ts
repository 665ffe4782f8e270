import type { PasskeyRow } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';
import type { Person } from './place.ts';

/** Those of one account, in the order in which they were added. */
export async function listPasskeys(database: Database, { tenant, name }: Person): Promise<PasskeyRow[]> {
  const { rows } = await database.query<PasskeyRow>(
    `select credential as id, label, created_at as "createdAt", used_at as "usedAt"
     from passkey where tenant = $1 and agent = $2 order by created_at, credential`,
    [tenant, name],
  );
  return rows;
}

/** False when this account has no such passkey. */
export async function removePasskey(database: Database, person: Person, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'delete from passkey where tenant = $1 and credential = $2 and agent = $3',
    [person.tenant, id, person.name],
  );
  return rowCount === 1;
}

/** Returns how many this account had. */
export async function removeAllPasskeys(database: Database, person: Person): Promise<number> {
  const { rowCount } = await database.query('delete from passkey where tenant = $1 and agent = $2', [
    person.tenant,
    person.name,
  ]);
  return rowCount ?? 0;
}
