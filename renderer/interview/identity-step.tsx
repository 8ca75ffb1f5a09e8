import { useTranslation } from 'react-i18next';
import type { Identity } from '../../shared/model/records.ts';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Notice } from '../kit/notice.tsx';
import { useVault } from '../shell/vault.tsx';
import type { StepProps } from './draft.ts';
import { faultOf } from './draft.ts';
import styles from './interview.module.css';

/** Who the witness is stays apart from what they say, and the page says who will be able to read it. */
export function IdentityStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const fault = tried ? faultOf(draft, 'identity', vault.headquarters) : null;
  const { identity } = draft;
  return (
    <>
      <h1>{t('interview.identity.title')}</h1>
      <p className={styles.say}>{t('interview.identity.text')}</p>
      <RadioCards
        label={t('interview.identity.title')}
        hideLabel
        value={draft.keepIdentity ? 'keep' : 'skip'}
        options={[
          { key: 'skip', label: t('interview.identity.skip'), note: t('interview.identity.skipNote') },
          {
            key: 'keep',
            label: t('interview.identity.keep'),
            note: vault.headquarters ? t('interview.identity.headquarters') : t('interview.identity.passphrase'),
          },
        ]}
        onChange={(key) => change({ keepIdentity: key === 'keep' })}
      />
      {draft.identityAgain && identity.name === '' && <Notice kind="warn">{t('interview.identity.again')}</Notice>}
      {draft.keepIdentity && (
        <IdentityFields
          identity={identity}
          passphrase={draft.identityPassphrase}
          onIdentity={(next) => change({ identity: next })}
          onPassphrase={(identityPassphrase) => change({ identityPassphrase })}
          fault={fault === 'identityName' || fault === 'identitySecret' ? fault : null}
        />
      )}
    </>
  );
}

/** Who somebody is, and what it is sealed behind. */
export function IdentityFields(props: {
  readonly identity: Identity;
  readonly passphrase: string;
  readonly onIdentity: (identity: Identity) => void;
  readonly onPassphrase: (passphrase: string) => void;
  readonly fault: 'identityName' | 'identitySecret' | null;
}) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { identity, onIdentity, fault } = props;
  return (
    <div className={styles.fields}>
      <TextField
        label={t('interview.identity.name')}
        value={identity.name}
        onChange={(name) => onIdentity({ ...identity, name })}
        error={fault === 'identityName' ? t('interview.identity.nameNeeded') : undefined}
        maxLength={300}
        autoFocus
        required
        prose
      />
      <TextField
        label={t('interview.identity.contact')}
        value={identity.contact}
        onChange={(contact) => onIdentity({ ...identity, contact })}
        maxLength={500}
        prose
      />
      <TextField
        label={t('interview.identity.notes')}
        value={identity.notes}
        onChange={(notes) => onIdentity({ ...identity, notes })}
        maxLength={5000}
        lines={2}
        prose
      />
      {vault.headquarters ? (
        <Notice kind="info">{t('interview.identity.headquarters')}</Notice>
      ) : (
        <TextField
          label={t('interview.identity.secret')}
          description={t('interview.identity.secretHelp')}
          value={props.passphrase}
          onChange={props.onPassphrase}
          error={fault === 'identitySecret' ? t('interview.identity.secretNeeded') : undefined}
          secret
          required
        />
      )}
    </div>
  );
}
