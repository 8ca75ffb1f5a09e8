import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { operatorPattern } from './create-vault.tsx';
import { agrees, NewPassphrase } from './new-passphrase.tsx';
import { PathField } from './path-field.tsx';
import type { WayIn } from './way-in.ts';
import styles from './welcome.module.css';

export function RecoverVault({ suggestedPath, onOpen }: WayIn) {
  const { t } = useTranslation();
  const [path, setPath] = useState(suggestedPath);
  const [identity, setIdentity] = useState('');
  const [operator, setOperator] = useState('op-1');
  const [passphrase, setPassphrase] = useState({ first: '', again: '' });
  const [tried, setTried] = useState(false);
  const recover = useDeed('vault.recover', onOpen);
  const ready = path.trim() !== '' && identity.trim() !== '' && operatorPattern.test(operator) && agrees(passphrase);
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!ready) return;
        recover.mutate({
          path: path.trim(),
          identity: identity.replace(/\s/g, ''),
          operator,
          passphrase: passphrase.first,
        });
      }}
    >
      <h2>{t('welcome.recover.title')}</h2>
      <p className={styles.text}>{t('welcome.recover.text')}</p>
      <PathField value={path} onChange={setPath} />
      <TextField
        label={t('welcome.recover.key')}
        description={t('welcome.recover.keyHelp')}
        value={identity}
        onChange={setIdentity}
        secret
        mono
        required
      />
      <TextField
        label={t('welcome.create.operator')}
        value={operator}
        onChange={setOperator}
        error={tried && !operatorPattern.test(operator) ? t('welcome.create.operatorInvalid') : undefined}
        code
        required
      />
      <NewPassphrase label={t('welcome.newPassphrase')} value={passphrase} onChange={setPassphrase} tried={tried} />
      {recover.isError && <FaultNotice error={recover.error} />}
      <Button look="primary" large type="submit" busy={recover.isPending}>
        {t('welcome.recover.submit')}
      </Button>
      {recover.isPending && <p className={styles.hint}>{t('welcome.working')}</p>}
    </Form>
  );
}
