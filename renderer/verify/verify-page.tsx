import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '../../shared/bridge.ts';
import type { CoreEvent } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import { bridge } from '../bridge/bridge.ts';
import { newJob } from '../bridge/calls.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { Meter } from '../kit/meter.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { asTrusted, nobody } from '../trust/trusted.ts';
import { Ask, type Asked } from './ask.tsx';
import { Verdict } from './verdict.tsx';
import styles from './verify.module.css';

/** Checks a bundle or this vault, and says what that shows and what it doesn't. */
export function VerifyPage({ what, path }: { what: 'bundle' | 'vault'; path: string }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>({
    what,
    path,
    files: [],
    identity: '',
    passphrase: '',
    notes: [''],
    trusted: nobody,
  });
  const [working, setWorking] = useState(false);
  const [part, setPart] = useState<number | null>(null);
  const [report, setReport] = useState<VerificationReport | null>(null);
  const [error, setError] = useState<Fault | null>(null);
  const job = useRef('');

  const onEvent = useCallback((event: CoreEvent) => {
    if (event.event !== 'progress' || event.job !== job.current) return;
    setPart(
      event.bytesTotal > 0 ? event.bytesDone / event.bytesTotal : event.total > 0 ? event.done / event.total : null,
    );
  }, []);
  useCoreEvents(onEvent);

  const ready = asked.what === 'vault' || asked.path.trim() !== '' || asked.files.length > 0;

  const run = async () => {
    job.current = newJob();
    setWorking(true);
    setPart(null);
    setError(null);
    const notes = asked.notes.filter((note) => note.trim() !== '');
    try {
      if (asked.what === 'vault') {
        setReport(await bridge.call('verify.vault', { job: job.current, notes, ...asTrusted(asked.trusted) }));
        return;
      }
      const handed = asked.files.length > 0 ? await bridge.handOver(asked.files) : null;
      const source: Source = handed?.sources[0] ?? { kind: 'path', path: asked.path.trim() };
      const [found] = await Promise.all([
        bridge.call('verify.bundle', {
          source,
          identity: asked.identity.replace(/\s/g, '') || null,
          passphrase: asked.passphrase || null,
          notes,
          job: job.current,
          ...asTrusted(asked.trusted),
        }),
        handed?.sent.catch(() => {}),
      ]);
      setReport(found);
    } catch (fault) {
      setError(fault as Fault);
    } finally {
      setWorking(false);
    }
  };

  // What was pressed has gone with the questions.
  useEffect(() => {
    if (report !== null && document.activeElement === document.body)
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [report]);

  if (report !== null) {
    return (
      <Page
        title={t('verify.title')}
        back={() => setReport(null)}
        deeds={<Button onPress={() => setReport(null)}>{t('verify.again')}</Button>}
        narrow
      >
        <Verdict report={report} onCompare={() => setReport(null)} />
      </Page>
    );
  }
  return (
    <Page title={t('verify.title')} narrow>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !working) void run();
        }}
      >
        <p className={styles.text}>{t('verify.intro')}</p>
        <Ask asked={asked} onChange={(change) => setAsked((before) => ({ ...before, ...change }))} />
        {working && (
          <div>
            <p>{t('verify.working')}</p>
            <Meter label={t('verify.working')} part={part} />
          </div>
        )}
        {error !== null && <FaultNotice error={error} />}
        <Deeds>
          <Button look="primary" large type="submit" busy={working} isDisabled={!ready}>
            {t('verify.run')}
          </Button>
        </Deeds>
      </form>
    </Page>
  );
}
