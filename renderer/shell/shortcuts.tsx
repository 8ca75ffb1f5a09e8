import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.tsx';
import { KeyList } from '../kit/keys.tsx';
import { Section } from '../kit/page.tsx';

/** Every key that does something, by where it does. What each does is said by the words under `keys`. */
const shortcuts = {
  anywhere: [
    [['Ctrl', 'K'], 'search'],
    [['Alt', '←'], 'backward'],
    [['Alt', 'PgDn'], 'section'],
    [['Ctrl', 'L'], 'lock'],
    [['Esc', 'Esc'], 'lockToo'],
    [['?'], 'list'],
  ],
  gallery: [
    [['←', '→', '↑', '↓'], 'move'],
    [['Home', 'End'], 'ends'],
    [['Enter'], 'open'],
    [['Space'], 'large'],
    [['Shift', '→'], 'through'],
    [['Ctrl', 'click'], 'also'],
    [['Ctrl', 'A'], 'all'],
    [['Esc'], 'none'],
    [['Shift', 'F10'], 'menu'],
  ],
  item: [
    [['←', '→'], 'neighbours'],
    [['+', '−'], 'zoom'],
    [['0'], 'fit'],
    [['Esc'], 'back'],
  ],
  form: [[['Ctrl', 'Enter'], 'save']],
  recording: [
    [['Space'], 'play'],
    [['←', '→'], 'seconds'],
    [['M'], 'sound'],
  ],
} as const;

export const galleryKeys = shortcuts.gallery;

const wants = new Set<() => void>();

/** Shows the keys in front of whatever is shown. */
export function wantShortcuts(): void {
  for (const want of wants) want();
}

const typesInto = 'input, textarea, select, [contenteditable="true"]';

/** `?` from anywhere where nobody types, and the entry in the menu of the look. */
export function ShortcutsAnywhere() {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const show = () => setShown(true);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(typesInto) !== null) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) show();
    };
    wants.add(show);
    window.addEventListener('keydown', onKey);
    return () => {
      wants.delete(show);
      window.removeEventListener('keydown', onKey);
    };
  }, []);
  if (!shown) return null;
  return (
    <Dialog title={t('keys.title')} onClose={() => setShown(false)} wide>
      {(Object.keys(shortcuts) as (keyof typeof shortcuts)[]).map((where) => (
        <Section key={where} title={t(`keys.where.${where}`)}>
          <KeyList rows={shortcuts[where].map(([keys, does]) => [keys, t(`keys.${does}`)] as const)} />
        </Section>
      ))}
    </Dialog>
  );
}
