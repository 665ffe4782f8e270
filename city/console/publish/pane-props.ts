import { type Agent, type CollectionDescription, type PublishedKey } from '../../../shared/contract/index.ts';
import { type Hub } from '../connection/index.ts';

export interface RecordPaneProps {
  hub: Hub;
  agent: Agent;
  collection: CollectionDescription;
  sites: readonly { id: string; name: string }[];
  place: PublishedKey;
  isNew: boolean;
  onSaved: (key: PublishedKey) => void;
  /** The record is not there any more. */
  onGone: () => void;
  onEnded: () => void;
}
