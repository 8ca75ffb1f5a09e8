import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckCard } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { useWords } from '../language/words.ts';
import styles from './parts.module.css';

/** A whole number, or none. */
export function NumberField(props: { label: string; value: number | null; onChange: (value: number | null) => void }) {
  const [text, setText] = useState(props.value === null ? '' : String(props.value));
  return (
    <TextField
      label={props.label}
      value={text}
      onChange={(typed) => {
        // Only what is a number, or becomes one, stays in the field: what it shows is what is saved.
        const kept = /^-?\d{0,10}/.exec(typed.replace(/[^\d-]/g, ''))?.[0] ?? '';
        setText(kept);
        props.onChange(/\d/.test(kept) ? Number(kept) : null);
      }}
      inputMode="numeric"
      code
    />
  );
}

const unsaid = '';

/** One word of a closed list, or none yet. */
export function WordField(props: {
  label: string;
  words: readonly string[];
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation();
  const { word } = useWords();
  const options = props.words.map((key) => ({ key, label: word(key) }));
  return (
    <Select
      label={props.label}
      value={props.value ?? unsaid}
      options={props.value === null ? [{ key: unsaid, label: t('recordForm.choose') }, ...options] : options}
      onChange={(key) => props.onChange(key === unsaid ? null : key)}
    />
  );
}

/** Any of a closed list. */
export function WordsField(props: {
  label: string;
  words: readonly string[];
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  const { word } = useWords();
  const { value } = props;
  return (
    <details className={styles.words}>
      <summary data-called={props.label}>
        {props.label}: <b>{value.length === 0 ? t('recordForm.none') : value.map(word).join(' · ')}</b>
      </summary>
      <fieldset className={styles.choices} aria-label={props.label}>
        {props.words.map((each) => (
          <CheckCard
            key={each}
            small
            label={word(each)}
            checked={value.includes(each)}
            onChange={(on) => props.onChange(props.words.filter((one) => (one === each ? on : value.includes(one))))}
          />
        ))}
      </fieldset>
    </details>
  );
}

export type Counts = Readonly<Partial<Record<string, number>>>;

/** How many of each of a closed list, where that is known. */
export function CountsField(props: {
  label: string;
  words: readonly string[];
  value: Counts;
  onChange: (value: Counts) => void;
}) {
  const { t } = useTranslation();
  const { word } = useWords();
  const said = props.words.filter((each) => props.value[each] !== undefined);
  const set = (each: string, count: number | null) => {
    const { [each]: _before, ...rest } = props.value;
    props.onChange(count === null ? rest : { ...rest, [each]: count });
  };
  return (
    <details className={styles.words}>
      <summary data-called={props.label}>
        {props.label}:{' '}
        <b>
          {said.length === 0
            ? t('recordForm.none')
            : said.map((each) => `${word(each)} ${props.value[each]}`).join(' · ')}
        </b>
      </summary>
      <div className={styles.choices}>
        {props.words.map((each) => (
          <NumberField
            key={each}
            label={word(each)}
            value={props.value[each] ?? null}
            onChange={(count) => set(each, count)}
          />
        ))}
      </div>
    </details>
  );
}
