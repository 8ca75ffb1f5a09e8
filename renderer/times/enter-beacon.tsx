import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { beacon } from '../../shared/model/anchor-entry.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Recorded } from './recorded.tsx';
import styles from './times.module.css';

/** A public random value, typed in: what is entered after it was entered after it became public. */
export function EnterBeacon({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [source, setSource] = useState('');
  const [value, setValue] = useState('');
  const [at, setAt] = useState('');
  const add = useDeed('anchor.add');
  if (add.data !== undefined) return <Recorded added={add.data} onClose={onClose} />;
  const typed = { source: source.trim(), value: value.replace(/\s/g, ''), at: at.trim() === '' ? null : at.trim() };
  const wrong = (field: keyof typeof typed, isEmpty: boolean) =>
    isEmpty || beacon.shape[field].safeParse(typed[field]).success ? undefined : t(`times.wrong.${field}`);
  const fits = beacon.safeParse(typed).success;
  return (
    <Dialog title={t('times.enterBeacon')} onClose={onClose} wide>
      <p className={styles.dim}>{t('times.beaconText')}</p>
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) add.mutate({ anchor: { kind: 'beacon', ...typed } });
        }}
      >
        <TextField
          label={t('times.source')}
          description={t('times.sourceHelp')}
          value={source}
          onChange={setSource}
          error={wrong('source', typed.source === '')}
          required
          code
        />
        <TextField
          label={t('times.value')}
          value={value}
          onChange={setValue}
          error={wrong('value', typed.value === '')}
          required
          mono
          code
        />
        <TextField
          label={t('times.at')}
          description={t('times.atHelp')}
          value={at}
          onChange={setAt}
          error={wrong('at', typed.at === null)}
          placeholder="2024-04-20T00:09:27Z"
          code
        />
        {add.isError && <FaultNotice error={add.error} />}
        <Deeds>
          <Button look="primary" type="submit" busy={add.isPending} isDisabled={!fits}>
            {t('times.record')}
          </Button>
          <Button onPress={onClose}>{t('kit.cancel')}</Button>
        </Deeds>
      </Form>
    </Dialog>
  );
}
