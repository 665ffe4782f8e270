import { useEffect, useState } from 'react';
import { inboxFilterSchema, type InboxFilter } from '../../../shared/contract/index.ts';

const SECTION = '#requests';

/** What an address says of the filter; nothing where it says what no filter is. */
export function filterFrom(hash: string): InboxFilter {
  const [, query = ''] = hash.split('?');
  const { age, ...rest } = Object.fromEntries(new URLSearchParams(query));
  const read = inboxFilterSchema.safeParse({ ...rest, ...(age === undefined ? {} : { age: Number(age) }) });
  return read.success ? read.data : {};
}

/** The address of a filter; the plain section's when nothing is left out. */
export function addressOf(filter: InboxFilter): string {
  const said = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return said.length === 0 ? SECTION : `${SECTION}?${new URLSearchParams(said).toString()}`;
}

/** The filter that the address names, and a way to another, which the browser's own Back takes back. */
export function useFilter(): [InboxFilter, (filter: InboxFilter) => void] {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return [filterFrom(hash), (filter) => (location.hash = addressOf(filter))];
}
