import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import styles from './dialog.module.css';
import { useFormKeys } from './form-keys.ts';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** A long form: what it is and what becomes of it stay in sight while it is gone through. */
  readonly long?: boolean;
  /** As large as the window lets it be, always: what is in it scrolls. */
  readonly large?: boolean;
  /** What is typed in it outlasts closing, as a draft. */
  readonly keeps?: boolean;
}

/**
 * One question in front of everything else. Escape and a click outside leave it, and nothing is done. Where sentences were typed that
 * nothing keeps, it asks first: a stray click loses nobody's words.
 */
export function Dialog({ title, onClose, children, wide, long, large, keeps }: DialogProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLElement>(null);
  const typed = useRef(false);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    const note = ({ target }: Event) => {
      if (target instanceof HTMLTextAreaElement) typed.current = true;
    };
    const within = frame.current;
    within?.addEventListener('input', note);
    return () => within?.removeEventListener('input', note);
  }, []);
  useFormKeys(frame);
  useEffect(() => backToPage, []);
  const size = classes(wide && styles.wide, long && styles.long, large && styles.large);
  const leave = () => {
    const written = [...(frame.current?.querySelectorAll('textarea') ?? [])].some(({ value }) => value.trim() !== '');
    if (written && typed.current && !keeps) setAsking(true);
    else onClose();
  };
  return (
    <ModalOverlay className={styles.scrim ?? ''} isOpen isDismissable onOpenChange={(open) => !open && leave()}>
      <Modal className={classes(styles.modal, size)}>
        <AriaDialog className={styles.dialog ?? ''} ref={frame}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          {children}
          {asking && (
            <div className={styles.asking} role="alertdialog" aria-label={t('kit.typed')}>
              <p>{t('kit.typed')}</p>
              <Button look="primary" autoFocus onPress={() => setAsking(false)}>
                {t('kit.keepTyping')}
              </Button>
              <Button look="danger" onPress={onClose}>
                {t('kit.loseTyped')}
              </Button>
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What had the keyboard before may have gone meanwhile: then it begins at the page’s title, as on a page that was come to. */
function backToPage(): void {
  // After the way back to what had it (React Aria, FocusScope).
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    }),
  );
}

/** The row of buttons at a dialog's or form's end. */
export function Deeds({ children }: { children: ReactNode }) {
  return (
    <div className={styles.deeds} data-deeds>
      {children}
    </div>
  );
}
