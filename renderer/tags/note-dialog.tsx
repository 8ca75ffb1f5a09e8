import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { useInSteps } from '../kit/in-steps.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';

/** The same note about many items, beside what each of them says. */
export function NoteDialog({ items, onClose }: { items: readonly number[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const add = useInSteps('item.note', { asks: 'item.', onClose });
  const isWhole = note.trim() !== '' && reason.trim().length >= shortestReason;
  return (
    <Dialog title={t('tags.noteMany', { count: items.length })} onClose={add.close}>
      <p>{t('tags.noteText')}</p>
      <TextField label={t('tags.noteWords')} value={note} onChange={setNote} lines={3} autoFocus required prose />
      <TextField label={t('tags.noteWhy')} value={reason} onChange={setReason} lines={2} required prose />
      {add.shown}
      {add.error !== null && <FaultNotice error={add.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={add.busy}
          isDisabled={!isWhole}
          onPress={() => add.run({ items: [...items], note, reason })}
        >
          {t('tags.note')}
        </Button>
        <Button onPress={add.close}>{add.leave}</Button>
      </Deeds>
    </Dialog>
  );
}
