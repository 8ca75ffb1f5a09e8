import { useTranslation } from 'react-i18next';
import type { Direction } from '../../shared/model/distance.ts';
import { useNumbers } from '../language/dates.ts';

/** Distances as people say them: tens of metres below a kilometre, tenths of one above. */
export function useDistances() {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const distance = (metres: number): string =>
    metres < 1_000
      ? t('distance.metres', { value: number(metres < 100 ? metres : Math.round(metres / 10) * 10) })
      : t('distance.kilometres', { value: number(Math.round(metres / 100) / 10) });
  /** From something to there: `340 m north-east of it`. */
  const away = (metres: number, direction: Direction | null): string =>
    direction === null
      ? t('near.here')
      : t('near.away', { distance: distance(metres), direction: t(`direction.${direction}`) });
  return { distance, away };
}
