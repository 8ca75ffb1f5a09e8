import { useTranslation } from 'react-i18next';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { useDates } from '../language/dates.ts';
import styles from './case-form.module.css';
import type { DateParts } from './uncertain-date.ts';

const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** Day, month, year and time of day apart, so that what isn't known can stay empty. */
export function DateEntry(props: {
  readonly label: string;
  readonly value: DateParts;
  readonly onChange: (value: DateParts) => void;
  readonly error?: string | undefined;
  /** A date that is only about has no time of day. */
  readonly withTime: boolean;
}) {
  const { t } = useTranslation();
  const { monthName } = useDates();
  const { value, onChange } = props;
  const digits = (text: string) => text.replace(/\D/g, '');
  return (
    <fieldset className={styles.date}>
      <legend>{props.label}</legend>
      <div className={styles.dateLine}>
        <TextField
          label={t('caseForm.day')}
          value={value.day}
          onChange={(day) => onChange({ ...value, day: digits(day) })}
          inputMode="numeric"
          maxLength={2}
        />
        <Select
          label={t('caseForm.month')}
          value={value.month === '' ? '0' : value.month}
          options={[
            { key: '0', label: t('caseForm.monthUnknown') },
            ...months.map((month) => ({ key: String(month), label: monthName(month) })),
          ]}
          onChange={(month) => onChange({ ...value, month: month === '0' ? '' : month })}
        />
        <TextField
          label={t('caseForm.year')}
          value={value.year}
          onChange={(year) => onChange({ ...value, year: digits(year) })}
          inputMode="numeric"
          maxLength={4}
        />
        {props.withTime && (
          <TextField
            label={t('caseForm.time')}
            value={value.time}
            onChange={(time) => onChange({ ...value, time: time.replace(/[^\d:]/g, '') })}
            placeholder="21:30"
            maxLength={5}
            code
          />
        )}
      </div>
      {props.error !== undefined && (
        <p className={styles.error} role="alert">
          {props.error}
        </p>
      )}
    </fieldset>
  );
}
