import type { PublishedKey } from '../../../shared/contract/index.ts';
import { isAboutOnly } from '../../../shared/publishing/index.ts';
import type { Database } from '../database/index.ts';
import { stateOf } from './record.ts';

/**
 * Whether somebody who publishes for some services only may change a record: as it is, as it is begun and as it would be,
 * it has to be about these services and no others.
 */
export async function isAboutTheirs(
  database: Database,
  tenant: string,
  services: readonly string[],
  { collection, id, scope, body }: PublishedKey & { body?: string | undefined },
): Promise<boolean> {
  const state = await stateOf(database, { tenant, collection, id, scope });
  const texts = [body, state.body, state.draft].filter((text) => typeof text === 'string');
  // Of what was taken back, nothing is left but its name.
  return [...texts, ...(texts.length === 0 ? ['{}'] : [])].every((text) =>
    isAboutOnly({ collection, id, scope, body: text }, services),
  );
}
