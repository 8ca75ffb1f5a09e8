import { createContext, type RefObject, useCallback, useContext, useEffect, useLayoutEffect, useState } from 'react';

/**
 * What a screen keeps of one visit: how far it was scrolled, what was chosen there, what the keyboard was on. Whoever comes back finds it as
 * it was left. In memory alone, and gone when the vault is locked.
 */
export type Kept = Map<string, unknown>;

export const KeptContext = createContext<Kept | null>(null);

/** What is kept of the visit that this screen was opened for; where nothing is, a place that nobody comes back to. */
export function useVisit(): Kept {
  const visit = useContext(KeptContext);
  const [kept] = useState<Kept>(() => visit ?? new Map());
  return kept;
}

/** State that is found as it was left. `name` tells it from what else the screen keeps: what is kept under it is of the type of `initial`. */
export function useKept<T>(name: string, initial: T) {
  const kept = useVisit();
  const [value, set] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : initial));
  useEffect(() => {
    kept.set(name, value);
  }, [kept, name, value]);
  return [value, set] as const;
}

/** As long as this what is shown may still be growing to where it was scrolled, in milliseconds. */
const growingMs = 1_000;
/** What a person does with it ends the way back to where it was. */
const taken = ['wheel', 'pointerdown', 'keydown'] as const;

/** Scrolls to where this was left, as soon as what is shown reaches so far, and notes where it is. */
export function useKeptScroll(element: RefObject<HTMLElement | null>, name: string): void {
  const kept = useVisit();
  useLayoutEffect(() => {
    const scroller = element.current;
    if (scroller === null) return;
    const left = kept.get(name);
    let wanted = typeof left === 'number' && left > 0 ? left : null;
    const begun = performance.now();
    let frame = 0;
    const reach = () => {
      if (wanted === null) return;
      scroller.scrollTop = wanted;
      if (Math.abs(scroller.scrollTop - wanted) < 1 || performance.now() - begun > growingMs) wanted = null;
      else frame = requestAnimationFrame(reach);
    };
    reach();
    const stop = () => {
      wanted = null;
    };
    const note = () => {
      if (wanted === null) kept.set(name, scroller.scrollTop);
    };
    scroller.addEventListener('scroll', note, { passive: true });
    for (const event of taken) window.addEventListener(event, stop, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      scroller.removeEventListener('scroll', note);
      for (const event of taken) window.removeEventListener(event, stop, { capture: true });
    };
  }, [element, kept, name]);
}

const focusable = 'button, a, input, textarea, summary, [tabindex]';
const labelOf = (element: Element) => {
  const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
  return labels?.[0]?.textContent ?? null;
};
/** What a thing is called, whatever it holds now: a choice and a list that opens are called by their label. */
const calledBy = (element: Element) => {
  const { called } = (element as HTMLElement).dataset;
  return called ?? element.getAttribute('aria-label') ?? labelOf(element) ?? element.textContent;
};
const alike = (root: ParentNode, tag: string, name: string | null) =>
  [...root.querySelectorAll(focusable)].filter((each) => each.tagName === tag && calledBy(each) === name);

/** What the keyboard is on, by what it is called: the element itself goes with its screen. */
export type Focused = { readonly tag: string; readonly name: string | null; readonly place: number };

/** Whether whoever comes is put on something. */
export const keepsFocus = (kept: Kept): boolean => kept.has('focus');

/** Whoever comes back is not put on what they left by. */
export const forgetFocus = (kept: Kept): boolean => kept.delete('focus');

/** `null` where it is on nothing of the screen. */
export function focusedNow(): Focused | null {
  const focused = document.activeElement;
  const main = focused?.closest('main');
  if (!focused || !main) return null;
  const name = calledBy(focused);
  const place = alike(main, focused.tagName, name).indexOf(focused);
  return { tag: focused.tagName, name, place };
}

/** Keeps it for whoever comes back. */
export function keepFocus(kept: Kept, focused: Focused | null = focusedNow()): void {
  if (focused === null) forgetFocus(kept);
  else kept.set('focus', focused);
}

/** Puts the keyboard back on what it was on, where that is shown again, and says whether it did. */
export function useRefocus(): (root: ParentNode) => boolean {
  const kept = useVisit();
  return useCallback(
    (root) => {
      const focus = kept.get('focus') as Focused | undefined;
      const found = focus && alike(root, focus.tag, focus.name)[focus.place];
      if (!(found instanceof HTMLElement)) return false;
      forgetFocus(kept);
      for (let around = found.closest('details'); around; around = around.parentElement?.closest('details') ?? null)
        around.open = true;
      // A screen that was left is scrolled to where it was; one that is new is shown where the keyboard is.
      found.focus({ preventScroll: kept.has('work') });
      return true;
    },
    [kept],
  );
}
