import { useTranslation } from 'react-i18next';
import { TextField } from '../kit/field.tsx';

const pattern = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Whether it can be an operator's code: lower-case letters, digits and dashes, at most 32. */
export const isOperator = (code: string): boolean => pattern.test(code);

/** The code under which a person stands in the ledger. */
export function OperatorField(props: {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly tried: boolean;
  readonly description?: string;
  readonly autoFocus?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t('welcome.create.operator')}
      {...(props.description === undefined ? {} : { description: props.description })}
      {...(props.autoFocus ? { autoFocus: true } : {})}
      value={props.value}
      onChange={props.onChange}
      error={props.tried && !isOperator(props.value) ? t('welcome.create.operatorInvalid') : undefined}
      code
      required
    />
  );
}
