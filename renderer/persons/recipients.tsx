import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract.ts';
import { noticeFields } from '../../shared/model/consent.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './persons.module.css';

type Recipient = PersonDetail['recipients'][number];

/** Who may have something that is connected with a person, and who of them was told that it was taken back. */
export function Recipients({ person }: { person: PersonDetail }) {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  const { vault } = useVault();
  const [telling, setTelling] = useState<Recipient | null>(null);
  const withdrawn = person.consent?.fields.state === 'withdrawn';
  const untold = person.recipients.filter(({ notice }) => notice === null).length;
  return (
    <Section title={t('people.recipients')}>
      <div className={styles.recipients}>
        <p className={styles.dim}>
          {person.recipients.length === 0 ? t('people.noRecipients') : t('people.recipientsText')}
        </p>
        {withdrawn && (
          <Notice
            kind={untold > 0 ? 'warn' : 'info'}
            title={
              person.recipients.length === 0
                ? undefined
                : untold > 0
                  ? t('people.toTell', { count: untold })
                  : t('people.allTold')
            }
          >
            <p>{t('people.withdrawal.stands')}</p>
          </Notice>
        )}
        {person.recipients.length > 0 && (
          <ul className={styles.lines}>
            {person.recipients.map((each) => (
              <li key={each.export} className={styles.recipient}>
                <div>
                  <p className={styles.given}>
                    <span>
                      {each.recipient
                        ? t('people.to', { recipient: plainlyShown(each.recipient) })
                        : t('people.toNobody')}
                    </span>
                    {withdrawn && each.notice === null && <b>{t('people.notTold')}</b>}
                  </p>
                  <p className={styles.dim}>
                    <Left recipient={each} />
                  </p>
                  {each.notice !== null && (
                    <p className={styles.dim}>
                      {t('people.told', {
                        day: dayWithoutWeekday(each.notice.told),
                        how: plainlyShown(each.notice.how),
                      })}{' '}
                      {each.notice.answer === ''
                        ? t('people.unanswered')
                        : t('people.answered', { answer: plainlyShown(each.notice.answer) })}
                    </p>
                  )}
                </div>
                {withdrawn && !vault.readOnly && (
                  <Button look="link" onPress={() => setTelling(each)}>
                    {each.notice === null ? t('people.tell') : t('people.tellAgain')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      {telling !== null && <Tell person={person.id} recipient={telling} onClose={() => setTelling(null)} />}
    </Section>
  );
}

/** What left, for whom, and when. */
function Left({ recipient: { kind, audience, at } }: { recipient: Recipient }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const words = useWords();
  return (
    <>
      {t(`people.left.${kind}`)} · {audience === null ? '' : `${words.audience(audience)} · `}
      <bdi>{shortInstant(at)}</bdi>
    </>
  );
}

function Tell({ person, recipient, onClose }: { person: string; recipient: Recipient; onClose: () => void }) {
  const { t } = useTranslation();
  const [told, setTold] = useState(recipient.notice?.told ?? new Date().toISOString().slice(0, 10));
  const [how, setHow] = useState(recipient.notice?.how ?? '');
  const [answer, setAnswer] = useState(recipient.notice?.answer ?? '');
  const [tried, setTried] = useState(false);
  const record = useDeed('consent.notice', onClose);
  const { shape } = noticeFields;
  const fits = { told: shape.told.safeParse(told.trim()).success, how: shape.how.safeParse(how).success };
  return (
    <Dialog title={t('people.tellTitle')} onClose={onClose}>
      <p>
        {recipient.recipient ? t('people.to', { recipient: plainlyShown(recipient.recipient) }) : t('people.toNobody')}
        {' · '}
        <Left recipient={recipient} />
      </p>
      <div className={styles.pair}>
        <TextField
          label={t('people.tellDay')}
          value={told}
          onChange={setTold}
          error={tried && !fits.told ? t('people.dayWrong') : undefined}
          code
          required
        />
        <TextField
          label={t('people.tellHow')}
          description={t('people.tellHowHelp')}
          value={how}
          onChange={setHow}
          error={tried && !fits.how ? t('people.tellHowHelp') : undefined}
          maxLength={300}
          prose
          required
        />
      </div>
      <TextField label={t('people.tellAnswer')} value={answer} onChange={setAnswer} lines={2} maxLength={5_000} prose />
      {record.isError && <FaultNotice error={record.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={record.isPending}
          onPress={() => {
            setTried(true);
            if (fits.told && fits.how)
              record.mutate({ person, export: recipient.export, told: told.trim(), how, answer: answer.trim() });
          }}
        >
          {t('people.record')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
