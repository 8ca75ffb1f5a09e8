import { useEffect } from 'react';

/** Two presses of Escape within this time lock, when nothing is open. */
const twiceMs = 600;

/** What Escape closes by itself; screens that it leaves say so with `data-open`. */
const open = '[role="dialog"], [role="listbox"], [role="menu"], [data-open]';
const somethingIsOpen = () => document.querySelector(open) !== null;

/** Ctrl L (or Cmd L) from anywhere, and Escape twice when nothing is open. */
export function useLockKeys(lock: () => void): void {
  useEffect(() => {
    let lastEscape = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === 'KeyL') {
        event.preventDefault();
        event.stopPropagation();
        lock();
        return;
      }
      if (event.key !== 'Escape' || event.repeat) return;
      if (somethingIsOpen()) {
        lastEscape = Number.NEGATIVE_INFINITY;
        return;
      }
      if (event.timeStamp - lastEscape < twiceMs) lock();
      lastEscape = event.timeStamp;
    };
    // Capturing: before any field or overlay can keep the key for itself.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [lock]);
}
