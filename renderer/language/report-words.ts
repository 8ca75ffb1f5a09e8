import { useTranslation } from 'react-i18next';
import type { ReportWords } from '../../shared/report/words.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';
import { useDates, useNumbers } from './dates.ts';

/** The app's words, as the shared parts of a report ask for them. */
export function useReportWords(): ReportWords {
  const { t, i18n } = useTranslation();
  const { exactInstant } = useDates();
  const { number } = useNumbers();
  return {
    say: (key, values = {}) => t(key as 'kit.none', values),
    knows: (key) => i18n.exists(key),
    plain: plainlyShown,
    number,
    instant: exactInstant,
  };
}
