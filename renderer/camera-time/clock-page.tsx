import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { writeClockCode } from '../../shared/model/measured-clock.ts';
import { Page } from '../kit/page.tsx';
import { Qr } from '../kit/qr.tsx';
import { useDates } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from './camera-time.module.css';

/** The second that it is, changed as it begins. */
function useSecond(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), 1_000 - (Date.now() % 1_000));
    return () => clearTimeout(timer);
  });
  return now;
}

/** The time, large, and in a code, for a camera to photograph: how far its clock is wrong is read from the picture. */
export function ClockPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { dayWithoutWeekday } = useDates();
  const code = writeClockCode(useSecond());
  const bytes = useMemo(() => encodeUtf8(code), [code]);
  const instant = code.slice(-20);
  return (
    <Page title={t('cameraTime.clock.pageTitle')} back={() => go({ at: 'times' })}>
      <div className={styles.page}>
        <Qr bytes={bytes} label={t('cameraTime.clock.code')} large />
        <div className={styles.said}>
          <p className={styles.time} role="timer">
            <bdi dir="ltr">{instant.slice(11, 19)} UTC</bdi>
          </p>
          <p className={styles.day}>
            <bdi>{dayWithoutWeekday(instant.slice(0, 10))}</bdi>
          </p>
          <p>{t('cameraTime.clock.pageText')}</p>
          <p className={styles.dim}>{t('cameraTime.clock.pageCheck')}</p>
        </div>
      </div>
    </Page>
  );
}
