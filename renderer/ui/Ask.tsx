import { type ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface AskProps {
  title: ReactNode;
  children?: ReactNode;
  /** The answers, as buttons; the one that changes nothing comes first. */
  answers: ReactNode;
  /** Time is running: it is read aloud whether or not somebody listens. */
  urgent?: boolean;
}

/** A question before everything else. It hides the screen under it completely: what was typed there is private. */
export function Ask({ title, children, answers, urgent = false }: AskProps) {
  return (
    <ModalOverlay
      isOpen
      isKeyboardDismissDisabled
      className="ask-overlay"
      {...(urgent ? { 'data-urgent': true } : {})}
    >
      <Modal className="ask-modal">
        <Dialog role="alertdialog" className="ask">
          <Heading slot="title" level={1} className="ask-title">
            {title}
          </Heading>
          {children && <div className="ask-words">{children}</div>}
          <div className="ask-answers">{answers}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
