import { useTranslation } from 'react-i18next';
import { audiences } from '../../shared/model/vocabulary.ts';
import { RadioCards } from '../kit/choice.tsx';
import styles from './send.module.css';
import type { SendStepProps } from './send-draft.ts';

export function AudienceStep({ draft, change }: SendStepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={styles.title}>{t('send.audience.title')}</h2>
      <p className={styles.text}>{t('send.audience.text')}</p>
      <RadioCards
        label={t('send.audience.title')}
        hideLabel
        value={draft.audience}
        options={audiences.map((key) => ({ key, label: t(`audience.${key}`) }))}
        onChange={(audience) =>
          change(audience === draft.audience ? {} : { audience, purpose: null, basis: null, order: '', answers: {} })
        }
      />
    </>
  );
}
