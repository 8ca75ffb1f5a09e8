import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { useKeptScroll, useRefocus } from './kept.ts';
import styles from './page.module.css';
import { Skeleton } from './states.tsx';

export interface PageProps {
  readonly title: ReactNode;
  readonly sub?: ReactNode;
  /** What can be done here, at the end of the header. */
  readonly deeds?: ReactNode;
  readonly filters?: ReactNode;
  /** `coming` keeps its place while what is shown there is read. */
  readonly inspector?: ReactNode | 'coming';
  readonly back?: (() => void) | undefined;
  /** The work area scrolls by itself (a virtual list), and has no padding. */
  readonly bare?: boolean;
  /** Text of a comfortable width in the middle. */
  readonly narrow?: boolean;
  /** Sections of a long form by their titles, to go to; they stand beside it where there is room. */
  readonly contents?: readonly string[];
  readonly children: ReactNode;
}

/** The ref of what takes the place of something else in the work area: that begins at its beginning, however far down the other was. */
export function fromItsTop(current: Element | null): void {
  current?.closest('[data-work]')?.scrollTo(0, 0);
}

/** Header, work area and inspector of one screen. */
export function Page(props: PageProps) {
  const { t } = useTranslation();
  const settled = useSettled();
  const heading = useFocusIfLost(settled);
  const work = useRef<HTMLDivElement>(null);
  useKeptScroll(work, 'work');
  useSectionKeys(work);
  return (
    <div
      className={classes(
        styles.page,
        props.inspector !== undefined && styles.withInspector,
        !settled && styles.unsettled,
      )}
    >
      <main className={classes(styles.main, props.narrow && styles.ofColumn, props.contents && styles.withContents)}>
        <header className={styles.header}>
          <div className={styles.headerLine}>
            {props.back && (
              <div className={styles.back}>
                <Button
                  look="quiet"
                  icon={<ArrowLeft className={styles.turned} />}
                  aria-label={t('kit.back')}
                  keys={['Alt', '←']}
                  onPress={props.back}
                />
              </div>
            )}
            <div className={styles.title}>
              <h1 ref={heading} tabIndex={-1}>
                {props.title}
              </h1>
              {props.sub !== undefined && <span className={styles.sub}>{props.sub}</span>}
            </div>
            <div className={styles.deeds}>{props.deeds}</div>
          </div>
        </header>
        {props.filters !== undefined && (
          <div className={styles.filters}>
            <div className={styles.filterLine}>{props.filters}</div>
          </div>
        )}
        <div ref={work} className={classes(styles.work, props.bare && styles.bare)} data-work>
          {props.narrow ? (
            <div className={styles.narrow}>
              {props.contents ? <div className={styles.whole}>{props.children}</div> : props.children}
              {props.contents && <Contents titles={props.contents} />}
            </div>
          ) : (
            props.children
          )}
        </div>
      </main>
      {props.inspector !== undefined && (
        <aside className={styles.inspector} aria-label={t('shell.inspector')}>
          {props.inspector === 'coming' ? <Skeleton lines={6} /> : props.inspector}
        </aside>
      )}
    </div>
  );
}

/** For so many frames what the keyboard was on may still come into a list of which only what is in view exists. */
const framesForFocus = 20;

/**
 * What was pressed to come here often goes with the page that it stood on. The keyboard then begins at this page’s title, and what reads
 * aloud says where one is (WCAG 2.2, 2.4.3); whoever comes back is put on what they left by.
 */
function useFocusIfLost(settled: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const refocus = useRefocus();
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (!settled) return;
    let [frame, left] = [0, framesForFocus];
    const look = () => {
      const main = heading.current?.closest('main');
      const isFree = document.activeElement === heading.current || document.activeElement === document.body;
      if (!main || !isFree || refocus(main) || left-- === 0) return;
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [settled, refocus]);
  return heading;
}

/** After this time a page shows what it has, and the rest where it comes. */
const longestMs = 320;
/** Once all is answered, this long nothing more may be asked: an answer's own parts ask further. */
const quietMs = 24;

/**
 * True once the first questions of a page are answered. Core answers within a few frames: shown part by part as they come, the parts would
 * push each other down under the eyes of whoever reads.
 */
function useSettled(): boolean {
  const answers = useQueryClient();
  const [settled, settle] = useState(false);
  useEffect(() => {
    const waiting = () => answers.isFetching({ predicate: ({ state }) => state.status === 'pending' }) > 0;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(quiet);
      if (!waiting()) quiet = setTimeout(() => settle(true), quietMs);
    };
    const longest = setTimeout(() => settle(true), longestMs);
    const leave = answers.getQueryCache().subscribe(look);
    // By then whoever shows this page has asked as well. What was all read before is shown in the same frame.
    queueMicrotask(() => !waiting() && settle(true));
    return () => {
      clearTimeout(quiet);
      clearTimeout(longest);
      leave();
    };
  }, [answers]);
  return settled;
}

/** Shows a section from its beginning; the next Tab is at its first field. */
function begin(heading: HTMLElement): void {
  heading.scrollIntoView({ block: 'start' });
  heading.focus({ preventScroll: true });
}

/** Alt PgDn and Alt PgUp go from section to section: a long form has dozens of fields between two of them. */
function useSectionKeys(work: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const down = event.key === 'PageDown';
      if (!event.altKey || event.ctrlKey || event.metaKey || !(down || event.key === 'PageUp')) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const headings = [...(work.current?.querySelectorAll<HTMLElement>('h2[tabindex]') ?? [])];
      const now = document.activeElement ?? document.body;
      const way = down ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
      const ahead = headings.filter((each) => (now.compareDocumentPosition(each) & way) !== 0);
      const next = down ? ahead[0] : ahead.at(-1);
      event.preventDefault();
      if (next) begin(next);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [work]);
}

function Contents({ titles }: { readonly titles: readonly string[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLElement>(null);
  const goTo = (title: string) => {
    const work = list.current?.closest('[data-work]');
    const heading = [...(work?.querySelectorAll<HTMLElement>('h2') ?? [])].find((each) => each.textContent === title);
    if (heading) begin(heading);
  };
  return (
    <nav ref={list} className={styles.contents} aria-label={t('kit.contents')}>
      <ol>
        {titles.map((title) => (
          <li key={title}>
            <Button look="link" onPress={() => goTo(title)}>
              {title}
            </Button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A part of a page or inspector under its own heading. */
export function Section(props: { readonly title: ReactNode; readonly deed?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2 tabIndex={-1}>{props.title}</h2>
        {props.deed}
      </div>
      {props.children}
    </section>
  );
}
