import { MonitorPlay } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components';
import { type Hub } from '../connection/index.ts';
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
    <DialogTrigger>
      <Button className="button">
        <MonitorPlay aria-hidden /> {say('publish.preview')}
      </Button>
      <ModalOverlay className="dialog-ground" isDismissable>
        <Modal className="dialog publish-preview">
          <Dialog aria-label={say('publish.preview')}>
            {({ close }) => (
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
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
