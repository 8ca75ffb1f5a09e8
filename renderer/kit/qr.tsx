import { useMemo } from 'react';
import { type QrLevel, qrModules, qrPath, qrSide } from '../../shared/paper/qr.ts';
import { classes } from './classes.ts';
import styles from './qr.module.css';

/** A QR code of exact bytes: dark on light with its quiet zone in every theme, for a camera has no theme. */
export function Qr(props: {
  readonly bytes: Uint8Array;
  /** What it is, for whoever doesn't see it. */
  readonly label: string;
  readonly level?: QrLevel;
  readonly large?: boolean;
}) {
  const { bytes, level = 'medium' } = props;
  const { side, path } = useMemo(() => {
    const modules = qrModules(bytes, level);
    return { side: qrSide(modules), path: qrPath(modules) };
  }, [bytes, level]);
  return (
    <svg
      className={classes(styles.qr, props.large && styles.large)}
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={props.label}
    >
      <path d={path} />
    </svg>
  );
}
