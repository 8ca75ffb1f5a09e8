import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { AnchorList } from './anchor-list.tsx';
import styles from './times.module.css';

/** What came of judging it, now that it stands in the ledger. */
export function Recorded({ added, onClose }: { added: CallOutput<'anchor.add'>; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('times.recorded', { seq: added.entry })} onClose={onClose} wide>
      <AnchorList anchors={[added.anchor]} />
      <p className={styles.dim}>{t('anchor.assumes')}</p>
      <Deeds>
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}
