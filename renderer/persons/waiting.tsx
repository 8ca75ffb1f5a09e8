import { CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { Need } from '../home/needs.tsx';
import { Button } from '../kit/button.tsx';
import { usePlaces } from '../shell/places.tsx';

/** People of whom something is kept longer than was decided, with the way to them. */
export function useKeptTooLong(): ReactNode[] {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const persons = useAnswer('person.list', {});
  const past = (persons.data ?? []).filter(({ kept }) => kept?.isPast === true);
  const [first] = past;
  if (first === undefined) return [];
  return [
    <Need
      key="kept too long"
      icon={<CalendarClock />}
      flag
      title={t('personReport.need', { count: past.length })}
      deed={
        <Button onPress={() => go(past.length === 1 ? { at: 'person', id: first.id } : { at: 'persons' })}>
          {t('erasure.look')}
        </Button>
      }
    >
      {t('personReport.needText')}
    </Need>,
  ];
}
