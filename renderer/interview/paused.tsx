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
  readonly onStop: () => void;
}) {
  const { t } = useTranslation();
  const [stopping, setStopping] = useState(false);
  const worthSaving = writtenParagraphs(props.draft).length > 0 && props.draft.witness.trim() !== '';
  return (
    <main className={styles.room}>
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
          <span className={styles.pause}>
            <Button look="quiet" large onPress={() => setStopping(true)}>
              {t('interview.paused.stop')}
            </Button>
          </span>
        </div>
      </div>
      {stopping && (
        <Dialog title={t('interview.paused.stop')} onClose={() => setStopping(false)}>
          <p>{t('interview.paused.stopSure')}</p>
          <Deeds>
            <Button look="danger" onPress={props.onStop}>
              {t('interview.paused.stop')}
            </Button>
            <Button onPress={() => setStopping(false)}>{t('kit.cancel')}</Button>
          </Deeds>
        </Dialog>
      )}
    </main>
  );
}
