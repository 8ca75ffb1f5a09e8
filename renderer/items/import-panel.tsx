import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../shared/contract.ts';
import { AskOrigin } from '../acquisition/ask-origin.tsx';
import { fewNames, Taken } from '../acquisition/taken.tsx';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Meter } from '../kit/meter.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { usePlaces } from '../shell/places.tsx';
import { BatchSentences, hasFlags } from './batch-flags.tsx';
import { CompanionsFound } from './companions-found.tsx';
import styles from './import-panel.module.css';
import { useImports } from './imports.tsx';
import { ZipsOpened } from './zips-opened.tsx';

const none: readonly number[] = [];

/** The import at hand, or what the last one did, and where its files come from: asked while it runs and after, in one place. */
export function ImportPanel() {
  const { running, progress, summary } = useImports();
  return (
    <>
      <AtHand />
      <AskOrigin acquisitions={summary?.acquisitions ?? progress?.acquisitions ?? none} running={running} />
    </>
  );
}

function AtHand() {
  const { t } = useTranslation();
  const imports = useImports();
  if (imports.running) return <Running />;
  if (imports.error !== null) {
    return (
      <section className={styles.panel} aria-label={t('import.failed')}>
        <FaultNotice error={imports.error}>
          <Button onPress={imports.dismiss}>{t('kit.close')}</Button>
        </FaultNotice>
      </section>
    );
  }
  if (imports.summary !== null) return <Result summary={imports.summary} onClose={imports.dismiss} />;
  return null;
}

function Running() {
  const { t } = useTranslation();
  const { progress, stop } = useImports();
  const { number, bytes, duration } = useNumbers();
  const listing = progress === null || progress.phase === 'listing';
  const part = listing || progress.bytesTotal === 0 ? null : progress.bytesDone / progress.bytesTotal;
  return (
    <section className={styles.panel} aria-label={t('import.running')}>
      <div className={styles.head}>
        <div>
          <h2>{t('import.running')}</h2>
          <p className={styles.dim}>{listing ? t('import.listing') : t('import.copying')}</p>
        </div>
        <Button onPress={stop}>{t('import.stop')}</Button>
      </div>
      <Meter label={t('import.running')} part={part} />
      {progress !== null && !listing && (
        <p className={styles.numbers}>
          <span>
            {t('import.progress', {
              done: number(progress.done),
              total: number(progress.total),
              bytesDone: bytes(progress.bytesDone),
              bytesTotal: bytes(progress.bytesTotal),
            })}
          </span>
          {progress.secondsLeft !== null && <span>{t('import.left', { time: duration(progress.secondsLeft) })}</span>}
          {progress.current !== null && (
            <span className={styles.current}>
              <Foreign text={progress.current} />
            </span>
          )}
        </p>
      )}
    </section>
  );
}

function Result({ summary, onClose }: { summary: ImportSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  // Said once, at the top: what it kept from being archived is among what is missing.
  const isFull = summary.failed.some(({ code }) => code === 'VAULT_DISK_FULL');
  const failed = summary.failed.filter(({ code }) => code !== 'VAULT_DISK_FULL');
  const title = t(isFull ? 'import.full' : summary.cancelled ? 'import.cancelled' : 'import.done');
  const problems = (list: ImportSummary['failed']) => list.map(({ name, code }) => ({ name, why: words.fault(code) }));
  const withWhy: {
    key: 'failures' | 'readDifferently' | 'notReadAgain' | 'withoutMetadata' | 'withoutPreview';
    list: { name: string; why: string }[];
  }[] = [
    { key: 'failures', list: problems(failed) },
    { key: 'readDifferently', list: problems(summary.readDifferently) },
    { key: 'notReadAgain', list: problems(summary.notReadAgain) },
    { key: 'withoutMetadata', list: problems(summary.withoutMetadata) },
    { key: 'withoutPreview', list: problems(summary.withoutPreview) },
  ];
  return (
    <section className={styles.panel} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <Button look="quiet" icon={<X />} aria-label={t('kit.close')} onPress={onClose} />
      </div>
      {isFull && <Notice kind="bad" title={words.fault('VAULT_DISK_FULL')} urgent />}
      <ul className={styles.counts}>
        <li>{t('import.archived', { count: summary.archived })}</li>
        {summary.duplicates > 0 && <li>{t('import.duplicates', { count: summary.duplicates })}</li>}
        {summary.readTwice > 0 && <li>{t('import.readTwice', { count: summary.readTwice })}</li>}
        {summary.alreadyHere > 0 && <li>{t('import.alreadyHere', { count: summary.alreadyHere })}</li>}
      </ul>
      <ZipsOpened zips={summary.zips} />
      {summary.companions.length > 0 && (
        <details className={styles.details}>
          <summary>{t('companion.imported')}</summary>
          <CompanionsFound found={summary.companions} />
        </details>
      )}
      {hasFlags(summary.flags) && (
        <details className={styles.details}>
          <summary>{t('batch.title')}</summary>
          <BatchSentences flags={summary.flags} />
        </details>
      )}
      {withWhy.map(
        ({ key, list }) =>
          list.length > 0 && (
            <details
              key={key}
              className={styles.details}
              open={(key === 'failures' || key === 'readDifferently') && list.length <= fewNames}
            >
              <summary>{t(`import.${key}`, { count: list.length })}</summary>
              <ul>
                {list.map(({ name, why }) => (
                  <li key={name}>
                    <b>
                      <Foreign text={name} />
                    </b>{' '}
                    <span className={styles.dim}>{why}</span>
                  </li>
                ))}
              </ul>
            </details>
          ),
      )}
      {summary.missing.length > 0 && (
        <details className={styles.details} open={summary.missing.length <= fewNames}>
          <summary>{t('import.missing', { count: summary.missing.length })}</summary>
          <ul>
            {summary.missing.map((name) => (
              <li key={name}>
                <Foreign text={name} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {summary.acquisitions.map((seq) => (
        <TakenIn key={seq} seq={seq} />
      ))}
      {summary.acquisitions.length === 0 && <Notice kind="warn" title={t('import.mayNotRemove')} />}
    </section>
  );
}

/** How one source of the import stands, to be signed off here. */
function TakenIn({ seq }: { seq: number }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const acquisition = useAnswer('acquisition.get', { acquisition: seq });
  // What was asked while it ran is not how it stands now.
  if (acquisition.data === undefined || acquisition.isFetching) return null;
  return (
    <Taken
      acquisition={acquisition.data}
      further={
        <Button look="link" onPress={() => go({ at: 'acquisition', seq })}>
          {t('acquisition.open')}
        </Button>
      }
    />
  );
}
