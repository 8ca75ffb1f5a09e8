import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { CallInput, CoreEvent, ImportSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { answers, newJob } from '../bridge/calls.ts';
import { useCoreEvents } from '../bridge/events.ts';
import type { Gathered } from '../bridge/gather.ts';

type Progress = Extract<CoreEvent, { event: 'progress' }>;
type What = { readonly files: Gathered[] } | { readonly paths: string[] } | { readonly acquisition: number };

interface Imports {
  readonly running: boolean;
  readonly progress: Progress | null;
  readonly summary: ImportSummary | null;
  readonly error: unknown;
  start(what: What): void;
  stop(): void;
  dismiss(): void;
}

const ImportsContext = createContext<Imports | null>(null);

export function useImports(): Imports {
  const imports = useContext(ImportsContext);
  if (imports === null) throw new Error('outside of ImportsProvider');
  return imports;
}

type Source = CallInput<'import.start'>['sources'][number];

/** Runs what was dropped or picked through core. Resolves with the sending's failure, if any, beside core's summary. */
async function bringIn(what: What, job: string, onStop: (stop: () => void) => void): Promise<ImportSummary> {
  if ('acquisition' in what) return bridge.call('import.resume', { acquisition: what.acquisition, job });
  if ('paths' in what) {
    const sources = what.paths.map((path): Source => ({ kind: 'path', path }));
    return bridge.call('import.start', { sources, job });
  }
  const handed = await bridge.handOver(what.files);
  onStop(() => handed.stop());
  const [summary] = await Promise.all([
    bridge.call('import.start', { sources: handed.sources, job }),
    // Core names what did not arrive; a broken sending has no more to say than that.
    handed.sent.catch(() => {}),
  ]);
  return summary;
}

/** One import at a time, going on whatever screen is shown. */
export function ImportsProvider({ children }: { children: ReactNode }) {
  const [job, setJob] = useState<string | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [summary, setSummary] = useState<ImportSummary | null>(null);
  const [error, setError] = useState<unknown>(null);
  const stopSending = useRef<(() => void) | null>(null);

  const start = useCallback(
    (what: What) => {
      if (job !== null) return;
      const next = newJob();
      setJob(next);
      setProgress(null);
      setSummary(null);
      setError(null);
      bringIn(what, next, (stop) => {
        stopSending.current = stop;
      })
        .then(setSummary, setError)
        .finally(() => {
          stopSending.current = null;
          setJob(null);
          void answers.invalidateQueries();
        });
    },
    [job],
  );

  const stop = useCallback(() => {
    if (job === null) return;
    void bridge.call('import.cancel', { job }).finally(() => stopSending.current?.());
  }, [job]);

  const dismiss = useCallback(() => {
    setProgress(null);
    setSummary(null);
    setError(null);
  }, []);

  const onEvent = useCallback(
    (event: CoreEvent) => {
      if (event.event === 'progress' && event.kind === 'import' && event.job === job) setProgress(event);
    },
    [job],
  );
  useCoreEvents(onEvent);

  const imports = useMemo(
    () => ({ running: job !== null, progress, summary, error, start, stop, dismiss }),
    [job, progress, summary, error, start, stop, dismiss],
  );
  return <ImportsContext value={imports}>{children}</ImportsContext>;
}
