import { type ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useMessages } from '../words/index.ts';

interface AskedButtonProps {
  label: string;
  title: string;
  /** What happens then, in a sentence or two. */
  children: ReactNode;
  confirm: string;
  onConfirm: () => void;
}

/** For what cannot be taken back: it is said before, and asked. */
export function AskedButton({ label, title, children, confirm, onConfirm }: AskedButtonProps) {
  const { say } = useMessages();
  return (
    <DialogTrigger>
      <Button className="button">{label}</Button>
      <ModalOverlay className="dialog-ground" isDismissable>
        <Modal className="dialog">
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">{title}</Heading>
                {children}
                <div className="button-row">
                  <Button
                    className="button button-main"
                    onPress={() => {
                      close();
                      onConfirm();
                    }}
                  >
                    {confirm}
                  </Button>
                  <Button className="button" onPress={close}>
                    {say('accounts.leave-it')}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
