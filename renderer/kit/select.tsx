import { ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { classes } from './classes.ts';
import styles from './field.module.css';

export interface SelectProps<K extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: K;
  readonly options: readonly { readonly key: K; readonly label: string }[];
  readonly onChange: (key: K) => void;
  readonly description?: string;
  readonly disabled?: boolean;
  /** What is wrong with it, in words; nothing is wrong while it is missing. */
  readonly error?: string | undefined;
}

export function Select<K extends string>(props: SelectProps<K>) {
  return (
    <AriaSelect
      className={styles.field ?? ''}
      value={props.value}
      onChange={(key) => props.onChange(String(key) as K)}
      isDisabled={props.disabled ?? false}
      isInvalid={props.error !== undefined}
      validationBehavior="aria"
      {...(props.hideLabel ? { 'aria-label': props.label } : {})}
    >
      {!props.hideLabel && <Label className={styles.label ?? ''}>{props.label}</Label>}
      <Button className={classes(styles.input, styles.select)} data-called={props.label}>
        <SelectValue className={styles.value ?? ''}>
          {({ defaultChildren }) => (
            // By its own direction: a long name in other writing is cut at its end and not at its beginning.
            <span className={styles.shown} dir="auto">
              {defaultChildren}
            </span>
          )}
        </SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      {props.description !== undefined && (
        <Text slot="description" className={styles.description ?? ''}>
          {props.description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''}>
          {props.options.map((option) => (
            <ListBoxItem key={option.key} id={option.key} textValue={option.label} className={styles.option ?? ''}>
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
