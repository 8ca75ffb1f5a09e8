import { useTranslation } from 'react-i18next';
import { TextField } from '../kit/field.tsx';
import styles from './send.module.css';
import type { SendStepProps } from './send-draft.ts';

export function RecipientStep({ draft, change }: SendStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={styles.title}>{t('send.recipient.title')}</h2>
      <TextField
        label={t('send.recipient.label')}
        description={t('send.recipient.help')}
        value={draft.recipient}
        onChange={(recipient) => change({ recipient })}
        maxLength={300}
        autoFocus
        large
        prose
      />
    </>
  );
}
