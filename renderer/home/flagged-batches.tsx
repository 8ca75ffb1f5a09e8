import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { BatchSentences } from '../items/batch-flags.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import styles from './home.module.css';

const batchesShown = 3;

/** What the newest imports with flags say, each on a few lines. */
export function FlaggedBatches() {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const batches = useAnswer('import.flagged', { limit: batchesShown });
  if (batches.data === undefined || batches.data.length === 0) return <p>{t('home.conflictsText')}</p>;
  return (
    <>
      {batches.data.map((batch) => (
        <div key={batch.acquisition} className={styles.batch}>
          <p>
            <Foreign text={batch.source} /> · {shortInstant(batch.at)}
          </p>
          <BatchSentences flags={batch.flags} />
        </div>
      ))}
    </>
  );
}
