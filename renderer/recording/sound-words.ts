import { useTranslation } from 'react-i18next';
import type { SoundRecording } from '../../shared/contract.ts';
import { useDates } from '../language/dates.ts';

/** How a recording came about: by whom, when, how often it paused, and how it ended. */
export function useSoundWords(): (recording: SoundRecording) => string[] {
  const { t } = useTranslation();
  const { exactInstant } = useDates();
  return ({ operator, fields: { origin, began, ended, pauses = [], ending } }) => [
    t(origin === 'here' ? 'sound.here' : 'sound.attached', { operator }),
    ...(began !== undefined && ended !== undefined
      ? [t('sound.when', { from: exactInstant(began), to: exactInstant(ended) })]
      : []),
    ...(pauses.length > 0 ? [t('sound.pauses', { count: pauses.length })] : []),
    ...(ending === undefined ? [] : [t(`sound.ended.${ending}`)]),
  ];
}
