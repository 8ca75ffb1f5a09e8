import type { ReactNode } from 'react';
import { Checkbox, Label, Radio, RadioGroup, ToggleButton } from 'react-aria-components';
import styles from './choice.module.css';
import { classes } from './classes.ts';

function Tick() {
  return (
    <span className={styles.box} aria-hidden>
      <svg viewBox="0 0 16 16" className={styles.tick} role="presentation">
        <path d="m3.5 8.5 3 3 6-7" />
      </svg>
    </span>
  );
}

/** One answer of several, large, with a line that says what it means. */
export function CheckCard(props: {
  readonly label: string;
  readonly note?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly small?: boolean;
}) {
  return (
    <Checkbox
      className={classes(styles.card, props.small && styles.small)}
      isSelected={props.checked}
      onChange={props.onChange}
    >
      <Tick />
      <span>
        {props.label}
        {props.note !== undefined && <small>{props.note}</small>}
      </span>
    </Checkbox>
  );
}

/** A tick on something that shows what it is. */
export function CheckMark(props: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <Checkbox
      className={styles.line ?? ''}
      aria-label={props.label}
      isSelected={props.checked}
      onChange={props.onChange}
    >
      <Tick />
    </Checkbox>
  );
}

export function CheckLine(props: {
  readonly children: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <Checkbox className={styles.line ?? ''} isSelected={props.checked} onChange={props.onChange}>
      <Tick />
      <span>{props.children}</span>
    </Checkbox>
  );
}

/** One answer out of a few. */
export function RadioCards<K extends string>(props: {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: K | null;
  readonly options: readonly { readonly key: K; readonly label: string; readonly note?: ReactNode }[];
  readonly onChange: (key: K) => void;
  readonly row?: boolean;
  readonly small?: boolean;
}) {
  return (
    <RadioGroup
      className={styles.group ?? ''}
      value={props.value}
      onChange={(key) => props.onChange(key as K)}
      {...(props.hideLabel ? { 'aria-label': props.label } : {})}
    >
      {!props.hideLabel && <Label className={styles.label ?? ''}>{props.label}</Label>}
      <div className={props.row ? styles.row : styles.column}>
        {props.options.map((option) => (
          <Radio key={option.key} value={option.key} className={classes(styles.card, props.small && styles.small)}>
            <span className={styles.circle} aria-hidden />
            <span>
              {option.label}
              {option.note !== undefined && <small>{option.note}</small>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** A filter that is on or off, with how many it leaves. */
export function Chip(props: {
  readonly children: ReactNode;
  readonly count?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <ToggleButton className={styles.chip ?? ''} isSelected={props.on} onChange={props.onChange}>
      {props.children}
      {props.count !== undefined && <b>{props.count}</b>}
    </ToggleButton>
  );
}
