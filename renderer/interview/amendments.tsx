import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestimonyDetail } from '../../shared/contract.ts';
import type { TestimonyFields, Told } from '../../shared/model/testimony.ts';
import { audiences } from '../../shared/model/vocabulary.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { ReasonDialog, shortestReason } from '../kit/reason-dialog.tsx';
import styles from './interview.module.css';
import { Paragraphs } from './paragraphs.tsx';

type Props = { readonly testimony: TestimonyDetail; readonly onClose: () => void };

function useAmend({ testimony, onClose }: Props) {
  const amend = useDeed('testimony.amend', (output) => {
    keepAnswer('testimony.get', { id: output.id }, output);
    onClose();
  });
  return {
    busy: amend.isPending,
    error: amend.error,
    save: (change: Partial<TestimonyFields>, reason: string) =>
      amend.mutate({ id: testimony.id, head: testimony.head, fields: { ...testimony.fields, ...change }, reason }),
  };
}

export function ChangeAccount(props: Props) {
  const { t } = useTranslation();
  const { busy, error, save } = useAmend(props);
  const [paragraphs, setParagraphs] = useState<Told[]>(props.testimony.fields.paragraphs);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const written = paragraphs.filter(({ text }) => text.trim() !== '');
  const ready = written.length > 0 && reason.trim().length >= shortestReason;
  return (
    <Dialog title={t('testimony.correct')} onClose={props.onClose} wide>
      <Paragraphs
        paragraphs={paragraphs}
        onChange={setParagraphs}
        error={tried && written.length === 0 ? t('interview.account.needed') : undefined}
      />
      <Why reason={reason} onChange={setReason} tried={tried} />
      {error !== null && <FaultNotice error={error} />}
      <Deeds>
        <Button
          look="primary"
          busy={busy}
          onPress={() => {
            setTried(true);
            if (ready) save({ paragraphs: written }, reason.trim());
          }}
        >
          {t('testimony.saveChange')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

export function ChangeConsent(props: Props) {
  const { t } = useTranslation();
  const { busy, error, save } = useAmend(props);
  const { consent } = props.testimony.fields;
  const [heard, setHeard] = useState(consent.audiences);
  const [conditions, setConditions] = useState(consent.conditions);
  const [explained, setExplained] = useState(consent.explained);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const next: TestimonyFields['consent'] = {
    state: heard.length > 0 ? 'given' : 'refused',
    audiences: heard,
    conditions: conditions.trim(),
    explained,
  };
  return (
    <Dialog title={t('testimony.changeConsent')} onClose={props.onClose} wide>
      <p>{t('interview.audiences.text')}</p>
      <fieldset className={styles.cards} aria-label={t('testimony.audiencesNow')}>
        {audiences.map((audience) => (
          <CheckCard
            key={audience}
            small
            label={t(`audience.${audience}`)}
            note={t(`interview.audiences.note.${audience}`)}
            checked={heard.includes(audience)}
            onChange={(on) => setHeard(audiences.filter((each) => (each === audience ? on : heard.includes(each))))}
          />
        ))}
      </fieldset>
      <CheckCard small label={t('interview.explained.confirm')} checked={explained} onChange={setExplained} />
      <TextField label={t('interview.conditions.label')} value={conditions} onChange={setConditions} lines={2} prose />
      <Why reason={reason} onChange={setReason} tried={tried} />
      {error !== null && <FaultNotice error={error} />}
      <Deeds>
        <Button
          look="primary"
          busy={busy}
          onPress={() => {
            setTried(true);
            if (reason.trim().length >= shortestReason) save({ consent: next }, reason.trim());
          }}
        >
          {t('testimony.saveChange')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

export function Withdraw(props: Props) {
  const { t } = useTranslation();
  const { busy, error, save } = useAmend(props);
  const { consent } = props.testimony.fields;
  return (
    <ReasonDialog
      title={t('testimony.withdraw')}
      text={t('testimony.withdrawText')}
      deed={t('testimony.withdrawDo')}
      busy={busy}
      error={error}
      onClose={props.onClose}
      onDo={(reason) => save({ consent: { ...consent, state: 'withdrawn', audiences: [] } }, reason)}
    />
  );
}

function Why(props: { reason: string; onChange: (reason: string) => void; tried: boolean }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('kit.reason')}
      description={t('kit.reasonHelp')}
      value={props.reason}
      onChange={props.onChange}
      lines={2}
      error={props.tried && props.reason.trim().length < shortestReason ? t('kit.reasonNeeded') : undefined}
      required
      prose
    />
  );
}
