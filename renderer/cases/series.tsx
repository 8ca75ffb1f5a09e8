import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { type Focused, focusedNow, keepsFocus, useVisit } from '../kit/kept.ts';
import { Neighbours } from '../kit/neighbours.tsx';
import { useNumbers } from '../language/dates.ts';
import { type Place, usePlaces } from '../shell/places.tsx';

/**
 * Cases that are corrected one after another: saving goes on to the next, with the keyboard where it was, and with the reason that the one
 * before was given. `null` where it is one alone.
 */
export function useSeries({ id, series }: Extract<Place, { at: 'case form' }>) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { back, before, replace } = usePlaces();
  const stood = useRef<Focused | null>(null);
  const visit = useVisit();
  const [isOnItsWay] = useState(() => keepsFocus(visit));
  const { ids, reason } = series ?? { ids: [], reason: '' };
  const at = id === null ? -1 : ids.indexOf(id);
  // At hand when it is gone on to.
  const after = ids[at + 1];
  useAnswer('incident.get', { id: after ?? '' }, { enabled: series !== undefined && after !== undefined });
  if (series === undefined || id === null) return null;
  const goTo = (next: string | undefined, why: string) => {
    if (next !== undefined)
      replace({ at: 'case form', id: next, items: [], series: { ids, reason: why } }, stood.current);
    else if (before?.place.at === 'cases') back();
    else replace({ at: 'cases' });
  };
  /** Notes what is being written in: what saves is not. */
  const keepPlace = () => {
    const isPressed = document.activeElement?.closest('[type="submit"]') ?? null;
    const now = isPressed === null ? focusedNow() : null;
    // A reason that was asked for is given once; the work is where the keyboard was before.
    if (now === null || now.name !== t('entryForm.reason')) stood.current = now;
  };
  const walk = (by: -1 | 1) => {
    stood.current = focusedNow();
    goTo(ids[at + by], reason);
  };
  const isLast = at === ids.length - 1;
  return {
    reason,
    /** The keyboard goes on where it was in the one before. */
    isOnItsWay,
    far: t('caseForm.series.far', { number: number(at + 1), of: number(ids.length) }),
    deeds: (
      <Neighbours
        before={t('caseForm.series.before')}
        after={t('caseForm.series.after')}
        onBefore={at > 0 ? () => walk(-1) : undefined}
        onAfter={isLast ? undefined : () => walk(1)}
        byArrows={false}
      />
    ),
    saving: (begun: boolean) => ({
      correction: begun
        ? t(isLast ? 'entryForm.saveCorrection' : 'caseForm.series.save')
        : t(isLast ? 'caseForm.series.end' : 'caseForm.series.pass'),
      ...(reason === '' ? {} : { reasonHelp: t('caseForm.series.reason') }),
    }),
    keepPlace,
    goOn(why: string) {
      if (stood.current === null) keepPlace();
      goTo(after, why);
    },
  };
}
