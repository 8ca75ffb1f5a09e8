import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import styles from './case-form.module.css';
import { DateEntry } from './date-entry.tsx';
import { type Entered, edtfOf, hows, noDate } from './uncertain-date.ts';
import { useWhenInWords } from './when-in-words.ts';

const parts = ['night', 'dawn', 'morning', 'noon', 'afternoon', 'evening'] as const;

/** An uncertain date, entered as people know it, and read back in words before it is saved. */
export function WhenEntry(props: {
  /** `null`: the record's date says more than this form can, and is kept as written until it is replaced. */
  readonly entered: Entered | null;
  readonly written: string;
  readonly words: string;
  readonly onEntered: (entered: Entered) => void;
  readonly onWords: (words: string) => void;
  readonly showFaults: boolean;
}) {
  const { t } = useTranslation();
  const inWords = useWhenInWords();
  const { entered } = props;
  const result = entered === null ? { edtf: props.written } : edtfOf(entered);
  const fault = props.showFaults && 'fault' in result ? result.fault : null;
  const faultAt = (end: 'from' | 'to'): string | undefined => {
    if (fault === end) return t(entered?.[end].year === '' ? 'caseForm.yearNeeded' : 'caseForm.dateInvalid');
    if (fault === `${end}Time`) return t('caseForm.timeInvalid');
    if (end === 'from') return undefined;
    if (fault === 'order') return t('caseForm.dateOrder');
    return fault === 'bothTimes' ? t('caseForm.bothTimes') : undefined;
  };
  const set = (change: Partial<Entered>) =>
    props.onEntered({
      how: 'day',
      from: noDate,
      to: noDate,
      ...entered,
      ...change,
    });
  return (
    <div className={styles.part}>
      <RadioCards
        label={t('caseForm.whenHow')}
        value={entered?.how ?? null}
        options={hows.map((key) => ({ key, label: t(`caseForm.how.${key}`), note: t(`caseForm.howNote.${key}`) }))}
        onChange={(how) => set({ how })}
        small
        row
      />
      {entered !== null && entered.how !== 'unknown' && (
        <div className={styles.dates}>
          <DateEntry
            label={entered.how === 'between' ? t('caseForm.from') : t('caseForm.date')}
            value={entered.from}
            onChange={(from) => set({ from })}
            error={faultAt('from')}
            withTime={entered.how !== 'about'}
          />
          {entered.how === 'between' && (
            <DateEntry
              label={t('caseForm.to')}
              value={entered.to}
              onChange={(to) => set({ to })}
              error={faultAt('to')}
              withTime
            />
          )}
        </div>
      )}
      <TextField
        label={t('caseForm.words')}
        description={t('caseForm.wordsHelp')}
        value={props.words}
        onChange={props.onWords}
        maxLength={500}
        prose
      />
      <div className={styles.parts} role="toolbar" aria-label={t('caseForm.parts')}>
        {parts.map((part) => {
          const phrase = t(`caseForm.part.${part}`);
          return (
            <Button
              key={part}
              look="word"
              onPress={() => props.onWords(props.words.trim() === '' ? phrase : `${props.words.trim()}, ${phrase}`)}
            >
              {phrase}
            </Button>
          );
        })}
      </div>
      {'edtf' in result && (
        <p className={styles.reads}>
          {t('caseForm.reads')}: <b>{[inWords(result.edtf), props.words.trim()].filter(Boolean).join(', ')}</b>
        </p>
      )}
    </div>
  );
}
