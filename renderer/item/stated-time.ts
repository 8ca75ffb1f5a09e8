import { useTranslation } from 'react-i18next';
import type { StatedTime } from '../../shared/model/companions.ts';
import { spokenOffset, useDates } from '../language/dates.ts';

/** A time as an export states it: `3 May 2016, 14:02, zone not stated`; as it is written where the day can't be told. */
export function useStatedTime(): (time: StatedTime) => string {
  const { t } = useTranslation();
  const { dayWithoutWeekday, dateTime } = useDates();
  return ({ text, wall, offset }) => {
    if (wall === null) return t('companion.unsure', { text });
    const when = dateTime(dayWithoutWeekday(wall.slice(0, 10)), wall.slice(11));
    const zone =
      offset === null ? t('companion.zoneUnstated') : offset === 'Z' ? t('companion.utc') : spokenOffset(offset);
    return t('companion.timeAndZone', { when, zone });
  };
}
