import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Menu as AriaMenu, MenuItem, Popover } from 'react-aria-components';
import styles from './field.module.css';

/** One thing that can be done with what the menu is opened on. */
export interface RowDeed {
  readonly key: string;
  readonly label: string;
  readonly act: () => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The menu of a row or tile where somebody asked for it: a right click, the menu key or Shift F10, which all come as `contextmenu` (UI
 * Events). Nothing is done by it that cannot be done elsewhere. `open` takes that event, with the row; `menu` is to be shown.
 */
export function useRowMenu(
  label: string,
  deeds: readonly RowDeed[],
): {
  open(event: { preventDefault(): void; clientX: number; clientY: number }, row: Element): void;
  readonly menu: ReactNode;
} {
  const [at, setAt] = useState<Point | null>(null);
  const anchor = useRef<HTMLSpanElement>(null);
  const open = useCallback((event: { preventDefault(): void; clientX: number; clientY: number }, row: Element) => {
    event.preventDefault();
    // What the menu is closed to, and what is come back to.
    if (!row.contains(document.activeElement)) {
      const own = row.matches('button') ? row : row.querySelector('input, button');
      if (own instanceof HTMLElement) own.focus({ preventScroll: true });
    }
    const { left, right, top, bottom } = row.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    const isInside = x >= left && x <= right && y >= top && y <= bottom;
    // By the keyboard it may come with no place of its own.
    setAt(isInside ? { x, y } : { x: (left + right) / 2, y: (top + bottom) / 2 });
  }, []);
  const menu = at !== null && (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: at.x, top: at.y }} />
      <Popover
        className={styles.popover ?? ''}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => !isOpen && setAt(null)}
      >
        <AriaMenu
          aria-label={label}
          className={styles.list ?? ''}
          autoFocus="first"
          onClose={() => setAt(null)}
          onAction={(key) => {
            const deed = deeds.find((each) => each.key === key);
            setAt(null);
            // Once the keyboard is back on the row (React Aria, FocusScope): a question that is asked now goes back there.
            requestAnimationFrame(() => requestAnimationFrame(() => deed?.act()));
          }}
        >
          {deeds.map(({ key, label: name }) => (
            <MenuItem key={key} id={key} textValue={name} className={styles.option ?? ''}>
              {name}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </>
  );
  return { open, menu };
}
