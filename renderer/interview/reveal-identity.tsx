import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import styles from './interview.module.css';

/** Who somebody is, for as long as this is open; never kept among the answers. */
export function RevealIdentity(props: {
  readonly of: 'testimony.identity' | 'person.identity';
  readonly id: string;
  readonly onClose: () => void;
}) {
  const { id, onClose } = props;
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const reveal = useDeed(props.of);
  const identity = reveal.data;
  const close = () => {
    reveal.reset();
    onClose();
  };
  return (
    <Dialog title={t('testimony.identity')} onClose={close}>
      {identity === undefined ? (
        <>
          <p>{t('testimony.revealText')}</p>
          <TextField
            label={t('interview.identity.secret')}
            value={passphrase}
            onChange={setPassphrase}
            secret
            autoFocus
          />
          {reveal.isError && <FaultNotice error={reveal.error} />}
        </>
      ) : (
        <dl className={styles.identity}>
          <dt>{t('interview.identity.name')}</dt>
          <dd>
            <Foreign text={identity.name} />
          </dd>
          <dt>{t('interview.identity.contact')}</dt>
          <dd>
            <Foreign text={identity.contact || '–'} />
          </dd>
          <dt>{t('interview.identity.notes')}</dt>
          <dd>
            <Foreign text={identity.notes || '–'} />
          </dd>
        </dl>
      )}
      <Deeds>
        {identity === undefined && (
          <Button
            look="primary"
            busy={reveal.isPending}
            isDisabled={passphrase === ''}
            onPress={() => reveal.mutate({ id, passphrase })}
          >
            {t('testimony.revealDo')}
          </Button>
        )}
        <Button onPress={close}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}
