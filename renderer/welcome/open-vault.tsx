import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { PathField } from './path-field.tsx';
import type { WayIn } from './way-in.ts';
import styles from './welcome.module.css';

export function OpenVault({ suggestedPath, onOpen, locking }: WayIn & { readonly locking: boolean }) {
  const { t } = useTranslation();
  const [path, setPath] = useState(suggestedPath);
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const open = useDeed('vault.open', onOpen);
  return (
    <Form
      className={styles.form ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() === '' || passphrase === '' || locking) return;
        const code = operator.trim();
        open.mutate({ path: path.trim(), passphrase, ...(code === '' ? {} : { operator: code }) });
      }}
    >
      <h2>{t('welcome.open.title')}</h2>
      <PathField value={path} onChange={setPath} />
      <TextField
        label={t('welcome.passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        secret
        required
        autoFocus
      />
      <TextField
        label={t('welcome.open.operator')}
        description={t('welcome.open.operatorHelp')}
        value={operator}
        onChange={setOperator}
        code
      />
      {open.isError && <FaultNotice error={open.error} />}
      <Button look="primary" large type="submit" busy={open.isPending || locking}>
        {t('welcome.open.submit')}
      </Button>
      {open.isPending && <p className={styles.hint}>{t('welcome.working')}</p>}
    </Form>
  );
}
