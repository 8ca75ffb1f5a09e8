import { useTranslation } from 'react-i18next';
import type { RuleCode } from '../../shared/broken-rule.ts';
import type { FaultParams } from '../../shared/faults.ts';
import { Notice } from '../kit/notice.tsx';
import { useWords } from '../language/words.ts';

/** What of a form can't be used, by the names that the form uses: where, why, and what was given. */
export function Broken({ broken }: { readonly broken: FaultParams }) {
  const { t } = useTranslation();
  const { fieldName, word } = useWords();
  const where = String(broken.field)
    .split('.')
    .filter((part) => part !== 'fields')
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : fieldName(part)))
    .join(' · ');
  // Words of closed lists as the form shows them.
  const expected = String(broken.expected ?? '')
    .split(', ')
    .map(word)
    .join(' · ');
  const rule = t(`rule.${broken.rule as RuleCode}`, { expected });
  return (
    <Notice kind="bad" title={t('recordForm.cannot')}>
      <p>
        {where}: {rule}
      </p>
    </Notice>
  );
}
