import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldTarget } from '../../shared/model/erasure.ts';
import { useDeed } from '../bridge/calls.ts';
import { AuthorityFields, useResting } from '../kit/authority-fields.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { FaultNotice } from '../kit/notice.tsx';

/** Puts something under a legal hold. */
export function HoldDialog({ on, onClose }: { on: HoldTarget; onClose: () => void }) {
  const { t } = useTranslation();
  const resting = useResting();
  const [tried, setTried] = useState(false);
  const place = useDeed('hold.place', onClose);
  return (
    <Dialog title={t('hold.place')} onClose={onClose}>
      <p>{t('hold.text')}</p>
      <AuthorityFields
        resting={resting}
        authority={t('hold.authority')}
        basis={t('hold.basis')}
        tried={tried}
        autoFocus
      />
      {place.isError && <FaultNotice error={place.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={place.isPending}
          onPress={() => {
            setTried(true);
            if (resting.complete) place.mutate({ on, ...resting.given });
          }}
        >
          {t('hold.do')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
