import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { CheckLine } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { agrees, NewPassphrase } from './new-passphrase.tsx';
import { isOperator, OperatorField } from './operator-field.tsx';
import { PathField } from './path-field.tsx';
import { keysIn, wrongKey } from './public-keys.ts';
import { WayForm } from './way-form.tsx';
import type { WayIn } from './way-in.ts';

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
  const ready = path.trim() !== '' && isOperator(operator) && agrees(passphrase) && wrong === null;
  return (
    <WayForm
      way="create"
      text={t('welcome.create.text')}
      deed={create}
      onSubmit={() => {
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
      <PathField value={path} onChange={setPath} isNew />
      <OperatorField
        value={operator}
        onChange={setOperator}
        tried={tried}
        description={t('welcome.create.operatorHelp')}
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
    </WayForm>
  );
}
