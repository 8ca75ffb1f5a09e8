import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cameraName } from '../../shared/model/camera-name.ts';
import { measuredWithin } from '../../shared/model/measured-clock.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { useDates } from '../language/dates.ts';
import styles from './camera-time.module.css';
import { useClockError } from './clock-error.ts';

/** What a photograph of the page says of its camera's clock, shown before it is recorded. */
export function MeasureClock({ item, onClose }: { item: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { captured, exactInstant } = useDates();
  const errorIn = useClockError();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const read = useAnswer('clock.read', { item });
  const add = useDeed('clock.add', onClose);
  const short = reason.trim().length < shortestReason;
  const clock = read.data;
  const error = clock === undefined ? '' : errorIn(clock);
  return (
    <Dialog title={t('cameraTime.clock.measureTitle')} onClose={onClose}>
      {read.isPending && <p role="status">{t('cameraTime.clock.reading')}</p>}
      {read.isError && <FaultNotice error={read.error} />}
      {clock !== undefined && (
        <>
          <dl className={styles.facts}>
            <dt>{t('cameraTime.clock.camera')}</dt>
            <dd>
              <Foreign text={[cameraName(clock.camera), clock.serial].filter(Boolean).join(' ')} />
            </dd>
            <dt>{t('cameraTime.clock.itsClock')}</dt>
            <dd>
              <bdi>
                {captured({
                  wall: clock.wall,
                  offset: clock.offset,
                  subsecond: null,
                  offsetBasis: clock.offset === null ? 'unknown' : 'written',
                  from: [],
                })}
              </bdi>
            </dd>
            <dt>{t('cameraTime.clock.pageSaid')}</dt>
            <dd>
              <bdi>{exactInstant(clock.shown)}</bdi>
            </dd>
            <dt>{t('cameraTime.clock.error')}</dt>
            <dd>
              <b>{clock.offset === null ? t('cameraTime.clock.ofUtc', { error }) : error}</b>
              <span className={styles.dim}>{t('cameraTime.clock.within', { seconds: measuredWithin })}</span>
            </dd>
          </dl>
          <TextField
            label={t('cameraTime.clock.reason')}
            value={reason}
            onChange={setReason}
            lines={2}
            prose
            required
            error={tried && short ? t('kit.reasonNeeded') : undefined}
          />
        </>
      )}
      {add.isError && <FaultNotice error={add.error} />}
      <Deeds>
        {clock !== undefined && (
          <Button
            look="primary"
            busy={add.isPending}
            onPress={() => {
              setTried(true);
              if (!short) add.mutate({ item, reason: reason.trim() });
            }}
          >
            {t('cameraTime.clock.record')}
          </Button>
        )}
        <Button onPress={onClose}>{t(clock === undefined ? 'kit.close' : 'kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
