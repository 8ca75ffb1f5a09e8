import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { civilTimeFields } from '../../shared/model/civil-time.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import styles from './camera-time.module.css';
import { CivilReach, everywhere, limitsOf } from './civil-reach.tsx';

const empty = { where: '', control: '', zone: '', from: '', to: '', says: '', reason: '' };
type Words = typeof empty;

/** Where, which time, when, for which camera times, and who says so. */
export function CivilTimeForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(empty);
  const [reach, setReach] = useState(everywhere);
  const [tried, setTried] = useState(false);
  const add = useDeed('civilTime.add', onClose);
  const fits = (field: keyof Words) => civilTimeFields[field].safeParse(words[field]).success;
  const field = (name: keyof Words) => ({
    value: words[name],
    onChange: (value: string) => setWords((before) => ({ ...before, [name]: value })),
    error:
      tried && !fits(name) ? t(words[name].trim() === '' ? 'cameraTime.civil.needed' : 'kit.reasonNeeded') : undefined,
  });
  const day = (name: 'from' | 'to') => ({
    ...field(name),
    error: (tried || words[name].length >= 10) && !fits(name) ? t('cameraTime.civil.dayHelp') : undefined,
  });
  const whole = (Object.keys(empty) as (keyof Words)[]).every(fits);
  return (
    <Dialog title={t('cameraTime.civil.addTitle')} onClose={onClose} wide>
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          const limits = limitsOf(reach);
          if (whole && limits !== null) add.mutate({ ...words, ...limits });
        }}
      >
        <div className={styles.pair}>
          <TextField
            label={t('cameraTime.civil.where')}
            description={t('cameraTime.civil.whereHelp')}
            {...field('where')}
            required
            prose
          />
          <TextField
            label={t('cameraTime.civil.control')}
            description={t('cameraTime.civil.controlHelp')}
            {...field('control')}
            prose
          />
        </div>
        <TextField
          label={t('cameraTime.civil.zone')}
          description={t('cameraTime.civil.zoneHelp')}
          {...field('zone')}
          required
          code
        />
        <div className={styles.pair}>
          <TextField label={t('cameraTime.civil.from')} {...day('from')} placeholder="2016-01-01" required code />
          <TextField label={t('cameraTime.civil.to')} {...day('to')} placeholder="2016-12-31" required code />
        </div>
        <CivilReach reach={reach} onChange={setReach} showFaults={tried} />
        <TextField label={t('cameraTime.civil.says')} {...field('says')} required prose />
        <TextField label={t('cameraTime.civil.reason')} {...field('reason')} lines={2} required prose />
        {add.isError && <FaultNotice error={add.error} />}
        <Deeds>
          <Button look="primary" type="submit" busy={add.isPending}>
            {t('cameraTime.civil.save')}
          </Button>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
        </Deeds>
      </Form>
    </Dialog>
  );
}
