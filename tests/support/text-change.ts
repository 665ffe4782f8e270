import type { Change } from '../../shared/sync/index.ts';

/** A change whose body is read as text, as tests look at it. */
export type TextChange = Omit<Change, 'body'> & { body: string | null };

export function asTextChange(change: Change): TextChange {
  return { ...change, body: change.body === null ? null : Buffer.from(change.body).toString('utf8') };
}

export function asChange(change: TextChange): Change {
  return { ...change, body: change.body === null ? null : Buffer.from(change.body, 'utf8') };
}
