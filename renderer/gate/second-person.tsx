import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import styles from './gate.module.css';

/** The second of two people, at the same computer or in a session of their own. */
export function SecondPerson(props: {
  readonly requester: string;
  /** What they say yes to. */
  readonly children?: ReactNode;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onConfirm: (who: { readonly operator: string; readonly passphrase: string }) => void;
}) {
  const { t } = useTranslation();
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState('');
  return (
    <Dialog title={t('gate.second')} onClose={props.onClose}>
      {props.children}
      <p>{t('gate.secondText', { requester: props.requester })}</p>
      <div className={styles.pair}>
        <TextField label={t('gate.operator')} value={operator} onChange={setOperator} code required autoFocus />
        <TextField label={t('gate.passphrase')} value={passphrase} onChange={setPassphrase} secret required />
      </div>
      {props.error !== null && <FaultNotice error={props.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={props.busy}
          isDisabled={operator.trim() === '' || passphrase === ''}
          onPress={() => props.onConfirm({ operator: operator.trim(), passphrase })}
        >
          {t('gate.confirm')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
