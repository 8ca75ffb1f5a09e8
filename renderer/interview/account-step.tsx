import { useTranslation } from 'react-i18next';
import { Chooser } from '../choosing/chooser.tsx';
import { Button } from '../kit/button.tsx';
import { ChosenQuestions } from '../prepared-questions/chosen-questions.tsx';
import { SoundRecorder } from '../recording/sound-recorder.tsx';
import type { StepProps } from './draft.ts';
import { faultOf, mayRecord, saidOf } from './draft.ts';
import styles from './interview.module.css';
import { Paragraphs } from './paragraphs.tsx';

const themes = ['before', 'moment', 'after', 'harmed', 'facility', 'earlier', 'others'] as const;

/** The account itself: a short first one, unless a full statement was chosen. */
export function AccountStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const fault = tried ? faultOf(draft, 'account', false) : null;
  const full = draft.form === 'full statement';
  return (
    <>
      <h1>{t('interview.account.title')}</h1>
      <p className={styles.say}>{t(full ? 'interview.account.fullText' : 'interview.account.text')}</p>
      <div>
        <Button look="link" onPress={() => change({ form: full ? 'first account' : 'full statement' })}>
          {t(full ? 'interview.account.first' : 'interview.account.full')}
        </Button>{' '}
        <span className={styles.kept}>{t(full ? 'interview.account.firstNote' : 'interview.account.fullNote')}</span>
      </div>
      {full && (
        <ChosenQuestions
          chosen={draft.template}
          spoken={draft.language}
          onChoose={(template) => change({ template })}
        />
      )}
      {full && draft.template === null && (
        <details className={styles.themes} open>
          <summary>{t('interview.account.themes')}</summary>
          <ul>
            {themes.map((theme) => (
              <li key={theme}>{t(`interview.account.theme.${theme}`)}</li>
            ))}
          </ul>
        </details>
      )}
      {mayRecord(draft) && (
        <div className={styles.fields}>
          <SoundRecorder of={{ witness: draft.witness.trim(), said: saidOf(draft) }} />
        </div>
      )}
      <Paragraphs
        paragraphs={draft.paragraphs}
        onChange={(paragraphs) => change({ paragraphs })}
        error={fault === null ? undefined : t('interview.account.needed')}
      />
      <div className={styles.fields}>
        <Chooser
          label={t('interview.account.case')}
          kind="incident"
          value={draft.incident}
          onChange={(incident) => change({ incident })}
          description={t('interview.account.noCase')}
        />
      </div>
    </>
  );
}
