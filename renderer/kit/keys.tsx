import styles from './keys.module.css';

/** One key as it is printed on keyboards; the same in every language. */
function Key({ children }: { children: string }) {
  return (
    <kbd className={styles.key} dir="ltr">
      {children}
    </kbd>
  );
}

/** Keys that are pressed together, in the order in which they are pressed, whatever the writing runs. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className={styles.keys} dir="ltr">
      {keys.map((key) => (
        <Key key={key}>{key}</Key>
      ))}
    </span>
  );
}

/** Keys and what each does. Keys that are pressed together stand beside each other. */
export function KeyList({ rows }: { readonly rows: readonly (readonly [keys: readonly string[], does: string])[] }) {
  return (
    <dl className={styles.list}>
      {rows.map(([keys, does]) => (
        <div key={keys.join(' ')} className={styles.row}>
          <dt>
            <Keys keys={keys} />
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
