import { useTranslation } from 'react-i18next';
import type { MeasuredClock } from '../../shared/model/measured-clock.ts';

const units = [
  ['days', 86_400, Number.POSITIVE_INFINITY],
  ['hours', 3_600, 24],
  ['minutes', 60, 60],
  ['seconds', 1, 60],
] as const;

/** How far a clock was wrong, in words: `3 min 12 s ahead`. */
export function useClockError(): (clock: Pick<MeasuredClock, 'ahead'>) => string {
  const { t } = useTranslation();
  return ({ ahead }) => {
    if (ahead === 0) return t('cameraTime.clock.right');
    const whole = Math.abs(ahead);
    const parts = units.flatMap(([unit, size, turn]) => {
      const count = Math.floor(whole / size) % turn;
      return count === 0 ? [] : [t(`cameraTime.clock.units.${unit}`, { count })];
    });
    return t(ahead > 0 ? 'cameraTime.clock.ahead' : 'cameraTime.clock.behind', { time: parts.join(' ') });
  };
}
