import { useTranslation } from 'react-i18next';
import type { VerificationReport } from '../../shared/model/report.ts';
import { Section } from '../kit/page.tsx';
import { AnchorList } from '../times/anchor-list.tsx';
import styles from './verify.module.css';

/** Time stamps and the like that came along, each with what came of it; they bound entries in time and prove nothing else. */
export function Anchors({ report: { anchors } }: { report: VerificationReport }) {
  const { t } = useTranslation();
  if (anchors.length === 0) return null;
  return (
    <Section title={t('anchor.title')}>
      <AnchorList anchors={anchors} />
      <p className={styles.dim}>{t('anchor.assumes')}</p>
    </Section>
  );
}
