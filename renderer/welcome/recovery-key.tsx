import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { Hash } from '../kit/hash.tsx';
import { Notice } from '../kit/notice.tsx';
import styles from './welcome.module.css';

/** The one time that the recovery key is shown, with what it means in the field. */
export function RecoveryKey({ recoveryKey, onDone }: { recoveryKey: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [written, setWritten] = useState(false);
  return (
    <main className={styles.welcome}>
      <section className={styles.card}>
        <div className={styles.form}>
          <h1 className={styles.title}>{t('welcome.recovery.title')}</h1>
          <p>{t('welcome.recovery.text')}</p>
          <div className={styles.key}>
            <Hash value={recoveryKey} label={t('welcome.recovery.label')} large />
          </div>
          <Notice kind="warn">{t('welcome.recovery.field')}</Notice>
          <CheckLine checked={written} onChange={setWritten}>
            {t('welcome.recovery.confirm')}
          </CheckLine>
          <Button look="primary" large isDisabled={!written} onPress={onDone}>
            {t('welcome.recovery.submit')}
          </Button>
        </div>
      </section>
    </main>
  );
}
