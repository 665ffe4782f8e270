import { type ReactNode } from 'react';
import { Button, Heading } from 'react-aria-components';
import { useMessages } from '../words/index.ts';
import { DialogButton } from './dialog-button.tsx';

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
    <DialogButton button={label} role="alertdialog">
      {(close) => (
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
    </DialogButton>
  );
}
