import { useTranslation } from 'react-i18next';
import { Notice } from '../kit/notice.tsx';
import type { OnTop } from './on-top.ts';

/** Says that a correction stands on top of what somebody saved meanwhile, and how much of it both changed. */
export function LaidOnTop({ both }: Pick<OnTop, 'both'>) {
  const { t } = useTranslation();
  if (both === null) return null;
  return (
    <Notice kind="info" title={t('entryForm.laid')} urgent>
      {both > 0 && t('entryForm.laidBoth', { count: both })}
    </Notice>
  );
}
