import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CivilTime } from '../../shared/contract.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { spokenOffset, useDates } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './camera-time.module.css';
import { CivilTimeForm } from './civil-time-form.tsx';

/** Which time was kept where, as people stated it. */
export function CivilTimes() {
  const { t } = useTranslation();
  const { vault } = useVault();
  const all = useAnswer('civilTime.list', {});
  const [adding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  return (
    <Section title={t('cameraTime.civil.title')}>
      <p className={styles.dim}>{t('cameraTime.civil.text')}</p>
      {all.isPending && <Skeleton lines={2} />}
      {all.isError && <Failed error={all.error} again={() => void all.refetch()} />}
      {all.data?.length === 0 && <p className={styles.dim}>{t('cameraTime.civil.none')}</p>}
      {all.data !== undefined && all.data.length > 0 && (
        <ul className={styles.list}>
          {all.data.map((civil) => (
            <Stated key={civil.id} civil={civil} onWithdraw={() => setWithdrawing(civil.id)} />
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <Button isDisabled={vault.readOnly} onPress={() => setAdding(true)}>
          {t('cameraTime.civil.add')}
        </Button>
      </div>
      {adding && <CivilTimeForm onClose={() => setAdding(false)} />}
      {withdrawing !== null && <WithdrawCivilTime id={withdrawing} onClose={() => setWithdrawing(null)} />}
    </Section>
  );
}

function Stated({ civil, onWithdraw }: { civil: CivilTime; onWithdraw: () => void }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { dayWithoutWeekday, shortInstant, exactInstant } = useDates();
  const { withdrawn } = civil;
  return (
    <li>
      <div>
        <b>
          <Foreign text={civil.where} />
        </b>
        <span>
          <bdi dir="ltr">{civil.zone}</bdi>
          {' · '}
          {t('cameraTime.civil.period', { from: dayWithoutWeekday(civil.from), to: dayWithoutWeekday(civil.to) })}
          {civil.control !== '' && (
            <>
              {' · '}
              {t('cameraTime.civil.heldBy')} <Foreign text={civil.control} />
            </>
          )}
        </span>
        <span className={styles.dim}>
          {civil.offsets.map(({ since, offset }, place) => (
            <span key={since} className={styles.offset}>
              {place === 0
                ? spokenOffset(offset)
                : t('cameraTime.civil.since', { offset: spokenOffset(offset), since: exactInstant(since) })}
            </span>
          ))}
          {t('cameraTime.civil.database')} <bdi dir="ltr">{civil.tz}</bdi>
        </span>
        <span className={styles.dim}>
          <Foreign text={civil.says} />
          {' · '}
          <Foreign text={civil.reason} />
        </span>
        {civil.around !== null && <span className={styles.dim}>{t('cameraTime.civil.around', civil.around)}</span>}
        {civil.incident !== null && <span className={styles.dim}>{t('cameraTime.civil.oneCase')}</span>}
        {withdrawn !== null && (
          <span className={styles.dim}>
            {t('cameraTime.clock.withdrawn', { ...withdrawn, at: shortInstant(withdrawn.at) })}
          </span>
        )}
      </div>
      {withdrawn === null && (
        <div className={styles.deeds}>
          <Button look="link" isDisabled={vault.readOnly} onPress={onWithdraw}>
            {t('cameraTime.clock.withdraw')}
          </Button>
        </div>
      )}
    </li>
  );
}

function WithdrawCivilTime({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const withdraw = useDeed('civilTime.withdraw', onClose);
  return (
    <ReasonDialog
      title={t('cameraTime.civil.withdrawTitle')}
      text={t('cameraTime.clock.withdrawText')}
      deed={t('cameraTime.clock.withdraw')}
      busy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onDo={(reason) => withdraw.mutate({ id, reason })}
    />
  );
}
