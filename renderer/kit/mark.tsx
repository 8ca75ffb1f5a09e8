import styles from './mark.module.css';

/** The app's own mark, beside its name. No picture element: where nothing of a vault may be left, none is looked for. */
export function Mark({ large }: { readonly large?: boolean }) {
  return <span className={large ? styles.large : styles.mark} aria-hidden />;
}
