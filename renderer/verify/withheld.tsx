import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerificationReport } from '../../shared/model/report.ts';
import { besideStatement, groundOf, kindOf, reasonsOf } from '../../shared/report/withheld.ts';
import { Button } from '../kit/button.tsx';
import { Section } from '../kit/page.tsx';
import { useReportWords } from '../language/report-words.ts';
import styles from './verify.module.css';

const shownAtFirst = 20;

/** What the exporter states about what is withheld, and what that leaves unexplained; of a vault, what was erased. */
export function Withheld({ report }: { report: VerificationReport }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const [all, setAll] = useState(false);
  const beside = besideStatement(report, words);
  if (report.withheld.length === 0 && beside.length === 0) return null;
  const isVault = report.subject === 'vault';
  const listed = all ? report.withheld : report.withheld.slice(0, shownAtFirst);
  return (
    <Section title={t(isVault ? 'withheld.erasedTitle' : 'withheld.title')}>
      {listed.length > 0 && (
        <>
          {!isVault && <p className={styles.dim}>{t('withheld.text')}</p>}
          <ul className={styles.withheld}>
            {listed.map((line) => (
              <li key={JSON.stringify([line.what, line.ground, line.authority, line.by, line.review])}>
                <bdi>{kindOf(line.what, words)}</bdi>
                <div>
                  <bdi>{groundOf(line.ground, words)}</bdi>
                  <small>{reasonsOf(line, words)}</small>
                </div>
                <b>{words.number(line.count)}</b>
              </li>
            ))}
          </ul>
          {listed.length < report.withheld.length && <Button onPress={() => setAll(true)}>{t('kit.more')}</Button>}
        </>
      )}
      {beside.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Section>
  );
}
