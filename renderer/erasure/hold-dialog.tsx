import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HoldTarget, holdFields } from '../../shared/model/erasure.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';

const { authority: authorities, basis: bases, until: days } = holdFields.shape;

/** Puts something under a legal hold. */
export function HoldDialog({ on, onClose }: { on: HoldTarget; onClose: () => void }) {
  const { t } = useTranslation();
  const [authority, setAuthority] = useState('');
  const [basis, setBasis] = useState('');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const place = useDeed('hold.place', onClose);
  const day = until.trim() === '' ? null : until.trim();
  const fits = {
    authority: authorities.safeParse(authority).success,
    basis: bases.safeParse(basis).success,
    until: days.safeParse(day).success,
  };
  return (
    <Dialog title={t('hold.place')} onClose={onClose}>
      <p>{t('hold.text')}</p>
      <TextField
        label={t('hold.authority')}
        description={t('hold.authorityHelp')}
        value={authority}
        onChange={setAuthority}
        error={tried && !fits.authority ? t('hold.authorityNeeded') : undefined}
        prose
        required
        autoFocus
      />
      <TextField
        label={t('hold.basis')}
        description={t('hold.basisHelp')}
        value={basis}
        onChange={setBasis}
        lines={2}
        error={tried && !fits.basis ? t('kit.reasonNeeded') : undefined}
        prose
        required
      />
      <TextField
        label={t('hold.until')}
        description={t('hold.untilHelp')}
        value={until}
        onChange={setUntil}
        error={tried && !fits.until ? t('hold.untilInvalid') : undefined}
        code
      />
      {place.isError && <FaultNotice error={place.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={place.isPending}
          onPress={() => {
            setTried(true);
            if (fits.authority && fits.basis && fits.until) place.mutate({ on, authority, basis, until: day });
          }}
        >
          {t('hold.do')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
