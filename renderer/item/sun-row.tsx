import { useTranslation } from 'react-i18next';
import type { SunOverPicture } from '../../shared/model/sun.ts';
import { useNumbers } from '../language/dates.ts';

/** Where the sun stood over the place at the time. Whether the picture's light fits is for who looks at it. */
export function Sun({ sun }: { sun: SunOverPicture }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const angle = (value: number) => `${number(value)}°`;
  const up = sun.elevation >= 0;
  const degrees = angle(Math.abs(Math.round(sun.elevation)));
  return (
    <>
      {up ? t('sun.above', { degrees }) : t('sun.below', { degrees })}
      <i>{t('sun.azimuth', { degrees: angle(Math.round(sun.azimuth) % 360) })}</i>
      {up && <i>{t('sun.shadows', { degrees: angle(Math.round(sun.azimuth + 180) % 360) })}</i>}
      <i>{t(`sun.${sun.clock}`)}</i>
      <i>{t('sun.look')}</i>
    </>
  );
}
