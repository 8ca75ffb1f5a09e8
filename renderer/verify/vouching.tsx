import { useTranslation } from 'react-i18next';
import type { VerificationReport } from '../../shared/model/report.ts';
import { vouchingOf } from '../../shared/report/vouching.ts';
import { Section } from '../kit/page.tsx';
import { useReportWords } from '../language/report-words.ts';
import styles from './verify.module.css';

/** How large the part is that somebody outside vouches for, how large the tail that nobody does, and who countersigned. */
export function Vouching({ report }: { report: VerificationReport }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const lines = vouchingOf(report, words).map(({ key, count, values }) => words.say(key, { ...values, count }));
  const { required } = report;
  if (lines.length === 0) return null;
  return (
    <Section title={t('vouching.title')}>
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {required !== null && (
          <li>{t(required.met ? 'required.met' : 'required.missing', { level: t(`required.${required.level}`) })}</li>
        )}
      </ul>
    </Section>
  );
}
