import { useEffect, useState } from 'react';
import { SearchDialog } from './search-dialog.tsx';
import { onSearchWanted } from './search-wanted.ts';

/** Ctrl K (or Cmd K) from anywhere, and the button in the rail. */
export function SearchAnywhere() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyK') return;
      event.preventDefault();
      // A question that is open is answered first.
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) setShown(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => onSearchWanted(() => setShown(true)), []);
  return shown ? <SearchDialog onClose={() => setShown(false)} /> : null;
}
