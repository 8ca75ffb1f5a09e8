import { useTranslation } from 'react-i18next';
import { TextField } from '../kit/field.tsx';
import { strengthOf } from './strength.ts';
import styles from './welcome.module.css';

export interface TwicePassphrase {
  readonly first: string;
  readonly again: string;
}

export const agrees = ({ first, again }: TwicePassphrase) => first !== '' && first === again;

/** A new passphrase, typed twice, with a plain word about its strength. */
export function NewPassphrase(props: {
  readonly label: string;
  readonly value: TwicePassphrase;
  readonly onChange: (value: TwicePassphrase) => void;
  readonly tried: boolean;
}) {
  const { t } = useTranslation();
  const { value, onChange } = props;
  const strength = strengthOf(value.first);
  return (
    <>
      <div className={styles.strengthBox}>
        <TextField
          label={props.label}
          value={value.first}
          onChange={(first) => onChange({ ...value, first })}
          secret
          required
        />
        <div className={styles.meter} data-strength={strength} aria-hidden>
          <span />
          <span />
          <span />
        </div>
        <p className={styles.hint} aria-live="polite">
          {t(`welcome.strength.${strength}`)}
        </p>
      </div>
      <TextField
        label={t('welcome.again')}
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        error={
          value.first !== value.again && (props.tried || value.again.length >= value.first.length)
            ? t('welcome.mismatch')
            : undefined
        }
        secret
        required
      />
    </>
  );
}
