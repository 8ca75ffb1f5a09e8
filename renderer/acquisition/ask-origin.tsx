import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { origins, type StatementFields } from '../../shared/model/acquisition.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './acquisition.module.css';
import { StatementDialog } from './statement-dialog.tsx';

/** Asks where files come from, while they are copied and after: one press says the kind, and the rest follows in a dialog. */
export function AskOrigin({ acquisitions, running }: { acquisitions: readonly number[]; running: boolean }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [first = -1] = acquisitions;
  const acquisition = useAnswer('acquisition.get', { acquisition: first }, { enabled: first >= 0 });
  const [origin, setOrigin] = useState<StatementFields['origin'] | null>(null);
  const [put, setPut] = useState(false);
  if (acquisition.data === undefined || acquisition.data.statement !== null || put || vault.readOnly) return null;
  return (
    <section className={styles.ask} aria-label={t('acquisition.ask')}>
      <h3>{t('acquisition.ask')}</h3>
      <p className={styles.dim}>
        {running && t('acquisition.askRunning')} {t('acquisition.askText')}
      </p>
      <div className={styles.origins}>
        {origins.map((each) => (
          <Button key={each} onPress={() => setOrigin(each)}>
            {t(`origin.${each}`)}
          </Button>
        ))}
        <Button look="quiet" onPress={() => setPut(true)}>
          {t('acquisition.later')}
        </Button>
      </div>
      {origin !== null && (
        <StatementDialog acquisitions={acquisitions} statement={null} origin={origin} onClose={() => setOrigin(null)} />
      )}
    </section>
  );
}
