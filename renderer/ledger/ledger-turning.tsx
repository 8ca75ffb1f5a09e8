import { useState } from 'react';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import styles from './ledger.module.css';

/** Turns the pages of a ledger that is listed from its newest entry. */
export function LedgerTurning(props: {
  /** The entries that are shown. */
  readonly newest: number;
  readonly oldest: number;
  readonly total: number;
  /** Entries of a page. */
  readonly step: number;
  /** Is told which entry comes first now. */
  readonly onTurn: (newest: number) => void;
}) {
  const { newest, oldest, total, step, onTurn } = props;
  const { t } = useTranslation();
  const [number, setNumber] = useState('');
  const [missing, setMissing] = useState(false);
  const goTo = () => {
    const there = /^[0-9]+$/.test(number) && Number(number) < total;
    setMissing(!there);
    if (there) onTurn(Number(number));
  };
  return (
    <Group className={styles.turning ?? ''} aria-label={t('ledgerScreen.pages')}>
      <Button isDisabled={newest === total - 1} onPress={() => onTurn(newest + step)}>
        {t('ledgerScreen.newer')}
      </Button>
      <span className={styles.dim}>{t('ledgerScreen.shown', { newest, oldest })}</span>
      <Button isDisabled={oldest === 0} onPress={() => onTurn(oldest - 1)}>
        {t('ledgerScreen.older')}
      </Button>
      <form
        className={styles.goTo}
        onSubmit={(event) => {
          event.preventDefault();
          goTo();
        }}
      >
        <span className={styles.dim} aria-hidden>
          {t('ledgerScreen.goTo')}
        </span>
        <TextField
          label={t('ledgerScreen.goTo')}
          hideLabel
          code
          inputMode="numeric"
          value={number}
          onChange={(value) => {
            setNumber(value);
            setMissing(false);
          }}
          error={missing ? t('ledgerScreen.noSuch', { last: total - 1 }) : undefined}
        />
        <Button type="submit" isDisabled={number === ''}>
          {t('ledgerScreen.go')}
        </Button>
      </form>
    </Group>
  );
}
