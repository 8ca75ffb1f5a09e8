import { useTranslation } from 'react-i18next';
import type { Step } from './draft.ts';
import styles from './interview.module.css';

const lines = ['first', 'second', 'third'] as const;

/** What keeps this question from doing harm, beside the question. */
export function Guidance({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  return (
    <aside className={styles.guidance} aria-label={t('interview.helps')}>
      <b>{t('interview.helps')}</b>
      <ul>
        {lines.map((line) => (
          <li key={line}>{t(`interview.guidance.${step}.${line}`)}</li>
        ))}
      </ul>
    </aside>
  );
}
