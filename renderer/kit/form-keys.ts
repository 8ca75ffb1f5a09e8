import { type RefObject, useEffect, useRef } from 'react';

/** A field that says what is wrong with it, and a group of fields that does. */
const faulty = '[aria-invalid="true"], [data-invalid] > button, :is(fieldset, section):has(> [role="alert"]) input';

/** Puts the keyboard on the first field that keeps it from being saved, or shows what else does. */
export function toWhatIsWrong(frame: HTMLElement | null): void {
  const field = frame?.querySelector<HTMLElement>(faulty);
  if (field) field.focus();
  else frame?.querySelector('[data-wrong] > *')?.scrollIntoView({ block: 'nearest' });
}

const deedOf = (frame: HTMLElement | null) => frame?.querySelector<HTMLElement>('[data-deeds] button[data-primary]');

/** A line of text; one in which Enter chooses from a list is none, and forms have their own way. */
const isLine = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement &&
  !['checkbox', 'radio', 'file', 'range'].includes(target.type) &&
  target.closest('form, [role="combobox"], [aria-autocomplete]') === null;

/**
 * In what is filled in: Ctrl Enter does its deed from wherever the keyboard is (the button at its end, where no other is given), Enter does
 * from a line of text, and where the deed finds something wrong, the keyboard is put there. What destroys something has to be pressed itself.
 */
export function useFormKeys(frame: RefObject<HTMLElement | null>, save?: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const within = frame.current;
    const onKey = (event: KeyboardEvent) => {
      const isMeant = event.ctrlKey || event.metaKey || (latest.current === undefined && isLine(event.target));
      if (event.key !== 'Enter' || !isMeant || event.isComposing || event.defaultPrevented) return;
      const deed = latest.current ?? deedOf(within);
      // A question that is answered in its own way keeps its keys.
      if (!deed) return;
      // Before what the keyboard is on takes it for a press.
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      if (deed instanceof HTMLElement) deed.click();
      else deed();
    };
    const onClick = ({ target }: Event) => {
      const isDeed = target instanceof Element && target.closest('[data-deeds]') !== null;
      if (isDeed) requestAnimationFrame(() => toWhatIsWrong(within));
    };
    within?.addEventListener('keydown', onKey, { capture: true });
    within?.addEventListener('click', onClick);
    return () => {
      within?.removeEventListener('keydown', onKey, { capture: true });
      within?.removeEventListener('click', onClick);
    };
  }, [frame]);
}
