import { Info, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportFinding, VerificationReport } from '../../shared/model/report.ts';
import { foremost } from '../../shared/report/foremost.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { useWords } from '../language/words.ts';
import styles from './verify.module.css';

const shownAtFirst = 20;

/** What is wrong, each with the entry and file it is about; then what is only worth knowing. */
export function Findings({ report }: { report: VerificationReport }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const listed = all ? report.findings : foremost(report.findings, shownAtFirst);
  const left = report.findingsTotal - listed.length;
  return (
    <>
      {report.findingsTotal > 0 && (
        <Section title={t('verify.findings', { count: report.findingsTotal })}>
          <ul className={styles.findings}>
            {[...listed.entries()].map(([place, each]) => (
              <Finding key={place} finding={each} wrong />
            ))}
          </ul>
          {left > 0 && (
            <p className={styles.dim}>
              {t('verify.findingsMore', { count: left })}{' '}
              {!all && (
                <Button look="link" onPress={() => setAll(true)}>
                  {t('kit.more')}
                </Button>
              )}
            </p>
          )}
        </Section>
      )}
      {report.warnings.length > 0 && (
        <Section title={t('verify.warnings')}>
          <ul className={styles.findings}>
            {[...report.warnings.slice(0, shownAtFirst).entries()].map(([place, each]) => (
              <Finding key={place} finding={each} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Finding({ finding, wrong = false }: { finding: ReportFinding; wrong?: boolean }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <li>
      {wrong ? <OctagonAlert className={styles.bad} aria-hidden /> : <Info className={styles.no} aria-hidden />}
      <div>
        {words.finding(finding.code)}
        <span className={styles.where}>
          {finding.seq !== null && <bdi>{t('verify.inEntry', { seq: finding.seq })}</bdi>}
          {finding.path !== null && (
            <code dir="ltr">
              <Foreign text={finding.path} />
            </code>
          )}
          {finding.detail !== '' && (
            <span>
              <Foreign text={finding.detail} />
            </span>
          )}
        </span>
      </div>
    </li>
  );
}
