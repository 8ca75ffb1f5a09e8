import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { agrees, NewPassphrase } from './new-passphrase.tsx';
import { PathField } from './path-field.tsx';
import { keysIn, wrongKey } from './public-keys.ts';
import type { WayIn } from './way-in.ts';
import styles from './welcome.module.css';

export const operatorPattern = /^[a-z0-9][a-z0-9-]{0,31}$/;

export function CreateVault(props: WayIn & { readonly onRecoveryKey: (key: string) => void }) {
  const { t } = useTranslation();
  const [path, setPath] = useState(props.newPath);
  const [operator, setOperator] = useState('op-1');
  const [passphrase, setPassphrase] = useState({ first: '', again: '' });
  const [keys, setKeys] = useState('');
  const [training, setTraining] = useState(false);
  const [tried, setTried] = useState(false);
  const create = useDeed('vault.create', ({ state, recoveryKey }) => {
    if (recoveryKey !== null) props.onRecoveryKey(recoveryKey);
    props.onOpen(state);
  });
  const wrong = wrongKey(keys);
  const ready = path.trim() !== '' && operatorPattern.test(operator) && agrees(passphrase) && wrong === null;
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!ready) return;
        create.mutate({
          path: path.trim(),
          operator,
          passphrase: passphrase.first,
          recipients: keysIn(keys),
          training,
        });
      }}
    >
      <h2>{t('welcome.create.title')}</h2>
      <p className={styles.text}>{t('welcome.create.text')}</p>
      <PathField value={path} onChange={setPath} isNew />
      <TextField
        label={t('welcome.create.operator')}
        description={t('welcome.create.operatorHelp')}
        value={operator}
        onChange={setOperator}
        error={tried && !operatorPattern.test(operator) ? t('welcome.create.operatorInvalid') : undefined}
        code
        required
      />
      <NewPassphrase label={t('welcome.passphrase')} value={passphrase} onChange={setPassphrase} tried={tried} />
      <TextField
        label={t('welcome.create.keys')}
        description={t('welcome.create.keysHelp')}
        value={keys}
        onChange={setKeys}
        error={tried && wrong !== null ? t('welcome.create.keyInvalid', { key: wrong }) : undefined}
        lines={2}
        mono
        code
      />
      <CheckLine checked={training} onChange={setTraining}>
        {t('welcome.create.training')}
      </CheckLine>
      {create.isError && <FaultNotice error={create.error} />}
      <Button look="primary" large type="submit" busy={create.isPending}>
        {t('welcome.create.submit')}
      </Button>
      {create.isPending && <p className={styles.hint}>{t('welcome.working')}</p>}
    </Form>
  );
}
