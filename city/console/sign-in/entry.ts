import { PROVIDER_TROUBLES } from '../../../shared/contract/index.ts';
import { type MessageKey } from '../words/index.ts';

/** Why the sign-in provider of the city led nobody in, as the address says it (`?entry=`); undefined for any other word. */
export function entryTrouble(search: string): MessageKey | undefined {
  const told = new URLSearchParams(search).get('entry');
  const trouble = PROVIDER_TROUBLES.find((each) => each === told);
  return trouble === undefined ? undefined : `reason.${trouble}`;
}

/** Once it was said, a reload need not say it again. */
export function forgetEntry(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('entry')) return;
  address.searchParams.delete('entry');
  history.replaceState(undefined, '', address);
}
