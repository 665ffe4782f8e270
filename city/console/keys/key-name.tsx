import { type KeyRow } from '../../../shared/contract/index.ts';
import { Text, useMessages } from '../words/index.ts';

/** What people call a key. */
export function KeyName({ row }: { row: KeyRow }) {
  const { say } = useMessages();
  if (row.service !== undefined) return <Text of={row.service.name} />;
  return say(row.kind === 'service' ? 'keys.kind.hub' : `keys.kind.${row.kind}`);
}
