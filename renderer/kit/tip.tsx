import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { classes } from './classes.ts';
import { Keys } from './keys.tsx';
import styles from './tip.module.css';

/** So long the pointer rests on a button before it is told what that does, in milliseconds. */
const restMs = 500;

/** Says in words what a button with a picture alone does, and with which keys it is done, when the pointer rests on it or the keyboard is there. */
export function Tip(props: {
  readonly text: string;
  readonly keys?: readonly string[] | undefined;
  /** Beside it, and only in a window so narrow that words beside pictures are left out. */
  readonly whereNarrow?: boolean;
  readonly children: ReactElement;
}) {
  return (
    <TooltipTrigger delay={restMs} closeDelay={0}>
      {props.children}
      <Tooltip
        className={classes(styles.tip, props.whereNarrow && styles.narrow)}
        placement={props.whereNarrow ? 'end' : 'top'}
        offset={6}
      >
        {props.text}
        {props.keys && (
          <span aria-hidden>
            <Keys keys={props.keys} />
          </span>
        )}
      </Tooltip>
    </TooltipTrigger>
  );
}
