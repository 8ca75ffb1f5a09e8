import { useTranslation } from 'react-i18next';
import type { BatchFlags } from '../../shared/contract/batches.ts';
import { inHours } from '../../shared/model/hours.ts';

/** The flags of an import, a sentence for each kind. */
export function BatchSentences({ flags }: { flags: BatchFlags }) {
  const { t } = useTranslation();
  return (
    <ul>
      {flags.kinds.map(({ kind, messenger, count }) => (
        <li key={`${kind} ${messenger}`}>
          {messenger === null
            ? t('batch.counted', { count, flag: t(`conflict.${kind}`) })
            : t('batch.messenger', { count, messenger })}
        </li>
      ))}
      {flags.clocks.map(({ device, behind, seconds }) => (
        <li key={device}>{t('batch.clocks', { device, behind, ...inHours(seconds) })}</li>
      ))}
    </ul>
  );
}

export const hasFlags = ({ kinds, clocks }: BatchFlags): boolean => kinds.length > 0 || clocks.length > 0;
