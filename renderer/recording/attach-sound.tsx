import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mediaKind } from '../../shared/model/media-kinds.ts';
import { clock } from '../../shared/report/clock.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { useAllItems } from '../items/all-items.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';

type To = { readonly testimony: string } | { readonly item: number };

/** Says that a testimony is heard in a file: from the testimony's page or the file's, whichever is open. */
export function AttachSound({ to, onClose }: { to: To; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState('none');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { items } = useAllItems('all');
  const taken = useAnswer('recording.list', {});
  const testimonies = useAnswer('testimony.list', {}, { enabled: 'item' in to });
  const attach = useDeed('recording.attach', () => {
    askAgain('recording.');
    askAgain('transcript.');
    onClose();
  });
  const tied = new Set((taken.data ?? []).map(({ item }) => item.seq));
  const options =
    'item' in to
      ? (testimonies.data ?? []).map(({ id, witness }) => ({ key: id, label: plainlyShown(witness) }))
      : items
          .filter(({ seq, type }) => isRecording(type) && !tied.has(seq))
          .map(({ seq, name, seconds }) => ({
            key: String(seq),
            label: `${plainlyShown(name)}${seconds === null ? '' : ` (${clock(seconds)})`}`,
          }));
  const short = reason.trim().length < shortestReason;
  const save = () => {
    setTried(true);
    if (chosen === 'none' || short) return;
    const request =
      'item' in to ? { item: to.item, testimony: chosen } : { item: Number(chosen), testimony: to.testimony };
    attach.mutate({ ...request, reason: reason.trim() });
  };
  return (
    <Dialog title={t('item' in to ? 'sound.attachTo' : 'sound.attach')} onClose={onClose}>
      <p>{t('item' in to ? 'sound.attachToText' : 'sound.attachText')}</p>
      {options.length === 0 ? (
        <p>{t('item' in to ? 'sound.noTestimony' : 'sound.attachNone')}</p>
      ) : (
        <>
          <Select
            label={t('item' in to ? 'sound.ofTestimony' : 'sound.attachWhich')}
            value={chosen}
            options={[{ key: 'none', label: '–' }, ...options]}
            onChange={setChosen}
          />
          <TextField
            label={t('kit.reason')}
            description={t('kit.reasonHelp')}
            value={reason}
            onChange={setReason}
            error={tried && short ? t('kit.reasonNeeded') : undefined}
            lines={2}
            required
            prose
          />
        </>
      )}
      {attach.error !== null && <FaultNotice error={attach.error} />}
      <Deeds>
        {options.length > 0 && (
          <Button look="primary" busy={attach.isPending} isDisabled={chosen === 'none'} onPress={save}>
            {t('sound.attachDo')}
          </Button>
        )}
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

export function isRecording(type: string): boolean {
  const kind = mediaKind(type);
  return kind === 'sound' || kind === 'video' || type === 'application/ogg';
}
