import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { newestCases } from '../cases/newest-cases.ts';
import { Button } from '../kit/button.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Select } from '../kit/select.tsx';
import { useWords } from '../language/words.ts';
import { Account } from './account.tsx';
import type { StepProps } from './draft.ts';
import { consentOf, faultOf, writtenParagraphs } from './draft.ts';
import styles from './interview.module.css';
import { Paragraphs } from './paragraphs.tsx';

export function AccountStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const cases = useAnswer('incident.list', newestCases);
  const fault = tried ? faultOf(draft, 'account', false) : null;
  return (
    <>
      <h1>{t('interview.account.title')}</h1>
      <p className={styles.say}>{t('interview.account.text')}</p>
      <Paragraphs
        paragraphs={draft.paragraphs}
        onChange={(paragraphs) => change({ paragraphs })}
        error={fault === null ? undefined : t('interview.account.needed')}
      />
      <div className={styles.fields}>
        <Select
          label={t('interview.account.case')}
          value={draft.incident ?? 'none'}
          options={[
            { key: 'none', label: t('interview.account.noCase') },
            ...(cases.data?.incidents ?? []).map(({ id, title }) => ({ key: id, label: plainlyShown(title) })),
          ]}
          onChange={(key) => change({ incident: key === 'none' ? null : key })}
        />
      </div>
    </>
  );
}

export function ReadBackStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const consent = consentOf(draft);
  return (
    <>
      <h1>{t('interview.readBack.title')}</h1>
      <p className={styles.say}>{t('interview.readBack.text')}</p>
      <div className={styles.read}>
        <Account paragraphs={writtenParagraphs(draft)} language={draft.language} />
      </div>
      <dl className={styles.summary}>
        <div>
          <dt>{t('interview.codeName.label')}</dt>
          <dd>
            <bdi>{draft.witness}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('testimony.may')}</dt>
          <dd>
            {consent.audiences.length === 0 ? t('testimony.nobody') : consent.audiences.map(words.audience).join(', ')}
          </dd>
        </div>
        {consent.conditions !== '' && (
          <div>
            <dt>{t('testimony.conditions')}</dt>
            <dd>
              <bdi>{consent.conditions}</bdi>
            </dd>
          </div>
        )}
      </dl>
      <Button look="link" onPress={() => change({ step: 'account' })}>
        {t('interview.readBack.change')}
      </Button>
    </>
  );
}
