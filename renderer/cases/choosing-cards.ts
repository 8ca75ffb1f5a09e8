import { type RefObject, useEffect, useRef } from 'react';
import { type ChoosingHow, howByKeys } from '../kit/choosing.ts';

/** What is pressed in a card has a meaning of its own. */
const pressed = 'button, a, label, input';

interface Deeds {
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, how: ChoosingHow) => void;
  readonly onOpen: (id: string) => void;
}

const cardOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-case]') : null;

/** The card that lies next in a direction on the screen; null where none is shown there. */
function nextTo(card: HTMLElement, list: HTMLElement, key: string): HTMLElement | null {
  const from = card.getBoundingClientRect();
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const way = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let [found, least]: [HTMLElement | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const other of list.querySelectorAll<HTMLElement>('[data-case]')) {
    const to = other.getBoundingClientRect();
    const [across, along] = sideways
      ? [to.left - from.left, to.top - from.top]
      : [to.top - from.top, to.left - from.left];
    if (across * way <= 0 || (sideways && Math.abs(along) > 1)) continue;
    const distance = Math.abs(across) + Math.abs(along);
    if (distance < least) [found, least] = [other, distance];
  }
  return found;
}

/**
 * Choosing cards as pictures are chosen in the gallery: a click beside what can be pressed, Ctrl for one more, Shift up to here; arrows go from
 * card to card, Enter and a double click open. The listeners stand on the list, because a card is no button: it holds several.
 */
export function useChoosingCards(list: RefObject<HTMLElement | null>, deeds: Deeds): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const onClick = (event: MouseEvent) => {
      const card = cardOf(event.target);
      const id = card?.dataset.case;
      if (id === undefined || (event.target instanceof Element && event.target.closest(pressed) !== null)) return;
      latest.current.onChoose(id, howByKeys(event));
      card?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
    };
    // A range that is chosen is no text that is marked.
    const onMouseDown = (event: MouseEvent) => {
      if (event.shiftKey && cardOf(event.target) !== null) event.preventDefault();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const card = cardOf(event.target);
      if (card === null || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
        event.preventDefault();
        latest.current.onOpen(card.dataset.case ?? '');
      }
      if (!event.key.startsWith('Arrow')) return;
      const next = nextTo(card, element, event.key);
      if (next === null) return;
      event.preventDefault();
      next.querySelector<HTMLElement>('input')?.focus();
      next.scrollIntoView({ block: 'nearest' });
      if (!event.shiftKey) return;
      for (const { dataset } of [card, next]) {
        const { onChoose, chosen } = latest.current;
        if (dataset.case !== undefined && !chosen.has(dataset.case)) onChoose(dataset.case, 'also');
      }
    };
    // As in the gallery.
    const onDoubleClick = (event: MouseEvent) => {
      const id = cardOf(event.target)?.dataset.case;
      if (id === undefined || (event.target instanceof Element && event.target.closest(pressed) !== null)) return;
      latest.current.onOpen(id);
    };
    element.addEventListener('dblclick', onDoubleClick);
    element.addEventListener('mousedown', onMouseDown);
    element.addEventListener('click', onClick);
    element.addEventListener('keydown', onKeyDown);
    return () => {
      element.removeEventListener('dblclick', onDoubleClick);
      element.removeEventListener('mousedown', onMouseDown);
      element.removeEventListener('click', onClick);
      element.removeEventListener('keydown', onKeyDown);
    };
  }, [list]);
}
