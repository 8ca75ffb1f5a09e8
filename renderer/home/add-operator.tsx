import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { agrees, NewPassphrase } from '../welcome/new-passphrase.tsx';
import { isOperator, OperatorField } from '../welcome/operator-field.tsx';

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
      <OperatorField value={operator} onChange={setOperator} tried={tried} autoFocus />
      <NewPassphrase label={t('welcome.passphrase')} value={passphrase} onChange={setPassphrase} tried={tried} />
      {add.isError && <FaultNotice error={add.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={add.isPending}
          onPress={() => {
            setTried(true);
            if (isOperator(operator) && agrees(passphrase)) {
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
