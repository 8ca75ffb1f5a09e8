import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckpointView } from '../../shared/contract.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { carriedNote } from '../../shared/paper/checkpoint-sheet.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { CopyText, Hash } from '../kit/hash.tsx';
import { Notice } from '../kit/notice.tsx';
import { Qr } from '../kit/qr.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { CheckpointPage } from './checkpoint-page.tsx';
import styles from './ledger.module.css';

/** A checkpoint to hand out: as a QR code to photograph, as a code to read out, as a note to carry, and as a page to print. */
export function CheckpointShown({ checkpoint, onClose }: { checkpoint: CheckpointView; onClose: () => void }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const [printing, setPrinting] = useState(false);
  if (printing) return <CheckpointPage checkpoint={checkpoint} onClose={() => setPrinting(false)} />;
  return (
    <Dialog title={t('ledgerScreen.made', { count: checkpoint.size })} onClose={onClose} wide>
      <p className={styles.dim}>
        <bdi>{instant(checkpoint.at)}</bdi>
      </p>
      <div className={styles.handOut}>
        <figure className={styles.qr}>
          <Qr bytes={encodeUtf8(carriedNote(checkpoint.note))} label={t('checkpointScreen.qr')} />
          <figcaption className={styles.dim}>{t('checkpointScreen.qrText')}</figcaption>
        </figure>
        <div className={styles.handOutWords}>
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
        </div>
      </div>
      <Notice kind="warn">{t('ledgerScreen.limit')}</Notice>
      <Deeds>
        <Button look="primary" icon={<FileText aria-hidden />} onPress={() => setPrinting(true)}>
          {t('checkpointScreen.page')}
        </Button>
        <CopyText text={checkpoint.note} label={t('ledgerScreen.copyNote')} />
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}

/** The same for one that was made before. */
export function CheckpointOfSize({ size, onClose }: { size: number; onClose: () => void }) {
  const { t } = useTranslation();
  const checkpoint = useAnswer('checkpoint.get', { size });
  if (checkpoint.data !== undefined) return <CheckpointShown checkpoint={checkpoint.data} onClose={onClose} />;
  return (
    <Dialog title={t('ledgerScreen.made', { count: size })} onClose={onClose} wide>
      {checkpoint.isError ? (
        <Failed error={checkpoint.error} again={() => void checkpoint.refetch()} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Dialog>
  );
}
