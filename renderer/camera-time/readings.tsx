import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail, TimeReading } from '../../shared/contract.ts';
import { mediaKind } from '../../shared/model/media-kinds.ts';
import { Button } from '../kit/button.tsx';
import { Section } from '../kit/page.tsx';
import { useDates } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './camera-time.module.css';
import { useClockError } from './clock-error.ts';
import { MeasureClock } from './measure-clock.tsx';

/** What the camera's time means by what was recorded later: beside what the file says, which stays. */
export function Readings({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [measuring, setMeasuring] = useState(false);
  const { seq, type } = item.summary;
  const dated = item.summary.captured !== null;
  // Only what a camera has dated can be a photograph of the page.
  const measurable = mediaKind(type) === 'picture' && dated && item.metadata?.derived.camera != null;
  if (!measurable && item.readings.length === 0) return null;
  return (
    <Section
      title={t('cameraTime.reading.title')}
      deed={
        measurable && (
          <Button look="link" isDisabled={vault.readOnly} onPress={() => setMeasuring(true)}>
            {t('cameraTime.clock.measure')}
          </Button>
        )
      }
    >
      {item.readings.length > 0 && (
        <ul className={styles.readings}>
          {item.readings.map((reading) => (
            <Reading key={reading.basis === 'clock' ? reading.clock.id : reading.civil.id} reading={reading} />
          ))}
        </ul>
      )}
      {measuring && <MeasureClock item={seq} onClose={() => setMeasuring(false)} />}
    </Section>
  );
}

function Reading({ reading }: { reading: TimeReading }) {
  const { t } = useTranslation();
  const { exactInstant } = useDates();
  const errorIn = useClockError();
  if (reading.basis === 'clock') {
    const { clock, camera, instant } = reading;
    const words = { error: errorIn(clock), at: exactInstant(clock.shown) };
    return (
      <li>
        <bdi>{exactInstant(instant)}</bdi>
        <span className={styles.dim}>
          {clock.offset === null ? t('cameraTime.reading.byClockUtc', words) : t('cameraTime.reading.byClock', words)}
          {' · '}
          {t('cameraTime.reading.entry', { entry: clock.entry })}
        </span>
        {camera === 'model' && <span className={styles.dim}>{t('cameraTime.reading.onlyModel')}</span>}
      </li>
    );
  }
  const { civil, instants, place } = reading;
  return (
    <li>
      {instants.map((instant) => (
        <bdi key={instant}>{exactInstant(instant)}</bdi>
      ))}
      <span className={styles.dim}>
        {t('cameraTime.reading.byCivil', { zone: civil.zone, where: civil.where, says: civil.says })}
        {' · '}
        {t('cameraTime.reading.entry', { entry: civil.entry })}
      </span>
      {instants.length === 2 && <span className={styles.dim}>{t('cameraTime.reading.twice')}</span>}
      {instants.length === 0 && <span className={styles.dim}>{t('cameraTime.reading.never')}</span>}
      {place === 'not said' && <span className={styles.dim}>{t('cameraTime.reading.placeUnknown')}</span>}
    </li>
  );
}
