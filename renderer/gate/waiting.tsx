import { Gavel, KeyRound, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { Need } from '../home/needs.tsx';
import { Button } from '../kit/button.tsx';
import { placeOf, usePlaces } from '../shell/places.tsx';

const dayMs = 86_400_000;
/** So long before the day on which somebody is to be asked again it is said that it comes. */
const soonDays = 14;

/** Exceptions that wait for a second person, and people who have to be asked again. */
export function useWaitingAtGate(): ReactNode[] {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const overrides = useAnswer('override.list', {});
  const orders = useAnswer('order.list', {});
  const persons = useAnswer('person.list', {});
  const waiting = (overrides.data ?? []).filter(({ state, order }) => state === 'open' && order === null);
  const ordersWaiting = (orders.data ?? []).filter(({ state }) => state === 'open').length;
  const overdue = (persons.data ?? []).filter(({ due }) => due?.isPast === true);
  const lastSoon = new Date(Date.now() + soonDays * dayMs).toISOString().slice(0, 10);
  const soon = (persons.data ?? []).filter(({ due }) => due !== null && !due.isPast && due.day <= lastSoon);
  const first = waiting[0];
  return [
    ...(first === undefined
      ? []
      : [
          <Need
            key="exceptions"
            icon={<KeyRound />}
            flag
            title={t('gate.needOne', { count: waiting.length })}
            deed={<Button onPress={() => go(placeOf(first.on))}>{t('erasure.look')}</Button>}
          />,
        ]),
    ...(ordersWaiting === 0
      ? []
      : [
          <Need
            key="orders"
            icon={<Gavel />}
            flag
            title={t('orders.need', { count: ordersWaiting })}
            deed={<Button onPress={() => go({ at: 'orders' })}>{t('erasure.look')}</Button>}
          />,
        ]),
    ...(overdue.length === 0
      ? []
      : [
          <Need
            key="asked again"
            icon={<UserRound />}
            flag
            title={t('people.need', { count: overdue.length })}
            deed={<Button onPress={() => go({ at: 'persons' })}>{t('people.needSee')}</Button>}
          />,
        ]),
    ...(soon.length === 0
      ? []
      : [
          <Need
            key="asked again soon"
            icon={<UserRound />}
            title={t('people.soon', { count: soon.length })}
            deed={<Button onPress={() => go({ at: 'persons' })}>{t('people.needSee')}</Button>}
          />,
        ]),
  ];
}
