import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AnchorView } from '../../shared/model/anchors.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { useDates } from '../language/dates.ts';
import styles from './verify.module.css';

const shown = 20;

/** Time stamps and the like that came along, each with what came of it; they bound entries in time and prove nothing else. */
export function Anchors({ report: { anchors } }: { report: VerificationReport }) {
  const { t } = useTranslation();
  if (anchors.length === 0) return null;
  return (
    <Section title={t('anchor.title')}>
      <ul className={styles.findings}>
        {[...anchors.slice(0, shown).entries()].map(([place, anchor]) => (
          <Anchor key={place} anchor={anchor} />
        ))}
      </ul>
      <p className={styles.dim}>{t('anchor.assumes')}</p>
    </Section>
  );
}

function Anchor({ anchor: { kind, seq, size, time, by, state, reason } }: { anchor: AnchorView }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  return (
    <li>
      <Clock className={state === 'bad' ? styles.bad : styles.no} aria-hidden />
      <div>
        {size === null ? t(`anchor.kind.${kind}`) : t('anchor.over', { kind: t(`anchor.kind.${kind}`), count: size })}
        {time !== null && (
          <>
            {' · '}
            <bdi>{instant(time)}</bdi>
          </>
        )}
        <span className={styles.where}>
          {seq !== null && <bdi>{t('verify.inEntry', { seq })}</bdi>}
          <span>{reason === null ? t(`anchor.state.${state}`) : t(`anchor.reason.${reason}`)}</span>
          {by !== '' && (
            <span>
              <Foreign text={by} />
            </span>
          )}
        </span>
      </div>
    </li>
  );
}
