import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import styles from './field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: ReactNode;
  /** What is wrong with it, in words; nothing is wrong while it is missing. */
  readonly error?: string | undefined;
  readonly lines?: number;
  readonly mono?: boolean;
  readonly secret?: boolean;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly large?: boolean;
  readonly hideLabel?: boolean;
  readonly maxLength?: number;
  /** Codes, keys and paths are left-to-right in every language. */
  readonly code?: boolean;
  /** Text in the writer's own language: the first strong letter decides. */
  readonly prose?: boolean;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  readonly after?: ReactNode;
}

export function TextField(props: TextFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const direction = props.code || props.secret ? 'ltr' : props.prose ? 'auto' : undefined;
  const hint = props.placeholder === undefined ? {} : { placeholder: props.placeholder };
  const face = classes(styles.input, props.mono && styles.mono, props.large && styles.large);
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={props.value}
      onChange={props.onChange}
      isInvalid={props.error !== undefined}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      type={props.secret && !shown ? 'password' : 'text'}
      autoComplete="off"
      spellCheck="false"
      {...(props.hideLabel ? { 'aria-label': props.label } : {})}
      {...(props.autoFocus ? { autoFocus: true } : {})}
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
      {...(props.inputMode === undefined ? {} : { inputMode: props.inputMode })}
    >
      {!props.hideLabel && <Label className={styles.label ?? ''}>{props.label}</Label>}
      <div className={styles.line}>
        {props.lines ? (
          <TextArea className={face} rows={props.lines} dir={direction} {...hint} />
        ) : (
          <Input className={face} dir={direction} {...hint} />
        )}
        {props.secret && (
          <Button
            look="quiet"
            icon={shown ? <EyeOff /> : <Eye />}
            aria-label={shown ? t('kit.hideSecret') : t('kit.showSecret')}
            onPress={() => setShown(!shown)}
          />
        )}
        {props.after}
      </div>
      {props.description !== undefined && (
        <Text slot="description" className={styles.description ?? ''}>
          {props.description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
    </AriaTextField>
  );
}
