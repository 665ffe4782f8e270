import { type PublishedKey } from '../../../shared/contract/index.ts';
import { useMessages } from '../words/index.ts';

/** A record as it is being written. */
export interface WrittenRecord extends PublishedKey {
  body: string;
}

interface PreviewPlaceProps {
  /** The same array as long as nothing is written. */
  drafts: readonly WrittenRecord[];
}

/** The place of the preview, beside the editor: the kiosk as it would be with what is written. */
export function PreviewPlace({ drafts }: PreviewPlaceProps) {
  const { say } = useMessages();
  return (
    <section className="publish-preview" aria-label={say('publish.preview')} data-drafts={drafts.length} />
  );
}
