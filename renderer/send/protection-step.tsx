import { useTranslation } from 'react-i18next';
import type { Protection } from '../../shared/contract.ts';
import { CheckLine, RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Notice } from '../kit/notice.tsx';
import { NewPassphrase } from '../welcome/new-passphrase.tsx';
import styles from './send.module.css';
import type { SendStepProps } from './send-draft.ts';
import { protectionOf } from './send-draft.ts';

const ways = ['recipients', 'passphrase', 'plain'] as const satisfies readonly Protection['kind'][];

export function ProtectionStep({ draft, change, tried }: SendStepProps) {
  const { t } = useTranslation();
  const settled = protectionOf(draft);
  const fault = tried && 'fault' in settled ? settled.fault : null;
  return (
    <>
      <h2 className={styles.title}>{t('send.protection.title')}</h2>
      <RadioCards
        label={t('send.protection.title')}
        hideLabel
        value={draft.protection}
        options={ways.map((key) => ({
          key,
          label: t(`send.protection.${key}`),
          note: t(`send.protection.${key}Note`),
        }))}
        onChange={(protection) => change({ protection, plainConfirmed: false })}
      />
      {draft.protection === 'recipients' && (
        <TextField
          label={t('send.protection.keys')}
          description={t('send.protection.keysHelp')}
          value={draft.keys}
          onChange={(keys) => change({ keys })}
          error={fault === 'keys' ? t('send.protection.keysNeeded') : undefined}
          lines={3}
          mono
          code
        />
      )}
      {draft.protection === 'passphrase' && (
        <NewPassphrase
          label={t('welcome.passphrase')}
          value={draft.passphrase}
          onChange={(passphrase) => change({ passphrase })}
          tried={fault === 'passphrase'}
        />
      )}
      {draft.protection === 'plain' && (
        <>
          <Notice kind="warn" title={t('send.protection.plainNote')} />
          <CheckLine checked={draft.plainConfirmed} onChange={(plainConfirmed) => change({ plainConfirmed })}>
            {t('send.protection.confirmPlain')}
          </CheckLine>
          {fault === 'plain' && (
            <p className={styles.error} role="alert">
              {t('send.protection.confirmNeeded')}
            </p>
          )}
        </>
      )}
    </>
  );
}
