import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { operatorPattern } from '../welcome/create-vault.tsx';
import { agrees, NewPassphrase } from '../welcome/new-passphrase.tsx';

/** A second person with a code and a passphrase of their own. */
export function AddOperator({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState({ first: '', again: '' });
  const [tried, setTried] = useState(false);
  const add = useDeed('vault.addOperator', (state) => {
    keepAnswer('vault.state', {}, state);
    onClose();
  });
  return (
    <Dialog title={t('home.addOperator')} onClose={onClose}>
      <p>{t('home.addOperatorText')}</p>
      <TextField
        label={t('welcome.open.operator')}
        value={operator}
        onChange={setOperator}
        error={tried && !operatorPattern.test(operator) ? t('welcome.create.operatorInvalid') : undefined}
        code
        required
        autoFocus
      />
      <NewPassphrase label={t('welcome.passphrase')} value={passphrase} onChange={setPassphrase} tried={tried} />
      {add.isError && <FaultNotice error={add.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={add.isPending}
          onPress={() => {
            setTried(true);
            if (operatorPattern.test(operator) && agrees(passphrase)) {
              add.mutate({ operator, passphrase: passphrase.first });
            }
          }}
        >
          {t('home.addOperator')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
