import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { type InterviewDraft, writtenParagraphs } from './draft.ts';
import styles from './interview.module.css';

/** Nothing of the account is on the screen while people rest. */
export function Paused(props: {
  readonly draft: InterviewDraft;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onGoOn: () => void;
  readonly onSave: () => void;
  /** For somebody trained: the account goes, help stays. */
  readonly onRefer: () => void;
  readonly onStop: () => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'stop' | 'refer' | null>(null);
  const written = writtenParagraphs(props.draft).length > 0 || props.draft.recordings.length > 0;
  const worthSaving = written && props.draft.witness.trim() !== '';
  return (
    <main className={styles.room}>
      <div className={styles.page}>
        <div className={styles.talk}>
          <h1>{t('interview.paused.title')}</h1>
          <p className={styles.say}>{t('interview.paused.text')}</p>
          <p className={styles.kept}>{t('interview.paused.kept')}</p>
          {props.error !== null && <FaultNotice error={props.error} />}
          <div className={styles.bar}>
            <Button look="primary" large autoFocus onPress={props.onGoOn}>
              {t('interview.paused.goOn')}
            </Button>
            {worthSaving && (
              <Button large busy={props.busy} onPress={props.onSave}>
                {t('interview.paused.saveSoFar')}
              </Button>
            )}
            <Button large onPress={() => (written ? setAsking('refer') : props.onRefer())}>
              {t('interview.paused.refer')}
            </Button>
            <span className={styles.pause}>
              <Button look="quiet" large onPress={() => setAsking('stop')}>
                {t('interview.paused.stop')}
              </Button>
            </span>
          </div>
        </div>
      </div>
      {asking !== null && (
        <Dialog title={t(`interview.paused.${asking}`)} onClose={() => setAsking(null)}>
          <p>{t(`interview.paused.${asking}Sure`)}</p>
          {props.draft.recordings.length > 0 && <p>{t('interview.paused.recorded')}</p>}
          <Deeds>
            <Button look="danger" onPress={asking === 'stop' ? props.onStop : props.onRefer}>
              {t(asking === 'stop' ? 'interview.paused.stop' : 'interview.paused.referDo')}
            </Button>
            <Button onPress={() => setAsking(null)}>{t('kit.cancel')}</Button>
          </Deeds>
        </Dialog>
      )}
    </main>
  );
}
