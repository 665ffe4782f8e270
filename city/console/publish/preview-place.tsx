import { MonitorPlay } from 'lucide-react';
import { Button } from 'react-aria-components';
import { type Hub } from '../connection/index.ts';
import { DialogButton } from '../parts/index.ts';
import { Preview, type PreviewDraft } from '../preview/index.ts';
import { useMessages } from '../words/index.ts';

interface PreviewPlaceProps {
  hub: Hub;
  onEnded: () => void;
  /** The record as it is being written; the same array as long as nothing is. */
  drafts: readonly PreviewDraft[];
}

/** The kiosk as it would be with what is written, over the whole window: as large as it is there. */
export function PreviewPlace({ hub, onEnded, drafts }: PreviewPlaceProps) {
  const { say } = useMessages();
  const [written] = drafts;
  return (
    <DialogButton
      modalClass="publish-preview"
      label={say('publish.preview')}
      button={
        <>
          <MonitorPlay aria-hidden /> {say('publish.preview')}
        </>
      }
    >
      {(close) => (
        <>
          <Button className="button publish-preview-close" onPress={close}>
            {say('publish.preview.close')}
          </Button>
          <Preview
            hub={hub}
            onEnded={onEnded}
            drafts={drafts}
            {...(written === undefined ? {} : { opens: written })}
          />
        </>
      )}
    </DialogButton>
  );
}
