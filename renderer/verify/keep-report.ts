import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/faults.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import { reportFile } from '../../shared/report-text.ts';
import { bridge } from '../bridge/bridge.ts';
import { useReportWords } from '../language/report-words.ts';

/** A browser's own way to save: the address is let go once it had time to take the text. */
function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Saves a report where the person says, in the words they read it in. Answers whether it was saved. */
export function useKeepReport(report: VerificationReport) {
  const { t } = useTranslation();
  const words = useReportWords();
  return useMutation<boolean, Fault>({
    mutationFn: async () => {
      const name = `sanad-${report.subject}-${report.root?.slice(0, 8) ?? report.verdict.toLowerCase()}.txt`;
      const text = reportFile(report, words);
      if (bridge.shell !== null)
        return (await bridge.shell.saveText({ title: t('verify.print'), name, text })) !== null;
      download(name, text);
      return true;
    },
  });
}
