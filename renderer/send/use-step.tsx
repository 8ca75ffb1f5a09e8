import { useTranslation } from 'react-i18next';
import { basesFor, purposesOf } from '../../shared/model/stated-use.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Select } from '../kit/select.tsx';
import { usePlaces } from '../shell/places.tsx';
import styles from './send.module.css';
import { type SendStepProps, usedFor } from './send-draft.ts';

/** What it is for, and on what handing it over rests: nobody but whoever hands it over can say that. */
export function UseStep({ draft, change, tried }: SendStepProps) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { audience, purpose, basis } = draft;
  const stated = usedFor(draft);
  const fault = tried && 'fault' in stated ? stated.fault : null;
  return (
    <>
      <h2 className={styles.title}>{t('statedUse.title')}</h2>
      <p className={styles.text}>{t('statedUse.text')}</p>
      <RadioCards
        label={t('statedUse.purpose')}
        value={purpose}
        options={purposesOf[audience].map((key) => ({ key, label: t(`purpose.${key}`) }))}
        onChange={(next) =>
          change({
            purpose: next,
            ...(basis !== null && basesFor(audience, next).includes(basis) ? {} : { basis: null }),
          })
        }
        small
      />
      {purpose !== null && (
        <RadioCards
          label={t('statedUse.basis')}
          value={basis}
          options={basesFor(audience, purpose).map((key) => ({
            key,
            label: t(`legalBasis.${key}`),
            note: t(`legalBasisNote.${key}`),
          }))}
          onChange={(next) => change({ basis: next })}
          small
        />
      )}
      {basis === 'court order' && <WhichOrder draft={draft} change={change} tried={fault === 'order'} />}
      {basis !== null && basis !== 'consent' && basis !== 'court order' && (
        <TextField
          label={t('statedUse.words')}
          description={t('statedUse.wordsHelp')}
          value={draft.basisWords}
          onChange={(basisWords) => change({ basisWords })}
          error={fault === 'words' ? t('statedUse.wordsNeeded') : undefined}
          maxLength={1_000}
          required
          prose
        />
      )}
      {(fault === 'purpose' || fault === 'basis') && (
        <p className={styles.error} role="alert">
          {t(fault === 'purpose' ? 'statedUse.purposeNeeded' : 'statedUse.basisNeeded')}
        </p>
      )}
      <p>
        <Button look="link" onPress={() => go({ at: 'orders' })}>
          {t('orders.title')}
        </Button>
      </p>
    </>
  );
}

function WhichOrder({ draft, change, tried }: SendStepProps) {
  const { t } = useTranslation();
  const orders = useAnswer('order.list', {});
  const inForce = (orders.data ?? []).filter(
    ({ state, audience }) => state === 'in force' && audience === draft.audience,
  );
  if (orders.data !== undefined && inForce.length === 0)
    return (
      <p className={styles.dim} role={tried ? 'alert' : undefined}>
        {t('statedUse.noOrder')}
      </p>
    );
  return (
    <>
      <Select
        label={t('statedUse.order')}
        value={draft.order}
        options={inForce.map(({ id, court, reference }) => ({
          key: id,
          label: `${plainlyShown(court)} · ${plainlyShown(reference)}`,
        }))}
        onChange={(order) => change({ order })}
      />
      {tried && (
        <p className={styles.error} role="alert">
          {t('statedUse.orderNeeded')}
        </p>
      )}
    </>
  );
}
