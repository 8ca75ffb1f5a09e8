import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertionFields } from '../../shared/model/records.ts';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';

type Field = (typeof assertionFields)[number];

/** What a person says about an item, and how they know: a column of its own. */
export function AddWord({ item, onClose }: { item: number; onClose: () => void }) {
  const { t } = useTranslation();
  const [field, setField] = useState<Field>('note');
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const say = useDeed('item.assert', (output) => {
    keepAnswer('item.get', { seq: item }, output);
    onClose();
  });
  const ready = value.trim() !== '' && reason.trim().length >= shortestReason;
  return (
    <Dialog title={t('item.sayTitle')} onClose={onClose}>
      <p>{t('item.sayText')}</p>
      <Select
        label={t('item.sayField')}
        value={field}
        options={assertionFields.map((key) => ({ key, label: t(`assertionField.${key}`) }))}
        onChange={setField}
      />
      <TextField label={t('item.sayValue')} value={value} onChange={setValue} lines={3} prose required />
      <TextField
        label={t('item.sayReason')}
        value={reason}
        onChange={setReason}
        lines={2}
        prose
        required
        error={tried && reason.trim().length < shortestReason ? t('kit.reasonNeeded') : undefined}
      />
      {say.isError && <FaultNotice error={say.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={say.isPending}
          onPress={() => {
            setTried(true);
            if (ready) say.mutate({ item, field, value: value.trim(), reason: reason.trim() });
          }}
        >
          {t('item.saySave')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
