import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';
import { classes } from './classes.ts';
import { Tip } from './tip.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger' | 'link' | 'word';
  readonly large?: boolean;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  /** The deed is under way: the button keeps its size and takes no second press. */
  readonly busy?: boolean;
  /** With which keys the same is done; told beside what a picture alone means. */
  readonly keys?: readonly string[];
}

export function Button({ look = 'plain', large, icon, children, busy = false, keys, ...rest }: ButtonProps) {
  const isPicture = icon !== undefined && children === undefined;
  const button = (
    <AriaButton
      {...rest}
      isPending={busy}
      {...(look === 'primary' ? { 'data-primary': '' } : {})}
      className={classes(
        styles.button,
        styles[look],
        large && styles.large,
        busy && styles.busy,
        isPicture && styles.square,
      )}
    >
      {icon}
      {children}
    </AriaButton>
  );
  const name = rest['aria-label'];
  if (!isPicture || name === undefined) return button;
  return (
    <Tip text={name} keys={keys}>
      {button}
    </Tip>
  );
}
