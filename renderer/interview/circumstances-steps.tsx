import { useTranslation } from 'react-i18next';
import { interviewWays } from '../../shared/model/testimony.ts';
import { testimonyLanguages } from '../../shared/model/vocabulary.ts';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { useWords } from '../language/words.ts';
import type { StepProps } from './draft.ts';
import { faultOf, isInterpreted } from './draft.ts';
import styles from './interview.module.css';

export function LanguageStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const offered = testimonyLanguages.find((tag) => tag === draft.language) ?? null;
  const invalid = tried && faultOf(draft, 'language', false) !== null;
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
        error={invalid ? t('interview.language.invalid') : undefined}
        maxLength={35}
        code
      />
      <RadioCards
        label={t('interview.language.interpreting')}
        value={draft.interpreting === 'not said' ? null : draft.interpreting}
        options={[
          { key: 'nobody', label: t('interview.language.nobody') },
          { key: 'an interpreter', label: t('interview.language.interpreter') },
          { key: 'somebody they know', label: t('interview.language.known'), note: t('interview.language.knownNote') },
        ]}
        onChange={(interpreting) => change({ interpreting })}
        small
      />
      {isInterpreted(draft) && (
        <TextField
          label={t('interview.language.who')}
          description={t('interview.language.whoHelp')}
          value={draft.interpreter}
          onChange={(interpreter) => change({ interpreter })}
          maxLength={300}
          prose
        />
      )}
    </>
  );
}

export function CircumstancesStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const wrong = tried && faultOf(draft, 'circumstances', false) !== null;
  return (
    <>
      <h1>{t('interview.circumstances.title')}</h1>
      <p className={styles.say}>{t('interview.circumstances.text')}</p>
      <RadioCards
        label={t('interview.circumstances.way')}
        value={draft.way === 'not said' ? null : draft.way}
        options={interviewWays.filter((way) => way !== 'not said').map((key) => ({ key, label: words.word(key) }))}
        onChange={(way) => change({ way })}
        row
        small
      />
      <div className={styles.fields}>
        <TextField
          label={t('interview.circumstances.place')}
          description={t('interview.circumstances.placeHelp')}
          value={draft.place}
          onChange={(place) => change({ place })}
          maxLength={500}
          prose
        />
        <TextField
          label={t('interview.circumstances.present')}
          description={t('interview.circumstances.presentHelp')}
          value={draft.present}
          onChange={(present) => change({ present })}
          maxLength={4000}
          lines={2}
          prose
        />
        <TextField
          label={t('interview.circumstances.words')}
          description={t('interview.circumstances.wordsHelp')}
          value={draft.words}
          onChange={(words) => change({ words })}
          maxLength={5000}
          lines={2}
          prose
        />
        <details className={styles.more} open={wrong || draft.by.trim() === ''}>
          <summary>
            {t('interview.circumstances.by')} <bdi>{draft.by}</bdi> · {t('interview.circumstances.when')}{' '}
            <bdi dir="ltr">{draft.when}</bdi>
          </summary>
          <div className={styles.pair}>
            <TextField
              label={t('interview.circumstances.by')}
              description={t('interview.circumstances.byHelp')}
              value={draft.by}
              onChange={(by) => change({ by })}
              maxLength={300}
              prose
            />
            <TextField
              label={t('interview.circumstances.when')}
              description={t('interview.circumstances.whenHelp')}
              value={draft.when}
              onChange={(when) => change({ when })}
              error={wrong ? t('interview.circumstances.whenWrong') : undefined}
              maxLength={60}
              code
            />
          </div>
        </details>
      </div>
    </>
  );
}
