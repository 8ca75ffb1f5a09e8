import { Check, Minus, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boundsOf } from '../../shared/anchors/bounds.ts';
import type { ExhibitState, VerificationReport } from '../../shared/model/report.ts';
import { boundLines } from '../../shared/report/anchors.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { ShortHash } from '../kit/hash.tsx';
import { Section } from '../kit/page.tsx';
import { useNumbers } from '../language/dates.ts';
import { useReportWords } from '../language/report-words.ts';
import styles from './verify.module.css';

const shownAtFirst = 50;

const icons = {
  intact: <Check className={styles.yes} aria-hidden />,
  absent: <Minus className={styles.no} aria-hidden />,
  damaged: <OctagonAlert className={styles.bad} aria-hidden />,
  touched: <OctagonAlert className={styles.bad} aria-hidden />,
} as const satisfies Record<ExhibitState['state'], unknown>;

/** Faulty exhibits first: they are what a reader looks for. */
const order = { damaged: 0, touched: 1, absent: 2, intact: 3 } as const;

export function Exhibits({ report }: { report: VerificationReport }) {
  const { t } = useTranslation();
  const { bytes } = useNumbers();
  const words = useReportWords();
  const [all, setAll] = useState(false);
  const sorted = [...report.exhibits].sort((a, b) => order[a.state] - order[b.state] || a.seq - b.seq);
  const listed = all ? sorted : sorted.slice(0, shownAtFirst);
  return (
    <Section title={t('verify.exhibits')}>
      {sorted.length === 0 && <p className={styles.dim}>{t('verify.noExhibits')}</p>}
      {sorted.length > 0 && (
        <table className={styles.exhibits} aria-label={t('verify.exhibits')}>
          <thead>
            <tr>
              <th scope="col">{t('verify.exhibit')}</th>
              <th scope="col">{t('verify.state')}</th>
              <th scope="col">{t('verify.type')}</th>
              <th scope="col">{t('verify.size')}</th>
              <th scope="col">{t('verify.hash')}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((each) => (
              <tr key={each.seq}>
                <th scope="row">
                  <bdi>{each.seq}</bdi>
                </th>
                <td>
                  <span className={styles.state}>
                    {icons[each.state]}
                    <span>
                      {t(`verify.states.${each.state}`)}
                      <small>
                        {t(`verdictShort.${each.verdict}`)}
                        {each.mayBeCorrected && ` · ${t('verify.mayBeCorrected')}`}
                      </small>
                      {boundLines(boundsOf(each.seq, report.anchors), words).map((line) => (
                        <small key={line}>{line}</small>
                      ))}
                    </span>
                  </span>
                </td>
                <td>
                  <Foreign text={each.type} />
                </td>
                <td className={styles.amount}>{bytes(each.size)}</td>
                <td>
                  <ShortHash value={each.sha256} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {listed.length < sorted.length && <Button onPress={() => setAll(true)}>{t('kit.more')}</Button>}
    </Section>
  );
}
