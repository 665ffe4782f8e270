import { type Agent, type PublishedKey } from '../../../shared/contract/index.ts';

/** What somebody has written and not saved, in memory only: another section, or another record, takes nothing away. */
const kept = new Map<string, unknown>();

function nameOf({ tenant, name }: Pick<Agent, 'tenant' | 'name'>, key: PublishedKey): string {
  return JSON.stringify([tenant, name, key.collection, key.scope, key.id]);
}

export function unsavedOf(agent: Agent, key: PublishedKey): unknown {
  return kept.get(nameOf(agent, key));
}

/** Undefined: nothing is unsaved any more. */
export function keepUnsaved(agent: Agent, key: PublishedKey, record: unknown): void {
  if (record === undefined) kept.delete(nameOf(agent, key));
  else kept.set(nameOf(agent, key), record);
}
