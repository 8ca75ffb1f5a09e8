import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { useDeed } from '../bridge/calls.ts';
import { CarryOut } from '../carry/carry-out.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { useNumbers } from '../language/dates.ts';
import type { Standing } from './standing.ts';
import styles from './witnesses.module.css';

/** A request for one witness: from what it holds to the ledger as it stands. */
export function MakeRequest({ standing, onClose }: { standing: Standing; onClose: () => void }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const holding = standing.witnesses.filter(({ size }) => size > 0);
  const [whom, setWhom] = useState(holding.length === 1 ? (holding[0]?.key ?? 'new') : 'new');
  const [made, setMade] = useState<CallOutput<'witness.request'> | null>(null);
  const request = useDeed('witness.request', setMade);
  const from = holding.find(({ key }) => key === whom)?.size ?? 0;
  if (made !== null) {
    const title = t('witnesses.request.made', { size: number(made.size), from: number(made.from) });
    return (
      <Dialog title={title} onClose={onClose} wide>
        <CarryOut text={made.request} name={made.name} title={title} />
        <p className={styles.dim}>{t('witnesses.request.after')}</p>
        <Deeds>
          <Button onPress={onClose}>{t('kit.close')}</Button>
        </Deeds>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('witnesses.request.title')} onClose={onClose} wide>
      <p className={styles.text}>{t('witnesses.request.text')}</p>
      <Select
        label={t('witnesses.request.whom')}
        value={whom}
        options={[
          ...holding.map(({ key, name, size }) => ({
            key,
            label: t('witnesses.request.holds', { name: plainlyShown(name), size: number(size) }),
          })),
          { key: 'new', label: t('witnesses.request.newWitness') },
        ]}
        onChange={setWhom}
      />
      {request.isError && <FaultNotice error={request.error} />}
      <Deeds>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
        <Button look="primary" busy={request.isPending} onPress={() => request.mutate({ from })}>
          {t('witnesses.request.make')}
        </Button>
      </Deeds>
    </Dialog>
  );
}
