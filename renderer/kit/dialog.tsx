import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** A long form: what it is and what becomes of it stay in sight while it is gone through. */
  readonly long?: boolean;
  /** As large as the window lets it be, always: what is in it scrolls. */
  readonly large?: boolean;
}

/** One question in front of everything else. Escape and a click outside leave it, and nothing is done. */
export function Dialog({ title, onClose, children, wide, long, large }: DialogProps) {
  const size = classes(wide && styles.wide, long && styles.long, large && styles.large);
  return (
    <ModalOverlay className={styles.scrim ?? ''} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={classes(styles.modal, size)}>
        <AriaDialog className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The row of buttons at a dialog's or form's end. */
export function Deeds({ children }: { children: ReactNode }) {
  return <div className={styles.deeds}>{children}</div>;
}
