import { useTranslation } from 'react-i18next';
import type { CheckpointView } from '../../shared/contract.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { CopyText, Hash } from '../kit/hash.tsx';
import { Notice } from '../kit/notice.tsx';
import styles from './ledger.module.css';

/** A fresh checkpoint: the code to read out, and the note to carry. */
export function CheckpointMade({ checkpoint, onClose }: { checkpoint: CheckpointView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('ledgerScreen.made', { count: checkpoint.size })} onClose={onClose} wide>
      <section>
        <h3>{t('ledgerScreen.code')}</h3>
        <Hash value={checkpoint.spoken} label={t('ledgerScreen.code')} large />
        <p className={styles.dim}>{t('ledgerScreen.codeText')}</p>
      </section>
      <section>
        <h3>{t('ledgerScreen.note')}</h3>
        <pre className={styles.note} dir="ltr">
          {checkpoint.note}
        </pre>
        <p className={styles.dim}>{t('ledgerScreen.noteText')}</p>
      </section>
      <Notice kind="warn">{t('ledgerScreen.limit')}</Notice>
      <Deeds>
        <CopyText text={checkpoint.note} label={t('ledgerScreen.copyNote')} />
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}
