import type { TimeBounds as Bounds } from '../../shared/model/anchors.ts';
import { boundLines } from '../../shared/report/anchors.ts';
import { useReportWords } from '../language/report-words.ts';
import styles from './ledger.module.css';

/** Between which times an entry was recorded, as others vouch for them. Nothing where nobody does. */
export function TimeBounds({ bounds }: { bounds: Bounds }) {
  const words = useReportWords();
  return boundLines(bounds, words).map((line) => (
    <p key={line} className={styles.dim}>
      {line}
    </p>
  ));
}
