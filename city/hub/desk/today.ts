import type { DeskEntry } from '../../../shared/contract/index.ts';
import type { Database } from '../database/index.ts';

type EntriesOf = (database: Database, tenant: string, site: string) => Promise<DeskEntry[]>;

/** One function for each kind of thing that brings somebody to a desk on a day. Nothing in this hub does yet. */
const KINDS: readonly EntriesOf[] = [];

/** What is planned at a site today, those with an hour first, in the order of the hours. */
export async function todayAtDesk(database: Database, tenant: string, site: string): Promise<DeskEntry[]> {
  const entries = await Promise.all(KINDS.map((entriesOf) => entriesOf(database, tenant, site)));
  return entries.flat().toSorted((one, other) => (one.at ?? '~').localeCompare(other.at ?? '~'));
}
