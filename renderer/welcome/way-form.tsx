import type { ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/faults.ts';
import { Button } from '../kit/button.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import styles from './welcome.module.css';

/** One way into a vault: what it does, what it asks, and the one deed that takes as long as a passphrase is meant to take. */
export function WayForm(props: {
  readonly way: 'open' | 'create' | 'recover';
  readonly text?: string;
  readonly onSubmit: () => void;
  readonly deed: { readonly isPending: boolean; readonly error: Fault | null };
  /** The vault is still being locked. */
  readonly waiting?: boolean;
  /** How far a deed is that takes longer than the passphrase. */
  readonly longer?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const { way, deed } = props;
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <h2>{t(`welcome.${way}.title`)}</h2>
      {props.text !== undefined && <p className={styles.text}>{props.text}</p>}
      {props.children}
      {deed.error !== null && <FaultNotice error={deed.error} />}
      <Button look="primary" large type="submit" busy={deed.isPending || props.waiting === true}>
        {t(`welcome.${way}.submit`)}
      </Button>
      {deed.isPending && props.longer ? (
        props.longer
      ) : (
        <p className={styles.working} role="status">
          {deed.isPending ? t('welcome.working') : ''}
        </p>
      )}
    </Form>
  );
}
