import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { civilTimeFields } from '../../shared/model/civil-time.ts';
import { Chooser } from '../choosing/chooser.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import styles from './camera-time.module.css';

/** Which camera times a statement is about: all of the period, those taken near a point, or the items of one case. */
export type Reach = {
  readonly what: 'all' | 'near' | 'case';
  readonly latitude: string;
  readonly longitude: string;
  readonly kilometres: string;
  readonly incident: string;
};
export const everywhere: Reach = { what: 'all', latitude: '', longitude: '', kilometres: '25', incident: '' };

type Limits = { readonly [Name in 'around' | 'incident']: z.infer<(typeof civilTimeFields)[Name]> };

/** As it is recorded; `null` where it is not whole. */
export function limitsOf({ what, latitude, longitude, kilometres, incident }: Reach): Limits | null {
  if (what === 'all') return { around: null, incident: null };
  if (what === 'case') return incident === '' ? null : { around: null, incident };
  const earthly = Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180;
  const around = civilTimeFields.around.safeParse({ latitude, longitude, kilometres: Number(kilometres) });
  return around.success && earthly ? { around: around.data, incident: null } : null;
}

export function CivilReach(props: {
  readonly reach: Reach;
  readonly onChange: (reach: Reach) => void;
  readonly showFaults: boolean;
}) {
  const { t } = useTranslation();
  const { reach, onChange } = props;
  const text = (name: 'latitude' | 'longitude' | 'kilometres') => ({
    value: reach[name],
    onChange: (value: string) => onChange({ ...reach, [name]: value.trim() }),
    code: true,
    mono: true,
  });
  const whole = limitsOf(reach) !== null;
  return (
    <>
      <RadioCards
        label={t('cameraTime.civil.reach')}
        value={reach.what}
        options={(['all', 'near', 'case'] as const).map((key) => ({
          key,
          label: t(`cameraTime.civil.reachOf.${key}`),
        }))}
        onChange={(what) => onChange({ ...reach, what })}
        row
        small
      />
      {reach.what === 'near' && (
        <div className={styles.pair}>
          <TextField label={t('caseForm.latitude')} {...text('latitude')} inputMode="decimal" required />
          <TextField label={t('caseForm.longitude')} {...text('longitude')} inputMode="decimal" required />
          <TextField label={t('cameraTime.civil.kilometres')} {...text('kilometres')} inputMode="numeric" required />
        </div>
      )}
      {reach.what === 'case' && <OneCase reach={reach} onChange={onChange} />}
      {props.showFaults && !whole && (
        <p className={styles.error} role="alert">
          {t(reach.what === 'near' ? 'cameraTime.civil.nearHelp' : 'cameraTime.civil.needed')}
        </p>
      )}
    </>
  );
}

function OneCase({ reach, onChange }: { reach: Reach; onChange: (reach: Reach) => void }) {
  const { t } = useTranslation();
  return (
    <Chooser
      label={t('cameraTime.civil.whichCase')}
      kind="incident"
      value={reach.incident === '' ? null : reach.incident}
      onChange={(incident) => onChange({ ...reach, incident: incident ?? '' })}
    />
  );
}
