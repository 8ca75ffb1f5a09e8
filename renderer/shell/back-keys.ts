import { useEffect } from 'react';

/** The fourth button of a mouse, beside the thumb (UI Events, MouseEvent.button). */
const backButton = 3;
const inFront = '[role="dialog"], [role="alertdialog"], [role="listbox"], [role="menu"]';

/** Alt ← and the mouse’s own button go back from anywhere, as in a browser; a question that is open is answered first. */
export function useBackKeys(back: () => void): void {
  useEffect(() => {
    const go = (event: Event) => {
      event.preventDefault();
      if (document.querySelector(inFront) === null) back();
    };
    const onKey = (event: KeyboardEvent) => {
      const isAltAlone = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (isAltAlone && event.key === 'ArrowLeft' && !event.repeat) go(event);
    };
    const onButton = (event: MouseEvent) => {
      if (event.button === backButton) go(event);
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('mouseup', onButton);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('mouseup', onButton);
    };
  }, [back]);
}
