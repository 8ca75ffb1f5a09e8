import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaterAccount, TestimonyDetail } from '../../shared/contract.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Account } from '../interview/account.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './later-accounts.module.css';
import { LaterDialog } from './later-dialog.tsx';

/** Everything that a witness said after the first account, below it. */
export function LaterList({ testimony }: { testimony: TestimonyDetail }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [correcting, setCorrecting] = useState<LaterAccount | null>(null);
  if (testimony.later.length === 0) return null;
  return (
    <Section title={t('laterAccount.later')}>
      <div className={styles.list}>
        {testimony.later.map((later) => (
          <One key={later.id} later={later} onCorrect={vault.readOnly ? null : () => setCorrecting(later)} />
        ))}
      </div>
      {correcting !== null && (
        <LaterDialog
          testimony={testimony}
          act={correcting.act}
          correcting={correcting}
          onClose={() => setCorrecting(null)}
        />
      )}
    </Section>
  );
}

function One({ later, onCorrect }: { readonly later: LaterAccount; readonly onCorrect: (() => void) | null }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const { fields } = later;
  return (
    <article className={styles.one}>
      <div className={styles.head}>
        <h3>{later.act === 'adds' ? t('laterAccount.added') : <WhatIsTaken later={later} />}</h3>
        {onCorrect !== null && (
          <Button look="link" onPress={onCorrect}>
            {t('laterAccount.correct')}
          </Button>
        )}
      </div>
      <Circumstances fields={fields} />
      {later.act === 'takes back' &&
        later.paragraphs?.map(({ number, now, text }) => (
          <div key={number}>
            <p className={styles.dim}>
              {t(now === null ? 'laterAccount.paragraphGone' : 'laterAccount.paragraphThen', { number: now ?? number })}
            </p>
            <p className={styles.quoted} dir="auto">
              {plainlyShown(text)}
            </p>
          </div>
        ))}
      <Account paragraphs={fields.paragraphs} language={fields.language} />
      {later.act === 'takes back' && (
        <p className={styles.dim}>
          {t(`whyTold.${later.fields.why.told}`)}
          {later.fields.why.words !== '' && (
            <>
              {': '}
              <Foreign text={later.fields.why.words} />
            </>
          )}
        </p>
      )}
      <p className={styles.dim}>{t('laterAccount.recorded', { when: shortInstant(later.at), who: later.operator })}</p>
    </article>
  );
}

function WhatIsTaken({ later }: { later: Extract<LaterAccount, { act: 'takes back' }> }) {
  const { t } = useTranslation();
  return later.paragraphs === null ? t('laterAccount.allOfIt') : t('takenBack.in part');
}

/** When and how it was said, and who took it. */
function Circumstances({ fields }: { fields: LaterAccount['fields'] }) {
  const { t } = useTranslation();
  const words = useWords();
  const inWords = useWhenInWords();
  const line = [
    fields.when.edtf === '' ? '' : inWords(fields.when.edtf),
    fields.when.words,
    t(`laterWay.${fields.how}`),
    t('testimony.inLanguage', { language: words.language(fields.language) }),
    t('laterAccount.takenByLine', { who: fields.takenBy }),
    fields.interpreter === '' ? '' : t('laterAccount.throughInterpreter', { who: fields.interpreter }),
    t(`laterReadBack.${fields.readBack}`),
  ].filter((part) => part !== '');
  return (
    <>
      <p className={styles.dim}>{line.join(' · ')}</p>
      {fields.circumstances !== '' && (
        <p className={styles.dim}>
          <Foreign text={fields.circumstances} />
        </p>
      )}
    </>
  );
}
