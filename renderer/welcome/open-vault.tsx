import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { TextField } from '../kit/field.tsx';
import { useMakingTables } from './making-tables.tsx';
import { PathField } from './path-field.tsx';
import { WayForm } from './way-form.tsx';
import type { WayIn } from './way-in.ts';

export function OpenVault({ suggestedPath, onOpen, locking }: WayIn & { readonly locking: boolean }) {
  const { t } = useTranslation();
  const [path, setPath] = useState(suggestedPath);
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const open = useDeed('vault.open', onOpen);
  const making = useMakingTables();
  return (
    <WayForm
      way="open"
      deed={open}
      waiting={locking}
      longer={making.shown}
      onSubmit={() => {
        if (path.trim() === '' || passphrase === '' || locking) return;
        const code = operator.trim();
        open.mutate({ ...making.begin(), path: path.trim(), passphrase, ...(code === '' ? {} : { operator: code }) });
      }}
    >
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
    </WayForm>
  );
}
