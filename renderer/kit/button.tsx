import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { classes } from './classes.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger' | 'link' | 'word';
  readonly large?: boolean;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  /** The deed is under way: the button keeps its size and takes no second press. */
  readonly busy?: boolean;
}

export function Button({ look = 'plain', large, icon, children, busy = false, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      isPending={busy}
      className={classes(
        styles.button,
        styles[look],
        large && styles.large,
        busy && styles.busy,
        icon !== undefined && children === undefined && styles.square,
      )}
    >
      {icon}
      {children}
    </AriaButton>
  );
}
