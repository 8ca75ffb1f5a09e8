import { useTranslation } from 'react-i18next';
import { audiences, testimonyLanguages } from '../../shared/model/vocabulary.ts';
import { CheckCard, RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import type { StepProps } from './draft.ts';
import styles from './interview.module.css';

export function ExplainedStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.explained.title')}</h1>
      <p className={styles.say}>{t('interview.explained.text')}</p>
      <RadioCards
        label={t('interview.explained.title')}
        hideLabel
        value={draft.explained === null ? null : draft.explained ? 'yes' : 'no'}
        options={[
          { key: 'yes', label: t('interview.explained.confirm'), note: t('interview.explained.confirmNote') },
          { key: 'no', label: t('interview.explained.later'), note: t('interview.explained.laterNote') },
        ]}
        onChange={(key) => change({ explained: key === 'yes' })}
      />
    </>
  );
}

export function AudiencesStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.audiences.title')}</h1>
      <p className={styles.say}>{t('interview.audiences.text')}</p>
      <fieldset className={styles.cards} aria-label={t('interview.audiences.title')}>
        {audiences.map((audience) => (
          <CheckCard
            key={audience}
            label={t(`audience.${audience}`)}
            note={t(`interview.audiences.note.${audience}`)}
            checked={draft.audiences.includes(audience)}
            onChange={(on) =>
              change({
                refused: false,
                audiences: audiences.filter((each) => (each === audience ? on : draft.audiences.includes(each))),
              })
            }
          />
        ))}
        <CheckCard
          label={t('interview.audiences.refused')}
          note={t('interview.audiences.nobody')}
          checked={draft.refused}
          onChange={(refused) => change({ refused, audiences: refused ? [] : draft.audiences })}
        />
      </fieldset>
    </>
  );
}

export function ConditionsStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.conditions.title')}</h1>
      <p className={styles.say}>{t('interview.conditions.text')}</p>
      <TextField
        label={t('interview.conditions.label')}
        value={draft.conditions}
        onChange={(conditions) => change({ conditions })}
        lines={4}
        maxLength={5000}
        autoFocus
        large
        prose
      />
    </>
  );
}

export function CodeNameStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.codeName.title')}</h1>
      <p className={styles.say}>{t('interview.codeName.text')}</p>
      <TextField
        label={t('interview.codeName.label')}
        value={draft.witness}
        onChange={(witness) => change({ witness })}
        error={tried && draft.witness.trim() === '' ? t('interview.codeName.needed') : undefined}
        maxLength={60}
        autoFocus
        large
        prose
      />
    </>
  );
}

export function LanguageStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const offered = testimonyLanguages.find((tag) => tag === draft.language) ?? null;
  return (
    <>
      <h1>{t('interview.language.title')}</h1>
      <p className={styles.say}>{t('interview.language.text')}</p>
      <RadioCards
        label={t('interview.language.label')}
        hideLabel
        value={offered}
        options={testimonyLanguages.map((key) => ({ key, label: t(`spoken.${key}`) }))}
        onChange={(language) => change({ language })}
        row
        small
      />
      <TextField
        label={t('interview.language.other')}
        value={offered === null ? draft.language : ''}
        onChange={(language) => change({ language })}
        error={tried ? t('interview.language.invalid') : undefined}
        maxLength={35}
        code
      />
    </>
  );
}
