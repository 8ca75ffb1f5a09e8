import { Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExportPreview } from '../../shared/contract.ts';
import { matters } from '../../shared/model/withholding.ts';
import { reasonsOf } from '../../shared/report/withheld.ts';
import { useNumbers } from '../language/dates.ts';
import { useReportWords } from '../language/report-words.ts';
import { useWords } from '../language/words.ts';
import styles from './send.module.css';

const order: readonly string[] = matters;

export const inOrder = <T extends { what: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => order.indexOf(a.what) - order.indexOf(b.what));

/** What stays, and why each does. */
export function Stays({ stays }: Pick<ExportPreview, 'stays'>) {
  const { t } = useTranslation();
  const words = useWords();
  const report = useReportWords();
  const { number } = useNumbers();
  return (
    <section>
      <h3>{t('send.contents.stays')}</h3>
      {stays.length === 0 && <p className={styles.dim}>{t('send.contents.nothingStays')}</p>}
      <ul className={styles.list}>
        {inOrder(stays).map(({ what, count, ground, chosen }) => (
          <li key={JSON.stringify([what, ground, chosen])}>
            <Minus aria-hidden />
            <span>
              {words.what(what)}
              <small>{words.ground(ground)}</small>
              {chosen !== null && <small>{reasonsOf(chosen, report)}</small>}
            </span>
            <b>{number(count)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
