import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { FaultNotice, isErased } from './notice.tsx';
import styles from './states.module.css';

/** A screen with nothing on it yet: what it is for, and what to do next. */
export function Empty(props: { readonly icon: ReactNode; readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <div className={styles.emblem} aria-hidden>
        {props.icon}
      </div>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

/** The shape of what is being read, instead of a turning wheel. */
export function Skeleton(props: { readonly lines?: number; readonly tiles?: number; readonly cards?: number }) {
  const { t } = useTranslation();
  const several = (count: number) => Array.from({ length: count }, (_, index) => index);
  return (
    <div className={styles.skeleton} role="status" aria-label={t('kit.reading')}>
      {several(props.lines ?? 0).map((index) => (
        <span key={index} className={styles.bar} data-width={index % 4} />
      ))}
      {props.tiles !== undefined && (
        <div className={styles.tiles}>
          {several(props.tiles).map((index) => (
            <span key={index} className={styles.tile} data-width={index % 4} />
          ))}
        </div>
      )}
      {several(props.cards ?? 0).map((index) => (
        <span key={index} className={styles.card} />
      ))}
    </div>
  );
}

/** A question to core that failed: its sentence, and another try. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.failed}>
      <FaultNotice error={error}>
        {again && !isErased(error) && <Button onPress={again}>{t('kit.tryAgain')}</Button>}
      </FaultNotice>
    </div>
  );
}
