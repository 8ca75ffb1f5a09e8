import { useContext, useEffect, useState } from 'react';
import { KeptContext } from '../kit/kept.ts';
import { type Asked, nothingAsked } from './asked.ts';
import { SearchDialog } from './search-dialog.tsx';
import { leftOpen, onSearchWanted } from './search-wanted.ts';

/** Ctrl K (or Cmd K) from anywhere, and the button in the rail; and again on the way back from what was found. */
export function SearchAnywhere() {
  const [begun, setBegun] = useState<Asked | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyK') return;
      event.preventDefault();
      // A question that is open is answered first.
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) setBegun(nothingAsked);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => onSearchWanted(setBegun), []);
  const visit = useContext(KeptContext);
  useEffect(() => {
    const left = visit?.get(leftOpen) as Asked | undefined;
    if (left === undefined) return;
    visit?.delete(leftOpen);
    setBegun(left);
  }, [visit]);
  return begun === null ? null : <SearchDialog begun={begun} onClose={() => setBegun(null)} />;
}
