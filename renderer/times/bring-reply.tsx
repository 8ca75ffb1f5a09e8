import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encodeBase64 } from '../../shared/ledger/base64.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { PickContent } from '../trust/pick-content.tsx';
import { TimesFields } from '../trust/trust-times.tsx';
import { asTimes, noTimes } from '../trust/trusted.ts';
import { Recorded } from './recorded.tsx';
import styles from './times.module.css';

/** An authority's reply or an OpenTimestamps proof, judged before it is recorded. */
export function BringReply({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [reply, setReply] = useState<Uint8Array | null>(null);
  const [request, setRequest] = useState<Uint8Array | null>(null);
  const [times, setTimes] = useState(noTimes);
  const add = useDeed('anchor.add');
  if (add.data !== undefined) return <Recorded added={add.data} onClose={onClose} />;
  const go = () => {
    if (reply === null) return;
    add.mutate({
      anchor: {
        kind: 'file',
        bytes: encodeBase64(reply),
        request: request === null ? null : encodeBase64(request),
      },
      ...asTimes(times),
    });
  };
  return (
    <Dialog title={t('times.bringReply')} onClose={onClose} wide>
      <p className={styles.dim}>{t('times.replyText')}</p>
      <div className={styles.row}>
        <PickContent label={t('times.chooseReply')} testId="reply" onPicked={([bytes]) => setReply(bytes ?? null)} />
        <PickContent label={t('times.chooseRequest')} onPicked={([bytes]) => setRequest(bytes ?? null)} />
      </div>
      {reply !== null && <p className={styles.taken}>{t('times.replyTaken', { count: reply.length })}</p>}
      {request !== null && <p className={styles.taken}>{t('times.requestTaken')}</p>}
      <p className={styles.dim}>{t('times.rootsKept')}</p>
      <div className={styles.form}>
        <TimesFields trusted={times} onChange={(change) => setTimes((before) => ({ ...before, ...change }))} />
      </div>
      {add.isError && <FaultNotice error={add.error} />}
      <Deeds>
        <Button look="primary" busy={add.isPending} isDisabled={reply === null} onPress={go}>
          {t('times.record')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
