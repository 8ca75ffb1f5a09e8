import { useEffect, useRef } from 'react';

/** Where keys mean something else: text that is being typed, and what lies in front of the list. */
const elsewhere =
  'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="listbox"]';

/** Ctrl A (or Cmd A) chooses everything, Escape lets go of what is chosen. */
export function useChoosingKeys(deeds: {
  readonly isAny: boolean;
  readonly all: () => void;
  readonly clear: () => void;
}): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { isAny, all, clear } = latest.current;
      if (event.target instanceof Element && event.target.closest(elsewhere) !== null) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      if (event.key === 'Escape' && isAny) clear();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyA') return;
      event.preventDefault();
      all();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
