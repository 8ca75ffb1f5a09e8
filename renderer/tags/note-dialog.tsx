import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';

/** The same note about many items, beside what each of them says. */
export function NoteDialog({ items, onClose }: { items: readonly number[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const add = useDeed('item.note', onClose);
  const isWhole = note.trim() !== '' && reason.trim().length >= shortestReason;
  return (
    <Dialog title={t('tags.noteMany', { count: items.length })} onClose={onClose}>
      <p>{t('tags.noteText')}</p>
      <TextField label={t('tags.noteWords')} value={note} onChange={setNote} lines={3} autoFocus required prose />
      <TextField label={t('tags.noteWhy')} value={reason} onChange={setReason} lines={2} required prose />
      {add.isError && <FaultNotice error={add.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={add.isPending}
          isDisabled={!isWhole}
          onPress={() => add.mutate({ items: [...items], note, reason })}
        >
          {t('tags.note')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
