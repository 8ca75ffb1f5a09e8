import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import styles from './page.module.css';

export interface PageProps {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  /** What can be done here, at the end of the header. */
  readonly deeds?: ReactNode;
  readonly filters?: ReactNode;
  readonly inspector?: ReactNode;
  readonly back?: (() => void) | undefined;
  /** The work area scrolls by itself (a virtual list), and has no padding. */
  readonly bare?: boolean;
  /** Text of a comfortable width in the middle. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** Header, work area and inspector of one screen. */
export function Page(props: PageProps) {
  const { t } = useTranslation();
  return (
    <div className={classes(styles.page, props.inspector !== undefined && styles.withInspector)}>
      <main className={styles.main}>
        <header className={styles.header}>
          {props.back && (
            <Button
              look="quiet"
              icon={<ArrowLeft className={styles.turned} />}
              aria-label={t('kit.back')}
              onPress={props.back}
            />
          )}
          <h1 tabIndex={-1}>{props.title}</h1>
          {props.sub !== undefined && <span className={styles.sub}>{props.sub}</span>}
          <div className={styles.deeds}>{props.deeds}</div>
        </header>
        {props.filters !== undefined && <div className={styles.filters}>{props.filters}</div>}
        <div className={classes(styles.work, props.bare && styles.bare)} data-work>
          {props.narrow ? <div className={styles.narrow}>{props.children}</div> : props.children}
        </div>
      </main>
      {props.inspector !== undefined && (
        <aside className={styles.inspector} aria-label={t('shell.inspector')}>
          {props.inspector}
        </aside>
      )}
    </div>
  );
}

/** A part of a page or inspector under its own heading. */
export function Section(props: { readonly title: ReactNode; readonly deed?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{props.title}</h2>
        {props.deed}
      </div>
      {props.children}
    </section>
  );
}
