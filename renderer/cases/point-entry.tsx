import { useTranslation } from 'react-i18next';
import type { IncidentFields } from '../../shared/model/incident.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import styles from './case-form.module.css';

type Point = IncidentFields['place']['point'];

const degrees = /^-?\d{1,3}(\.\d{1,9})?$/;
const within = (text: string, most: number) => degrees.test(text) && Math.abs(Number(text)) <= most;

export const validPoint = (point: Point): boolean =>
  point === null || (within(point.latitude, 90) && within(point.longitude, 180));

/** Coordinates stay out until somebody asks for them: they can show a working facility to whoever gets the bundle. */
export function PointEntry(props: {
  readonly point: Point;
  readonly onChange: (point: Point) => void;
  readonly showFaults: boolean;
}) {
  const { t } = useTranslation();
  const { point, onChange } = props;
  if (point === null) {
    return (
      <div>
        <Button look="link" onPress={() => onChange({ latitude: '', longitude: '' })}>
          {t('caseForm.addPoint')}
        </Button>
        <p className={styles.help}>{t('caseForm.pointHelp')}</p>
      </div>
    );
  }
  const error = props.showFaults && !validPoint(point) ? t('caseForm.pointInvalid') : undefined;
  return (
    <fieldset className={styles.date}>
      <legend>{t('caseForm.point')}</legend>
      <div className={styles.dateLine}>
        <TextField
          label={t('caseForm.latitude')}
          value={point.latitude}
          onChange={(latitude) => onChange({ ...point, latitude: latitude.trim() })}
          inputMode="decimal"
          code
          mono
        />
        <TextField
          label={t('caseForm.longitude')}
          value={point.longitude}
          onChange={(longitude) => onChange({ ...point, longitude: longitude.trim() })}
          inputMode="decimal"
          code
          mono
        />
      </div>
      <p className={styles.help}>{t('caseForm.degrees')}</p>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Button look="link" onPress={() => onChange(null)}>
        {t('caseForm.removePoint')}
      </Button>
    </fieldset>
  );
}
