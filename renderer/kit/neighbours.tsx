import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { direction, useLook } from '../language/language.ts';
import { Button } from './button.tsx';
import styles from './page.module.css';

/** What has its own use for keys. */
export const keepsKeys =
  'input, textarea, video, audio, [role="dialog"], [role="listbox"], [role="menu"], [role="slider"], [role="tablist"]';

/** The way to the one before and the one after; there is none to go to where no deed is given. */
export function Neighbours(props: {
  readonly before: string;
  readonly after: string;
  readonly onBefore: (() => void) | undefined;
  readonly onAfter: (() => void) | undefined;
  /** By the arrow keys as well, where nothing else on the screen moves by them. */
  readonly byArrows: boolean;
}) {
  const { language } = useLook();
  const isRtl = direction(language) === 'rtl';
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { byArrows, onBefore, onAfter } = latest.current;
      const isElsewhere = event.target instanceof Element && event.target.closest(keepsKeys) !== null;
      if (!byArrows || isElsewhere || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return;
      if (event.key === (isRtl ? 'ArrowRight' : 'ArrowLeft')) onBefore?.();
      if (event.key === (isRtl ? 'ArrowLeft' : 'ArrowRight')) onAfter?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isRtl]);
  const keys = (arrow: '←' | '→') => (props.byArrows ? { keys: [arrow] } : {});
  return (
    <>
      <Button
        look="quiet"
        icon={<ChevronLeft className={styles.turned} />}
        aria-label={props.before}
        {...keys(isRtl ? '→' : '←')}
        isDisabled={props.onBefore === undefined}
        onPress={() => props.onBefore?.()}
      />
      <Button
        look="quiet"
        icon={<ChevronRight className={styles.turned} />}
        aria-label={props.after}
        {...keys(isRtl ? '←' : '→')}
        isDisabled={props.onAfter === undefined}
        onPress={() => props.onAfter?.()}
      />
    </>
  );
}
