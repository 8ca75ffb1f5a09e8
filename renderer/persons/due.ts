import { useTranslation } from 'react-i18next';
import type { PersonSummary } from '../../shared/contract.ts';
import { useDates } from '../language/dates.ts';

/** When somebody has to be asked again, in words. */
export function useDue() {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  return ({ day, why, isPast }: NonNullable<PersonSummary['due']>): string => {
    const key =
      why === 'renew'
        ? isPast
          ? 'people.overdue'
          : 'people.due'
        : isPast
          ? 'people.majorityPast'
          : 'people.majorityDue';
    return t(key, { day: dayWithoutWeekday(day) });
  };
}
