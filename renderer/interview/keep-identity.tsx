import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity } from '../../shared/model/records.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { useVault } from '../shell/vault.tsx';
import { shortestPassphrase } from './draft.ts';
import { IdentityFields } from './identity-step.tsx';

/** Who the witness is, learnt or allowed to be kept only after the account. Never in a draft: it would lie beside the account. */
export function KeepIdentity({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [identity, setIdentity] = useState<Identity>({ name: '', contact: '', notes: '' });
  const [passphrase, setPassphrase] = useState('');
  const [tried, setTried] = useState(false);
  const keep = useDeed('testimony.keepIdentity', (output) => {
    keepAnswer('testimony.get', { id }, output);
    onClose();
  });
  const secretNeeded = !vault.headquarters && passphrase.length < shortestPassphrase;
  const fault = identity.name.trim() === '' ? 'identityName' : secretNeeded ? 'identitySecret' : null;
  return (
    <Dialog title={t('testimony.keepIdentity')} onClose={onClose} wide>
      <p>{t('testimony.keepIdentityText')}</p>
      <IdentityFields
        identity={identity}
        passphrase={passphrase}
        onIdentity={setIdentity}
        onPassphrase={setPassphrase}
        fault={tried ? fault : null}
      />
      {keep.isError && <FaultNotice error={keep.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={keep.isPending}
          onPress={() => {
            setTried(true);
            if (fault !== null) return;
            const { name, contact, notes } = identity;
            keep.mutate({
              id,
              identity: { name: name.trim(), contact: contact.trim(), notes: notes.trim() },
              identityPassphrase: vault.headquarters ? null : passphrase,
            });
          }}
        >
          {t('testimony.keepIdentityDo')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
