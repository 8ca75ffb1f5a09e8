import { Lock, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useImports } from '../items/imports.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { RecordingNow } from '../recording/recording-now.tsx';
import { useGoingOn } from './going-on.tsx';
import { usePlaces } from './places.tsx';
import styles from './shell.module.css';
import { useVault } from './vault.tsx';

const minute = 60_000;

/** Now, to the minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The honest heart: it always says how much of the ledger nothing outside vouches for. */
export function StatusLine() {
  const { t } = useTranslation();
  const { vault, lock } = useVault();
  const { ago } = useDates();
  const { percent } = useNumbers();
  const { go } = usePlaces();
  const imports = useImports();
  const goOn = useGoingOn();
  const now = Math.max(useNow(), vault.checkpoint === null ? 0 : Date.parse(vault.checkpoint.at));
  const progress = imports.progress;
  return (
    <footer className={styles.status}>
      <span>{t('shell.entries', { count: vault.entries })}</span>
      <span>
        {vault.checkpoint === null
          ? t('shell.noCheckpoint')
          : t('shell.checkpoint', { ago: ago(vault.checkpoint.at, now) })}
      </span>
      {vault.unvouched > 0 && (
        <span className={styles.unvouched}>
          <TriangleAlert aria-hidden />
          {t('shell.unvouched', { count: vault.unvouched })}
        </span>
      )}
      {vault.readOnlyReason !== null && (
        <span className={styles.unvouched}>
          <TriangleAlert aria-hidden />
          {goOn === null ? (
            t('shell.readOnly', { reason: t(`shell.readOnlyReason.${vault.readOnlyReason}`) })
          ) : (
            <Button className={styles.statusButton ?? ''} onPress={goOn}>
              {t('continuing.title')}
            </Button>
          )}
        </span>
      )}
      <span className={styles.statusEnd}>
        <RecordingNow />
        {imports.running && (
          <Button className={styles.statusButton ?? ''} onPress={() => go({ at: 'items' })}>
            {t('shell.importing', {
              percent: percent(progress && progress.bytesTotal > 0 ? progress.bytesDone / progress.bytesTotal : 0),
            })}
          </Button>
        )}
        <Button className={styles.lock ?? ''} onPress={lock} aria-keyshortcuts="Control+L">
          <Lock aria-hidden />
          {t('shell.lock')} <kbd aria-hidden>Ctrl L</kbd>
        </Button>
      </span>
    </footer>
  );
}
