import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeasuredClockRecord } from '../../shared/contract.ts';
import { cameraName } from '../../shared/model/camera-name.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './camera-time.module.css';
import { useClockError } from './clock-error.ts';

/** Every camera whose clock was measured, and how wrong it was. */
export function Clocks() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const clocks = useAnswer('clock.list', {});
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  return (
    <Section title={t('cameraTime.clock.title')}>
      <p className={styles.dim}>{t('cameraTime.clock.text')}</p>
      {clocks.isPending && <Skeleton lines={2} />}
      {clocks.isError && <Failed error={clocks.error} again={() => void clocks.refetch()} />}
      {clocks.data?.length === 0 && <p className={styles.dim}>{t('cameraTime.clock.none')}</p>}
      {clocks.data !== undefined && clocks.data.length > 0 && (
        <ul className={styles.list}>
          {clocks.data.map((clock) => (
            <Measured key={clock.id} clock={clock} onWithdraw={() => setWithdrawing(clock.id)} />
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <Button onPress={() => go({ at: 'clock' })}>{t('cameraTime.clock.show')}</Button>
      </div>
      {withdrawing !== null && <WithdrawClock id={withdrawing} onClose={() => setWithdrawing(null)} />}
    </Section>
  );
}

function Measured({ clock, onWithdraw }: { clock: MeasuredClockRecord; onWithdraw: () => void }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const { exactInstant, shortInstant } = useDates();
  const error = useClockError()(clock);
  const { measured, withdrawn } = clock;
  return (
    <li>
      <div>
        <b>
          <Foreign text={[cameraName(clock.camera), clock.serial].filter(Boolean).join(' ')} />
        </b>
        <span>
          {clock.offset === null ? t('cameraTime.clock.ofUtc', { error }) : error} ·{' '}
          <bdi>{exactInstant(clock.shown)}</bdi>
        </span>
        <span className={styles.dim}>
          {t('cameraTime.clock.recorded', { at: shortInstant(measured.at), operator: measured.operator })}
        </span>
        {clock.reason !== '' && (
          <span className={styles.dim}>
            <Foreign text={clock.reason} />
          </span>
        )}
        {withdrawn !== null && (
          <span className={styles.dim}>
            {t('cameraTime.clock.withdrawn', { ...withdrawn, at: shortInstant(withdrawn.at) })}
          </span>
        )}
      </div>
      <div className={styles.deeds}>
        <Button look="link" onPress={() => go({ at: 'item', seq: clock.item })}>
          {t('cameraTime.clock.openItem')}
        </Button>
        {withdrawn === null && (
          <Button look="link" isDisabled={vault.readOnly} onPress={onWithdraw}>
            {t('cameraTime.clock.withdraw')}
          </Button>
        )}
      </div>
    </li>
  );
}

function WithdrawClock({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const withdraw = useDeed('clock.withdraw', onClose);
  return (
    <ReasonDialog
      title={t('cameraTime.clock.withdrawTitle')}
      text={t('cameraTime.clock.withdrawText')}
      deed={t('cameraTime.clock.withdraw')}
      busy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onDo={(reason) => withdraw.mutate({ id, reason })}
    />
  );
}
