import { useTranslation } from 'react-i18next';
import type { CaptureTime } from '../../shared/model/time.ts';
import { formatTag, useLook } from './language.ts';

/** Wall time is read as if it were UTC and written back as UTC, so that no time zone of this computer can touch it. */
const asUtc = (wall: string) => new Date(`${wall}${wall.length === 10 ? 'T00:00:00' : ''}Z`);

/** `+03:00` as people say it: `UTC+3`; `Z` is `UTC`. */
export function spokenOffset(offset: string): string {
  if (offset === 'Z' || offset === '+00:00' || offset === '-00:00') return 'UTC';
  const [hours = '', minutes = '00'] = offset.slice(1).split(':');
  const whole = `UTC${offset[0] === '-' ? '−' : '+'}${Number(hours)}`;
  return minutes === '00' ? whole : `${whole}:${minutes}`;
}

export function useDates() {
  const { language } = useLook();
  const { t } = useTranslation();
  const tag = formatTag[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options });

  const day = (date: string) =>
    format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
      .format(asUtc(date))
      .replace(/[,،]/g, '');
  const dayWithoutWeekday = (date: string) =>
    format({ day: 'numeric', month: 'long', year: 'numeric' }).format(asUtc(date));
  const month = (date: string) => format({ month: 'long', year: 'numeric' }).format(asUtc(`${date}-01`));
  const time = (wall: string) => wall.slice(11, 19);
  const at = (date: string, clock: string) => t('when.dateTime', { date, time: clock });

  return {
    day,
    dayWithoutWeekday,
    dateTime: at,
    month,
    monthName: (number: number) =>
      format({ month: 'long' }).format(asUtc(`2000-${String(number).padStart(2, '0')}-01`)),
    /** An entry's own clock, said to be UTC: `28 April 2016, 06:02 UTC`. */
    instant: (text: string) => at(dayWithoutWeekday(text.slice(0, 10)), `${text.slice(11, 16)} UTC`),
    /** The same to the second: what bounds a time must not be cut short. */
    exactInstant: (text: string) => at(dayWithoutWeekday(text.slice(0, 10)), `${text.slice(11, 19)} UTC`),
    shortInstant: (text: string) =>
      at(
        format({ day: 'numeric', month: 'short', year: 'numeric' }).format(asUtc(text.slice(0, 10))),
        `${text.slice(11, 16)} UTC`,
      ),
    /** `27 April 2016, 21:45:05 (UTC+3, from the camera)`, or that the offset is unknown. */
    captured: ({ wall, subsecond, offset, offsetBasis }: CaptureTime) => {
      const fraction = subsecond === null ? '' : `.${subsecond}`;
      const when = at(dayWithoutWeekday(wall.slice(0, 10)), `${time(wall)}${fraction}`);
      const zone =
        offset === null ? t('when.offset.unknown') : t(`when.offset.${offsetBasis}`, { offset: spokenOffset(offset) });
      return `${when} (${zone})`;
    },
    /** How long ago, in words: `2 hours ago`. */
    ago: (then: string, now: number) => {
      const seconds = Math.max(0, Math.round((now - Date.parse(then)) / 1000));
      const words = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
      if (seconds < 90) return t('when.justNow');
      if (seconds < 90 * 60) return words.format(-Math.round(seconds / 60), 'minute');
      if (seconds < 36 * 3600) return words.format(-Math.round(seconds / 3600), 'hour');
      return words.format(-Math.round(seconds / 86_400), 'day');
    },
  };
}

export function useNumbers() {
  const { language } = useLook();
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(formatTag[language]);
  const oneDigit = new Intl.NumberFormat(formatTag[language], { maximumFractionDigits: 1 });
  return {
    number: (value: number) => number.format(value),
    percent: (part: number) => new Intl.NumberFormat(formatTag[language], { style: 'percent' }).format(part),
    /** Bytes in units of 1000, as file managers and cameras count. */
    bytes: (value: number) => {
      if (value < 1000) return t('size.bytes', { count: value });
      if (value < 1e6) return t('size.kilobytes', { value: oneDigit.format(value / 1e3) });
      if (value < 1e9) return t('size.megabytes', { value: oneDigit.format(value / 1e6) });
      return t('size.gigabytes', { value: oneDigit.format(value / 1e9) });
    },
    duration: (seconds: number) => {
      if (seconds < 60) return t('duration.seconds', { count: Math.max(1, Math.round(seconds)) });
      if (seconds < 3600) return t('duration.minutes', { count: Math.round(seconds / 60) });
      return t('duration.hours', { count: Math.round(seconds / 3600) });
    },
  };
}
