import { createContext, use } from 'react';
import { type Problem } from '../../../../shared/publishing/index.ts';
import { type Hub } from '../../connection/index.ts';

/** What every field of an editor knows of the record that it belongs to. */
interface Editing {
  hub: Hub;
  problems: readonly Problem[];
  /** The language on the right, beside the French. */
  language: string;
  /** The record as it was opened: what changed since is seen by it. */
  opened: unknown;
  /** ISO day. */
  today: string;
}

export const EditingContext = createContext<Editing | undefined>(undefined);

export function useEditing(): Editing {
  const editing = use(EditingContext);
  if (editing === undefined) throw new Error('a field outside of an editor');
  return editing;
}
