import { useTranslation } from 'react-i18next';
import type { Credentials } from '../../shared/model/credentials.ts';
import type { Device } from '../../shared/model/metadata.ts';
import { useNumbers } from '../language/dates.ts';

/** The numbers of the one camera and lens, marked for what they give away. */
export function DeviceNumbers({ device }: { device: Device }) {
  const { t } = useTranslation();
  return (
    <>
      {device.serial !== null && <bdi dir="ltr">{device.serial}</bdi>}
      {device.lensSerial !== null && <i>{t('item.lensSerial', { serial: device.lensSerial })}</i>}
      <i>{t('personal.devices')}</i>
    </>
  );
}

/** What came of holding what was signed against the file; who signed is not judged. */
export function ContentCredentials({ credentials }: { credentials: Credentials }) {
  const { t } = useTranslation();
  const { bytes } = useNumbers();
  return (
    <>
      {t(`credentials.outcome.${credentials.outcome}`)}
      {credentials.generator !== null && <i>{t('credentials.by', { program: credentials.generator })}</i>}
      {credentials.failures.map((failure) => (
        <i key={failure}>
          <bdi dir="ltr">{failure}</bdi>
        </i>
      ))}
      <i>{t('credentials.kept', { size: bytes(credentials.bytes) })}</i>
      {credentials.outcome === 'bytes match' && <i>{t('credentials.signer')}</i>}
    </>
  );
}
