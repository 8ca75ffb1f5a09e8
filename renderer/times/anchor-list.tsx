import { Check, Clock, OctagonAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnchorView } from '../../shared/model/anchors.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import styles from './times.module.css';

const shownAtFirst = 20;

/** Anchors, each with what it covers, when it was made, who says so, and what came of checking it. */
export function AnchorList({ anchors }: { anchors: readonly AnchorView[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const listed = all ? anchors : anchors.slice(0, shownAtFirst);
  return (
    <>
      <ul className={styles.anchors}>
        {[...listed.entries()].map(([place, anchor]) => (
          <Anchor key={place} anchor={anchor} />
        ))}
      </ul>
      {listed.length < anchors.length && <Button onPress={() => setAll(true)}>{t('kit.more')}</Button>}
    </>
  );
}

const icons = {
  confirmed: <Check className={styles.good} aria-hidden />,
  unchecked: <Clock className={styles.dim} aria-hidden />,
  pending: <Clock className={styles.dim} aria-hidden />,
  bad: <OctagonAlert className={styles.bad} aria-hidden />,
} as const satisfies Record<AnchorView['state'], unknown>;

function Anchor({ anchor: { kind, seq, path, size, time, within, by, state, reason } }: { anchor: AnchorView }) {
  const { t } = useTranslation();
  const { exactInstant } = useDates();
  return (
    <li data-state={state}>
      {icons[state]}
      <div>
        {size === null ? t(`anchor.kind.${kind}`) : t('anchor.over', { kind: t(`anchor.kind.${kind}`), count: size })}
        {time !== null && (
          <>
            {' · '}
            <bdi>{exactInstant(time)}</bdi>
            {within > 0 && (
              <>
                {' '}
                <bdi dir="ltr">± {within} s</bdi>
              </>
            )}
          </>
        )}
        <span className={styles.where}>
          {seq !== null && <bdi>{t('verify.inEntry', { seq })}</bdi>}
          {seq === null && path !== null && (
            <code dir="ltr">
              <Foreign text={path} />
            </code>
          )}
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
