import { type ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components';

interface DialogButtonProps {
  button: ReactNode;
  /** Of the button, beside `button`. */
  buttonClass?: string;
  /** What the dialog's own lines are laid out by. */
  dialogClass?: string;
  /** As large as what is shown in it. */
  modalClass?: string;
  /** An `alertdialog` asks before something that cannot be taken back. */
  role?: 'dialog' | 'alertdialog';
  /** Its name, where it has no title of its own. */
  label?: string;
  children: (close: () => void) => ReactNode;
}

/** A button, and the dialog that it opens over the page; Escape or a press beside it closes it. */
export function DialogButton({
  button,
  buttonClass = '',
  dialogClass,
  modalClass = '',
  role = 'dialog',
  label,
  children,
}: DialogButtonProps) {
  return (
    <DialogTrigger>
      <Button className={`button ${buttonClass}`.trim()}>{button}</Button>
      <ModalOverlay className="dialog-ground" isDismissable>
        <Modal className={`dialog ${modalClass}`.trim()}>
          <Dialog
            role={role}
            {...(label === undefined ? {} : { 'aria-label': label })}
            {...(dialogClass === undefined ? {} : { className: dialogClass })}
          >
            {({ close }) => children(close)}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
