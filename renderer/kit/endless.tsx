import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './endless.module.css';
import { useVisit } from './kept.ts';

/** Rows beyond those in view that are kept in the page, so that Tab finds the next. */
const beyond = 4;

/**
 * A list of which only what is in view exists in the page, however long it is. It scrolls with the work area of its page, asks for more
 * before its end is reached, and tells programs that read aloud how many there are.
 */
export function Endless<T>(props: {
  readonly label: string;
  readonly things: readonly T[];
  readonly total: number;
  readonly keyOf: (thing: T) => string;
  readonly onMore: () => void;
  /** The least width of a column in pixels; one column where none is given. */
  readonly column?: number;
  /** About how high a row is; each is measured when it shows. */
  readonly rowHeight: number;
  readonly children: (thing: T) => ReactNode;
}) {
  const { things, total, column, onMore } = props;
  const list = useRef<HTMLUListElement>(null);
  const [columns, setColumns] = useState(1);
  const [offset, setOffset] = useState(0);

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => {
      const work = scrollerOf(element);
      setColumns(column === undefined ? 1 : Math.max(1, Math.floor(element.clientWidth / column)));
      if (work !== null)
        setOffset(element.getBoundingClientRect().top - work.getBoundingClientRect().top + work.scrollTop);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [column]);

  const rows = Math.ceil(things.length / columns);
  // With the heights that were measured, whoever comes back finds the same rows where they were.
  const kept = useVisit();
  // One screen may have several lists, at once or one after another.
  const name = `rows ${props.label}`;
  const [measured] = useState(() => (kept.get(name) as VirtualItem[] | undefined) ?? []);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => (list.current === null ? null : scrollerOf(list.current)),
    estimateSize: () => props.rowHeight,
    overscan: beyond,
    measureElement: highestOfRow,
    scrollMargin: offset,
    initialMeasurementsCache: measured,
  });
  useEffect(() => () => void kept.set(name, virtual.takeSnapshot()), [kept, name, virtual]);
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (things.length < total && lastShown >= rows - beyond) onMore();
  }, [things.length, total, lastShown, rows, onMore]);

  return (
    <ul ref={list} className={styles.list} style={{ blockSize: virtual.getTotalSize() }} aria-label={props.label}>
      {shown.map((row) =>
        things.slice(row.index * columns, (row.index + 1) * columns).map((thing, place) => (
          <li
            key={props.keyOf(thing)}
            ref={place === 0 ? virtual.measureElement : null}
            data-index={row.index}
            className={styles.cell}
            aria-setsize={total}
            aria-posinset={row.index * columns + place + 1}
            style={{
              insetBlockStart: row.start - offset,
              insetInlineStart: `${(place * 100) / columns}%`,
              inlineSize: `${100 / columns}%`,
              // What stands beside each other ends at the same line.
              minBlockSize: row.size,
            }}
          >
            {props.children(thing)}
          </li>
        )),
      )}
    </ul>
  );
}

/** A row is as high as the highest of its cells: the first one alone would let a longer neighbour run into the next row. */
const highestOfRow = (cell: Element): number => {
  const row = cell.getAttribute('data-index');
  const cells = [...(cell.parentElement?.querySelectorAll<HTMLElement>(':scope > li') ?? [])].filter(
    (each) => each.getAttribute('data-index') === row,
  );
  // What each would be by itself: as high as their row is, they would keep it from ever getting lower.
  const given = cells.map(({ style }) => style.minBlockSize);
  for (const { style } of cells) style.minBlockSize = '';
  const heights = cells.map((each) => each.getBoundingClientRect().height);
  cells.forEach(({ style }, place) => {
    style.minBlockSize = given[place] ?? '';
  });
  return Math.max(0, ...heights);
};

const scrollerOf = (element: HTMLElement): HTMLElement | null => element.closest('[data-work]');
