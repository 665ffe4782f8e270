import { type KeptKeys, UNREADABLE_KEY } from '../../../shared/sync/index.ts';
import { type Outbox } from '../store/index.ts';
import { type Keyring } from './keyring.ts';

/** More keys than a tenant has: a list that is longer says that some cannot be told. */
const MOST_KEYS = 500;

/**
 * What this kiosk tells the city of each tenant that it follows: its newest keyset, and the keys to which something that
 * it has not erased is sealed. Only keys that are not in this list can be destroyed.
 */
export function keptKeysOf(keyring: Keyring, outbox: Outbox): KeptKeys['tenants'] {
  const kept = outbox.keptKeys();
  return keyring.tenants().flatMap((tenant) => {
    const edition = keyring.newest(tenant)?.edition;
    if (edition === undefined) return [];
    const kids = new Set(
      kept
        .filter((each) => each.tenant === tenant)
        .flatMap(({ hubKey, serviceKey }) => [hubKey ?? UNREADABLE_KEY, serviceKey ?? UNREADABLE_KEY]),
    );
    return [{ tenant, edition, kids: kids.size > MOST_KEYS ? [UNREADABLE_KEY] : [...kids] }];
  });
}
