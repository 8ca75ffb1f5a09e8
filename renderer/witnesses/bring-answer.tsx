import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { useDeed } from '../bridge/calls.ts';
import { Brought } from '../carry/brought.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { useNumbers } from '../language/dates.ts';
import styles from './witnesses.module.css';

type Accepted = CallOutput<'witness.accept'>;

/** Takes in what a witness answered, and says what came of it. */
export function BringAnswer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [key, setKey] = useState('');
  const [accepted, setAccepted] = useState<Accepted | null>(null);
  const accept = useDeed('witness.accept', setAccepted);
  if (accepted !== null) {
    return (
      <Dialog title={t('witnesses.answer.title')} onClose={onClose} wide>
        <Outcome accepted={accepted} />
        <Deeds>
          <Button onPress={onClose}>{t('kit.close')}</Button>
        </Deeds>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('witnesses.answer.title')} onClose={onClose} wide>
      <p className={styles.text}>{t('witnesses.answer.text')}</p>
      <Brought label={t('witnesses.answer.title')} value={text} onChange={setText} />
      <TextField
        label={t('witnesses.answer.key')}
        description={t('witnesses.answer.keyHelp')}
        value={key}
        onChange={setKey}
        mono
        code
      />
      {accept.isError && <FaultNotice error={accept.error} />}
      <Deeds>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
        <Button
          look="primary"
          busy={accept.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => accept.mutate({ answer: text, witness: key.trim() === '' ? null : key.trim() })}
        >
          {t('witnesses.answer.submit')}
        </Button>
      </Deeds>
    </Dialog>
  );
}

function Outcome({ accepted }: { accepted: Accepted }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  if (accepted.outcome === 'kept') {
    const names = accepted.witnesses.map(({ name }) => plainlyShown(name)).join(', ');
    return (
      <Notice kind="good" title={t('witnesses.answer.kept', { names, size: number(accepted.size) })} urgent>
        <p>
          {accepted.unvouched === 0
            ? t('witnesses.ours.whole')
            : t('witnesses.answer.left', { rest: number(accepted.unvouched) })}
        </p>
      </Notice>
    );
  }
  const { refusal, held, standing } = accepted;
  const isGrave = standing === 'larger' || standing === 'differs';
  return (
    <Notice kind={isGrave ? 'bad' : 'warn'} title={t('witnesses.answer.refused')} urgent>
      <p>{t(`witnesses.answer.because.${refusal}`, { held: number(held) })}</p>
      <p>{t(`witnesses.answer.standing.${standing}`)}</p>
    </Notice>
  );
}
