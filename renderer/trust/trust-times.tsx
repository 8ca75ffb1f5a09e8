import { useTranslation } from 'react-i18next';
import { certificateText } from '../../shared/anchors/authorities.ts';
import { TextField } from '../kit/field.tsx';
import { PickContent } from './pick-content.tsx';
import styles from './trust.module.css';
import { joined, type TrustedTimes } from './trusted.ts';

interface Props {
  readonly trusted: TrustedTimes;
  readonly onChange: (change: Partial<TrustedTimes>) => void;
}

/** Root certificates and blocks that count for the person at hand. */
export function TrustTimes({ trusted, onChange, title }: Props & { title?: string }) {
  const { t } = useTranslation();
  return (
    <details className={styles.trust}>
      <summary>{title ?? t('trust.times')}</summary>
      <p className={styles.dim}>{t('trust.timesText')}</p>
      <TimesFields trusted={trusted} onChange={onChange} />
    </details>
  );
}

export function TimesFields({ trusted, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('trust.roots')}
        description={`${t('trust.rootsText')} ${t('trust.rootsShipped')}`}
        value={trusted.roots}
        onChange={(roots) => onChange({ roots })}
        lines={2}
        mono
        code
      />
      <div>
        <PickContent
          label={t('trust.chooseRoots')}
          several
          testId="roots"
          onPicked={(contents) => onChange({ roots: joined(trusted.roots, contents.map(certificateText)) })}
        />
      </div>
      <TextField
        label={t('trust.blocks')}
        description={t('trust.blocksText')}
        value={trusted.blocks}
        onChange={(blocks) => onChange({ blocks })}
        lines={2}
        mono
        code
      />
    </>
  );
}
