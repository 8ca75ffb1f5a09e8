import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import styles from './witnesses.module.css';

/** A key for this vault to countersign with, and what is asked of whoever has one. */
export function BeginWitness({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const begin = useDeed('countersign.begin', (output) => {
    keepAnswer('countersign.self', {}, output);
    onClose();
  });
  return (
    <Dialog title={t('witnesses.self.start')} onClose={onClose} wide>
      <form
        className={styles.begin}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') begin.mutate({ name: name.trim() });
        }}
      >
        <TextField
          label={t('witnesses.self.name')}
          description={t('witnesses.self.nameHelp')}
          value={name}
          onChange={setName}
          maxLength={100}
          code
        />
        <Notice kind="warn">{t('witnesses.self.warn')}</Notice>
        {begin.isError && <FaultNotice error={begin.error} />}
        <Deeds>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
          <Button look="primary" type="submit" busy={begin.isPending} isDisabled={name.trim() === ''}>
            {t('witnesses.self.begin')}
          </Button>
        </Deeds>
      </form>
    </Dialog>
  );
}
