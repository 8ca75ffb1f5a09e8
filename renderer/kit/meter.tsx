import { ProgressBar } from 'react-aria-components';
import styles from './meter.module.css';

/** How far a piece of work has come. */
export function Meter(props: { readonly label: string; readonly part: number | null }) {
  return (
    <ProgressBar
      aria-label={props.label}
      className={styles.meter ?? ''}
      {...(props.part === null ? { isIndeterminate: true } : { value: props.part * 100 })}
    >
      {({ percentage }) => (
        <svg className={styles.track} viewBox="0 0 100 1" preserveAspectRatio="none" role="presentation">
          <rect className={styles.fill} width={percentage ?? 12} height="1" />
        </svg>
      )}
    </ProgressBar>
  );
}
