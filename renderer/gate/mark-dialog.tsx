import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thing } from '../../shared/model/persons.ts';
import { type MaterialClass, materialClasses } from '../../shared/model/use.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import styles from './gate.module.css';

/** Says what a thing shows or is about, whoever agreed to what. */
export function MarkDialog(props: {
  readonly on: Thing;
  readonly classes: readonly MaterialClass[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [classes, setClasses] = useState(props.classes);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const mark = useDeed('gate.mark', props.onClose);
  const short = reason.trim().length < shortestReason;
  return (
    <Dialog title={t('gate.markTitle')} onClose={props.onClose} wide long>
      <p>{t('gate.markText')}</p>
      <div className={styles.cards}>
        {materialClasses.map((each) => (
          <CheckCard
            key={each}
            label={t(`materialClass.${each}`)}
            checked={classes.includes(each)}
            onChange={(on) => setClasses(materialClasses.filter((one) => (one === each ? on : classes.includes(one))))}
            small
          />
        ))}
      </div>
      <TextField
        label={t('gate.markReason')}
        value={reason}
        onChange={setReason}
        error={tried && short ? t('kit.reasonNeeded') : undefined}
        lines={2}
        required
        prose
      />
      {mark.isError && <FaultNotice error={mark.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={mark.isPending}
          onPress={() => {
            setTried(true);
            if (!short) mark.mutate({ on: props.on, classes: [...classes], reason: reason.trim() });
          }}
        >
          {t('gate.mark')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
