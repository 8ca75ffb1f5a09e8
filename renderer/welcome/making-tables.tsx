import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoreEvent } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { newJob } from '../bridge/calls.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { Button } from '../kit/button.tsx';
import { Meter } from '../kit/meter.tsx';
import styles from './welcome.module.css';

/**
 * What a vault does before it opens the first time after an update: how far its tables are, and a way to stop. `begin` names the deed;
 * `shown` is null where nothing of the kind goes on.
 */
export function useMakingTables(): { begin(): { readonly job: string }; readonly shown: ReactNode } {
  const { t } = useTranslation();
  const job = useRef('');
  const [part, setPart] = useState<number | null>(null);
  useCoreEvents(
    useCallback((event: CoreEvent) => {
      if (event.event !== 'progress' || event.job !== job.current) return;
      setPart(event.phase === 'done' ? null : event.done / event.total);
    }, []),
  );
  const shown =
    part === null ? null : (
      <div className={styles.making}>
        <p role="status">{t('welcome.making')}</p>
        <Meter label={t('welcome.makingLabel')} part={part} />
        <Button onPress={() => void bridge.call('import.cancel', { job: job.current })}>
          {t('welcome.makingStop')}
        </Button>
      </div>
    );
  return {
    begin() {
      job.current = newJob();
      setPart(null);
      return { job: job.current };
    },
    shown,
  };
}
