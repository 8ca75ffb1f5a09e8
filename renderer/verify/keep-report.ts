import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/faults.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import { reportFile } from '../../shared/report/text.ts';
import { saveText } from '../bridge/save.ts';
import { useReportWords } from '../language/report-words.ts';

/** Saves a report where the person says, in the words they read it in. Answers whether it was saved. */
export function useKeepReport(report: VerificationReport) {
  const { t } = useTranslation();
  const words = useReportWords();
  return useMutation<boolean, Fault>({
    mutationFn: () => {
      const name = `sanad-${report.subject}-${report.root?.slice(0, 8) ?? report.verdict.toLowerCase()}.txt`;
      const text = reportFile(report, words);
      return saveText({ title: t('verify.print'), name, text });
    },
  });
}
