import { useTranslation } from 'react-i18next';
import { type SupportNeed, type SupportOutcome, supportNeeds, supportOutcomes } from '../../shared/model/testimony.ts';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { useWords } from '../language/words.ts';
import type { Help, StepProps } from './draft.ts';
import { stopOf } from './draft.ts';
import styles from './interview.module.css';

const unnamed = 'none';

/** Help that somebody needs: named, offered, taken up, and to whom they were referred. */
export function SupportStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const set = (need: SupportNeed, help: Help | null) => {
    const { [need]: _before, ...others } = draft.support;
    change({ support: help === null ? others : { ...others, [need]: help } });
  };
  const stop = stopOf(draft);
  return (
    <>
      <h1>{t('interview.support.title')}</h1>
      <p className={styles.say}>
        {t(stop === null || stop === 'told before' ? 'interview.support.text' : 'interview.support.stoppedText')}
      </p>
      <div className={styles.fields}>
        {supportNeeds.map((need) => {
          const help = draft.support[need];
          return (
            <div key={need} className={styles.need}>
              <Select<SupportOutcome | typeof unnamed>
                label={words.word(need)}
                value={help?.outcome ?? unnamed}
                options={[
                  { key: unnamed, label: t('interview.support.none') },
                  ...supportOutcomes.map((key) => ({ key, label: words.word(key) })),
                ]}
                onChange={(outcome) => set(need, outcome === unnamed ? null : { to: '', note: '', ...help, outcome })}
              />
              {help !== undefined && (
                <>
                  <TextField
                    label={t('interview.support.to')}
                    value={help.to}
                    onChange={(to) => set(need, { ...help, to })}
                    maxLength={300}
                    prose
                  />
                  <TextField
                    label={t('interview.support.note')}
                    value={help.note}
                    onChange={(note) => set(need, { ...help, note })}
                    maxLength={1000}
                    prose
                  />
                </>
              )}
            </div>
          );
        })}
      </div>
      <p className={styles.kept}>{t('interview.support.private')}</p>
    </>
  );
}
