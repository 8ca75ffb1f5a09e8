import { useTranslation } from 'react-i18next';
import { classes } from '../kit/classes.ts';
import { useDates } from '../language/dates.ts';
import styles from './interval.module.css';
import { possibleDays } from './uncertain-date.ts';

const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const fewestDays = 9;

/** When it may have happened, drawn to scale on a line of days; soft ends where the date is about. */
export function Interval({ edtf }: { edtf: string }) {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  const days = possibleDays(edtf);
  if (days === null) return null;
  const start = at(days.first);
  const end = at(days.last) + dayMs;
  const span = Math.max(fewestDays * dayMs, (end - start) * 2);
  const left = (start + end) / 2 - span / 2;
  const part = (time: number) => `${((time - left) / span) * 100}%`;
  const single = days.first === days.last;
  const label = single
    ? dayWithoutWeekday(days.first)
    : t('case.drawn', { from: dayWithoutWeekday(days.first), to: dayWithoutWeekday(days.last) });
  const dayCount = Math.round(span / dayMs);
  return (
    <div className={styles.interval} role="img" aria-label={label}>
      <div className={styles.line}>
        {dayCount <= 40 &&
          Array.from({ length: dayCount }, (_, day) => day).map((day) => (
            <span
              key={day}
              className={styles.tick}
              style={{ insetInlineStart: part(Math.ceil(left / dayMs) * dayMs + day * dayMs) }}
            />
          ))}
        <span
          className={classes(styles.band, days.about && styles.about)}
          style={{ insetInlineStart: part(start), inlineSize: `${((end - start) / span) * 100}%` }}
        />
      </div>
      <figcaption className={styles.ends}>
        <bdi>{single ? label : dayWithoutWeekday(days.first)}</bdi>
        {!single && <bdi>{dayWithoutWeekday(days.last)}</bdi>}
      </figcaption>
    </div>
  );
}
