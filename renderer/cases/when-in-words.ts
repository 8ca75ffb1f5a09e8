import { useTranslation } from 'react-i18next';
import { useDates } from '../language/dates.ts';
import { type PlainDate, readEdtf } from './uncertain-date.ts';

/** Two times of one and the same day, neither in doubt: the day is said once. */
type Timed = PlainDate & { readonly time: string };
const hasTime = (date: PlainDate): date is Timed => date.time !== null;
const isOneDay = (from: Timed, to: Timed): boolean =>
  from.qualifier === '' &&
  to.qualifier === '' &&
  from.zone === to.zone &&
  from.date.slice(0, 10) === to.date.slice(0, 10);

/** An EDTF date as people say it: `about 27 April 2016`, `between March 2016 and 4 May 2016`. */
export function useWhenInWords(): (edtf: string) => string {
  const { t } = useTranslation();
  const { dayWithoutWeekday, dateTime, month } = useDates();

  const bare = ({ date, time }: PlainDate): string => {
    const day = date.length === 4 ? date : date.length === 7 ? month(date) : dayWithoutWeekday(date);
    return time === null ? day : dateTime(day, time);
  };
  const doubtful = (date: PlainDate): string => {
    const words = { '': '', '?': 'uncertain', '~': 'about', '%': 'aboutUncertain' } as const;
    const key = words[date.qualifier];
    return key === '' ? bare(date) : t(`edtf.${key}`, { date: bare(date) });
  };
  return (edtf) => {
    const reading = readEdtf(edtf);
    switch (reading.kind) {
      case 'unknown':
        return t('edtf.unknown');
      case 'date':
        return doubtful(reading.date);
      case 'other':
        return reading.text;
      case 'interval': {
        const { from, to } = reading;
        if (typeof from === 'string' && typeof to === 'string') return t('edtf.unknown');
        if (typeof from === 'string') return t('edtf.before', { to: typeof to === 'string' ? '' : doubtful(to) });
        if (typeof to === 'string') return t('edtf.after', { from: doubtful(from) });
        if (hasTime(from) && hasTime(to) && isOneDay(from, to))
          return t('edtf.sameDay', { day: dayWithoutWeekday(from.date.slice(0, 10)), from: from.time, to: to.time });
        return t('edtf.between', { from: doubtful(from), to: doubtful(to) });
      }
    }
  };
}
