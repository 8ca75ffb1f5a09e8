import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract.ts';
import { consentWays, type WithdrawalReach, withdrawalReaches } from '../../shared/model/consent.ts';
import { day } from '../../shared/model/persons.ts';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import styles from './persons.module.css';

/** Somebody takes consent back. What was lawful before stays so; what follows is said before it is recorded. */
export function WithdrawDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [reach, setReach] = useState<WithdrawalReach>('sharing');
  const [on, setOn] = useState(new Date().toISOString().slice(0, 10));
  const [how, setHow] = useState<(typeof consentWays)[number]>('spoken');
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const fits = day.safeParse(on.trim()).success;
  const withdraw = useDeed('consent.withdraw', () => {
    onClose();
    askAllAgain();
  });
  return (
    <Dialog title={t('people.withdrawal.title', { code: person.fields.code })} onClose={onClose} wide>
      <p>{t('people.withdrawal.text')}</p>
      <RadioCards
        label={t('people.withdrawal.reach')}
        value={reach}
        options={withdrawalReaches.map((key) => ({
          key,
          label: t(`withdrawalReach.${key}`),
          note: t(`people.withdrawal.reachNote.${key}`),
        }))}
        onChange={setReach}
      />
      <div className={styles.pair}>
        <TextField
          label={t('people.withdrawal.day')}
          value={on}
          onChange={setOn}
          error={tried && !fits ? t('people.dayWrong') : undefined}
          code
          required
        />
        <Select
          label={t('people.withdrawal.how')}
          value={how}
          options={consentWays.map((key) => ({ key, label: t(`consentWay.${key}`) }))}
          onChange={setHow}
        />
      </div>
      <TextField
        label={t('people.withdrawal.words')}
        value={words}
        onChange={setWords}
        lines={2}
        maxLength={5_000}
        prose
      />
      {withdraw.isError && <FaultNotice error={withdraw.error} />}
      <Deeds>
        <Button
          look="danger"
          busy={withdraw.isPending}
          onPress={() => {
            setTried(true);
            if (!fits || person.consent === null) return;
            withdraw.mutate({
              person: person.id,
              head: person.consent.head,
              withdrawal: { on: on.trim(), reach, how, words: words.trim() },
              reason: 'consent withdrawn',
            });
          }}
        >
          {t('people.withdrawal.do')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
