import { useTranslation } from 'react-i18next';
import { decodeUtf8 } from '../../shared/ledger/bytes.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Select } from '../kit/select.tsx';
import { PickContent } from './pick-content.tsx';
import styles from './trust.module.css';
import { joined, type Trusted } from './trusted.ts';

/** Whose countersignatures count for the person at hand, how many, and what is enough. */
export function TrustWitnesses(props: { trusted: Trusted; onChange: (change: Partial<Trusted>) => void }) {
  const { t } = useTranslation();
  const { trusted, onChange } = props;
  // Taken by a press and shown: whose word a verdict rests on is never a setting that nobody sees.
  const kept = useAnswer('witness.policy', {}).data?.text ?? null;
  const options = [
    { key: 'anything', label: t('trust.anything') },
    { key: 'consistent', label: t('trust.consistent') },
    { key: 'witnessed', label: t('trust.witnessed') },
  ] as const;
  return (
    <details className={styles.trust}>
      <summary>{t('trust.witnesses')}</summary>
      <p className={styles.dim}>{t('trust.witnessesText')}</p>
      <TextField
        label={t('trust.keys')}
        value={trusted.witnesses}
        onChange={(witnesses) => onChange({ witnesses })}
        lines={2}
        mono
        code
      />
      <div className={styles.ways}>
        {kept !== null && kept !== trusted.witnesses && (
          <Button onPress={() => onChange({ witnesses: kept })}>{t('witnesses.policy.take')}</Button>
        )}
        <PickContent
          label={t('trust.chooseKeys')}
          several
          onPicked={(contents) =>
            onChange({
              witnesses: joined(
                trusted.witnesses,
                contents.map((bytes) => decodeUtf8(bytes) ?? ''),
              ),
            })
          }
        />
      </div>
      <TextField
        label={t('trust.quorum')}
        value={trusted.quorum}
        onChange={(quorum) => onChange({ quorum })}
        inputMode="numeric"
        placeholder="1"
        maxLength={3}
        code
      />
      <Select
        label={t('trust.enough')}
        value={trusted.require}
        options={options}
        onChange={(require) => onChange({ require })}
      />
    </details>
  );
}
