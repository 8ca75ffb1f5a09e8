import { useTranslation } from 'react-i18next';
import type { TimeBounds as Bounds, TimeBound } from '../../shared/model/anchors.ts';
import { plainlyShown } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import styles from './ledger.module.css';

/** Between which times an entry was recorded, as others vouch for them. Nothing where nobody does. */
export function TimeBounds({ bounds: { before, after } }: { bounds: Bounds }) {
  return (
    <>
      {after !== null && <Bound side="after" bound={after} />}
      {before !== null && <Bound side="before" bound={before} />}
    </>
  );
}

function Bound({ side, bound: { time, seq, by, state } }: { side: 'before' | 'after'; bound: TimeBound }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const named = plainlyShown(by);
  const said = t(`anchor.${side}`, { time: time === null ? named : shortInstant(time), seq: seq ?? '', by: named });
  return (
    <p className={styles.dim}>
      {said}
      {state === 'unchecked' && ` (${t('anchor.state.unchecked')})`}
    </p>
  );
}
