import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput, CoreEvent } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { askAgain, newJob, useDeed } from '../bridge/calls.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { useNumbers } from '../language/dates.ts';
import styles from './in-steps.module.css';
import { Meter } from './meter.tsx';
import { Notice } from './notice.tsx';

type Progress = Extract<CoreEvent, { event: 'progress' }>;
type ManyDeed = 'tag.add' | 'tag.remove' | 'item.note' | 'incident.set';

/**
 * A deed about many things from a dialog: how far it is, and what is left where somebody stopped. `close` stops it where it goes on; it
 * closes by itself when nothing is left.
 */
export function useInSteps<N extends ManyDeed>(
  name: N,
  { asks, onClose }: { readonly asks: string; readonly onClose: () => void },
) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const job = useRef('');
  const [progress, setProgress] = useState<Progress | null>(null);
  const deed = useDeed(name, ({ left }) => {
    askAgain(asks);
    if (left === 0) onClose();
  });
  useCoreEvents(
    useCallback((event: CoreEvent) => {
      if (event.event === 'progress' && event.job === job.current) setProgress(event);
    }, []),
  );
  const left = deed.data?.left ?? 0;
  let shown: ReactNode = null;
  if (deed.isPending && progress !== null)
    shown = (
      <div className={styles.progress}>
        <p role="status">{t('inSteps.done', { count: progress.done, of: number(progress.total) })}</p>
        <Meter label={t('inSteps.working')} part={progress.done / progress.total} />
      </div>
    );
  else if (left > 0)
    shown = (
      <Notice kind="warn" title={t('inSteps.left', { count: left })}>
        {t('inSteps.leftText')}
      </Notice>
    );
  return {
    run(input: Omit<CallInput<N>, 'job'>) {
      job.current = newJob();
      setProgress(null);
      deed.mutate({ ...input, job: job.current } as CallInput<N>);
    },
    close: () => (deed.isPending ? void bridge.call('import.cancel', { job: job.current }) : onClose()),
    leave: deed.isPending ? t('inSteps.stop') : t(left > 0 ? 'kit.close' : 'kit.cancel'),
    busy: deed.isPending,
    error: deed.error,
    shown,
  };
}
