import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { TextField } from '../kit/field.tsx';
import { useMakingTables } from './making-tables.tsx';
import { agrees, NewPassphrase } from './new-passphrase.tsx';
import { isOperator, OperatorField } from './operator-field.tsx';
import { PathField } from './path-field.tsx';
import { WayForm } from './way-form.tsx';
import type { WayIn } from './way-in.ts';

export function RecoverVault({ suggestedPath, onOpen }: WayIn) {
  const { t } = useTranslation();
  const [path, setPath] = useState(suggestedPath);
  const [identity, setIdentity] = useState('');
  const [operator, setOperator] = useState('op-1');
  const [passphrase, setPassphrase] = useState({ first: '', again: '' });
  const [tried, setTried] = useState(false);
  const recover = useDeed('vault.recover', onOpen);
  const making = useMakingTables();
  const ready = path.trim() !== '' && identity.trim() !== '' && isOperator(operator) && agrees(passphrase);
  return (
    <WayForm
      way="recover"
      text={t('welcome.recover.text')}
      deed={recover}
      longer={making.shown}
      onSubmit={() => {
        setTried(true);
        if (!ready) return;
        recover.mutate({
          ...making.begin(),
          path: path.trim(),
          identity: identity.replace(/\s/g, ''),
          operator,
          passphrase: passphrase.first,
        });
      }}
    >
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
      <OperatorField value={operator} onChange={setOperator} tried={tried} />
      <NewPassphrase label={t('welcome.newPassphrase')} value={passphrase} onChange={setPassphrase} tried={tried} />
    </WayForm>
  );
}
