import { Flame } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { Need } from '../home/needs.tsx';
import { Button } from '../kit/button.tsx';
import { placeOf, usePlaces } from '../shell/places.tsx';

/** Requests to erase that wait for a second person, with the way to the first of them. */
export function useWaitingErasures(): ReactNode[] {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const requests = useAnswer('erasure.list', {});
  const waiting = (requests.data ?? []).filter(({ state }) => state === 'open' || state === 'changed');
  const target = waiting[0]?.target;
  if (target == null) return [];
  return [
    <Need
      key="erasures"
      icon={<Flame />}
      flag
      title={t('erasure.need', { count: waiting.length })}
      deed={<Button onPress={() => go(placeOf(target))}>{t('erasure.look')}</Button>}
    />,
  ];
}
