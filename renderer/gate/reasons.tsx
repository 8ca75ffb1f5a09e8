import type { GateReason } from '../../shared/model/use.ts';
import { reasonInWords } from '../../shared/report/gate.ts';
import { useReportWords } from '../language/report-words.ts';
import styles from './gate.module.css';

/** What speaks for and against that somebody sees a thing. */
export function Reasons({ reasons }: { readonly reasons: readonly GateReason[] }) {
  const words = useReportWords();
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.person} ${reason.about} ${reason.seq}`}>{reasonInWords(reason, words)}</li>
      ))}
    </ul>
  );
}
