import { type Scope } from '../../../shared/sync/index.ts';

/** A record as it is being written. */
export interface PreviewDraft {
  collection: string;
  id: string;
  /** The text of its body. */
  body: string;
  scope: Scope;
}
