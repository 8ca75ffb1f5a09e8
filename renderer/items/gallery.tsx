import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../../shared/contract.ts';
import { type ChoosingHow, howByKeys } from '../kit/choosing.ts';
import { useVisit } from '../kit/kept.ts';
import { type RowDeed, useRowMenu } from '../kit/row-menu.tsx';
import { spokenOffset, useDates } from '../language/dates.ts';
import { useLook } from '../language/language.ts';
import styles from './gallery.module.css';
import { wasGoneOn } from './gone-on.ts';
import { type GalleryRow, justify, verticalNeighbour } from './layout.ts';
import { Tile } from './tile.tsx';

const targetHeight = 168;
const padding = 24;

export interface GalleryProps {
  readonly items: readonly ItemSummary[];
  readonly current: number | null;
  readonly selected: ReadonlySet<number>;
  readonly onSelect: (seq: number, how: ChoosingHow) => void;
  readonly onOpen: (seq: number) => void;
  readonly onQuickLook: (seq: number) => void;
  /** What can be done with what is chosen. */
  readonly deeds: readonly RowDeed[];
}

/** What stands above the gallery scrolls with it. */
const scrollerOf = (all: HTMLElement | null): HTMLElement | null => all?.parentElement ?? null;

/** Pictures by day in rows of even height. Only what is in view exists in the page, however many there are. */
export function Gallery(props: GalleryProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const all = useRef<HTMLFieldSetElement>(null);
  const [width, setWidth] = useState(0);
  const [above, setAbove] = useState(0);
  const focusNext = useRef<number | null>(null);

  useLayoutEffect(() => {
    const scroller = scrollerOf(all.current);
    if (scroller === null) return;
    const measure = () => {
      setWidth(scroller.clientWidth - 2 * padding);
      setAbove(all.current?.offsetTop ?? 0);
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const each of [scroller, ...scroller.children]) observer.observe(each);
    return () => observer.disconnect();
  }, []);

  const rows = useMemo(() => (width > 0 ? justify(props.items, width, targetHeight) : []), [props.items, width]);
  const inOrder = useMemo(() => rows.flatMap((row) => (row.kind === 'pictures' ? row.cells : [])), [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollerOf(all.current),
    estimateSize: (row) => rows[row]?.height ?? targetHeight,
    overscan: 4,
    scrollMargin: above,
  });
  const heights = useRef(rows);
  useEffect(() => {
    // Rows are measured once; new rows have new heights.
    if (heights.current !== rows) virtual.measure();
    heights.current = rows;
  }, [virtual, rows]);

  const currentIndex = Math.max(
    0,
    inOrder.findIndex(({ item }) => item.seq === props.current),
  );

  const moveTo = (index: number, how: 'alone' | 'through') => {
    const cell = inOrder[Math.min(inOrder.length - 1, Math.max(0, index))];
    if (cell === undefined) return;
    props.onSelect(cell.item.seq, how);
    focusNext.current = cell.item.seq;
    virtual.scrollToIndex(rows.findIndex((row) => row.kind === 'pictures' && row.cells.includes(cell)));
  };

  // Whoever comes back is on what they left by, or on what they looked at last where they went on from that.
  const kept = useVisit();
  const returning = useRef(true);
  useEffect(() => {
    const scroller = scrollerOf(all.current);
    if (!returning.current || rows.length === 0 || scroller === null) return;
    returning.current = false;
    const isFree = document.activeElement === document.body || document.activeElement?.tagName === 'H1';
    if (isFree) focusNext.current = props.current;
    if (!wasGoneOn(kept)) return;
    const at = rows.findIndex(
      (row) => row.kind === 'pictures' && row.cells.some(({ item }) => item.seq === props.current),
    );
    const { height = 0 } = rows[at] ?? {};
    const top = above + rows.slice(0, at).reduce((sum, row) => sum + row.height, 0);
    // After the way back to where it was scrolled.
    requestAnimationFrame(() => {
      const { scrollTop, clientHeight } = scroller;
      if (top < scrollTop || top + height > scrollTop + clientHeight)
        scroller.scrollTop = top - (clientHeight - height) / 2;
    });
  }, [kept, rows, above, props.current]);

  // The row that was moved to may only now have come into the page.
  useEffect(() => {
    if (focusNext.current === null) return;
    const tile = all.current?.querySelector<HTMLElement>(`[data-seq="${focusNext.current}"]`);
    if (tile) {
      tile.focus({ preventScroll: true });
      focusNext.current = null;
    }
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const forward = language === 'ar' ? -1 : 1;
    const how = event.shiftKey ? 'through' : 'alone';
    const seq = inOrder[currentIndex]?.item.seq;
    if (seq === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      ArrowRight: () => moveTo(currentIndex + forward, how),
      ArrowLeft: () => moveTo(currentIndex - forward, how),
      ArrowDown: () => moveTo(verticalNeighbour(rows, currentIndex, 1), how),
      ArrowUp: () => moveTo(verticalNeighbour(rows, currentIndex, -1), how),
      Home: () => moveTo(0, how),
      End: () => moveTo(inOrder.length - 1, how),
      Enter: () => props.onOpen(seq),
      ' ': () => props.onQuickLook(seq),
    };
    const deed = keys[event.key];
    if (deed === undefined) return;
    event.preventDefault();
    deed();
  };

  const { open, menu } = useRowMenu(t('keys.menu'), props.deeds);
  // As in file managers: about what is chosen, where that is among it, and about that alone where it isn't.
  const onContextMenu = (event: MouseEvent) => {
    const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-seq]') : null;
    if (tile === null) return;
    const seq = Number(tile.dataset.seq);
    if (!props.selected.has(seq)) props.onSelect(seq, 'alone');
    open(event, tile);
  };

  const { onSelect } = props;
  const onPress = useCallback((event: MouseEvent, seq: number) => onSelect(seq, howByKeys(event)), [onSelect]);

  return (
    <>
      <fieldset
        ref={all}
        aria-label={t('items.gallery')}
        className={styles.all}
        style={{ blockSize: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div key={index} className={styles.row} style={{ transform: `translateY(${start - above}px)` }}>
              {row.kind === 'day' ? (
                <DayHead row={row} />
              ) : (
                row.cells.map(({ item, index: at, width: cellWidth }) => (
                  <Tile
                    key={item.seq}
                    item={item}
                    width={cellWidth}
                    height={row.height - 6}
                    selected={props.selected.has(item.seq)}
                    reachable={at === currentIndex}
                    onPress={onPress}
                    onOpen={props.onOpen}
                  />
                ))
              )}
            </div>
          );
        })}
      </fieldset>
      {/* Beside it: its keys are not the gallery's. */}
      {menu}
    </>
  );
}

function DayHead({ row }: { row: Extract<GalleryRow, { kind: 'day' }> }) {
  const { t } = useTranslation();
  const { day } = useDates();
  if (row.day === null) {
    return (
      <h2 className={styles.day}>
        <b>{t('items.dayUnknown')}</b>
        <span>
          {t('items.dayCount', { count: row.items.length })} · {t('items.dayUnknownText')}
        </span>
      </h2>
    );
  }
  const zones = new Set(row.items.map(({ captured }) => `${captured?.offsetBasis} ${captured?.offset}`));
  const captured = row.items[0]?.captured ?? null;
  const zone =
    zones.size > 1 || captured === null
      ? t('items.zone.mixed')
      : captured.offset === null
        ? t('items.zone.unknown')
        : t(`items.zone.${captured.offsetBasis}`, { offset: spokenOffset(captured.offset) });
  return (
    <h2 className={styles.day}>
      <b>
        <bdi>{day(row.day)}</bdi>
      </b>
      <span>
        {t('items.dayCount', { count: row.items.length })} · {zone}
      </span>
    </h2>
  );
}
