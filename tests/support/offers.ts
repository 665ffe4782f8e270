import { type Database } from '../../city/hub/index.ts';

/** Counts in the database itself how often hubs were offered a submission: more than they stored are duplicates. */
export async function countOffers(database: Database): Promise<void> {
  await database.query('create schema probe');
  await database.query('create table probe.offer (submission uuid not null)');
  await database.query(
    `create function probe.note_offer() returns trigger language plpgsql as
     'begin insert into probe.offer values (new.id); return new; end'`,
  );
  await database.query(
    'create trigger note_offer before insert on submission for each row execute function probe.note_offer()',
  );
}

/** How many offers were answered with a duplicate. */
export async function duplicatesAnswered(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'select count(*) - count(distinct submission) as count from probe.offer',
  );
  return rows[0]?.count ?? 0;
}
