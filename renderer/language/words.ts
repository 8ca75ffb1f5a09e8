import { useTranslation } from 'react-i18next';
import type { FaultCode } from '../../shared/faults.ts';

/**
 * Words for codes that come from outside this version's closed lists (a report of another verifier, a newer ledger): the
 * sentence where there is one, else the code itself, plainly.
 */
export function useWords() {
  const { t, i18n } = useTranslation();
  const or = (key: string, otherwise: string) => (i18n.exists(key) ? t(key as 'kit.none') : otherwise);
  return {
    /** A code of any closed list, by the list's own name. */
    of: (group: string, code: string) => or(`${group}.${code}`, code),
    finding: (code: string) => or(`finding.${code}`, t('verify.unknownFinding', { code })),
    ground: (code: string) => or(`ground.${code}`, code),
    what: (code: string) => or(`what.${code}`, code),
    fault: (code: string) => or(`faults.${code as FaultCode}`, code),
    erasureGround: (code: string) => or(`erasureGround.${code}`, code),
    attackType: (code: string) => or(`attackType.${code}`, code),
    certainty: (code: string) => or(`certainty.${code}`, code),
    conflictBadge: (code: string) => or(`conflictBadge.${code}`, code),
    consentState: (code: string) => or(`consentState.${code}`, code),
    audience: (code: string) => or(`audience.${code}`, code),
    word: (code: string) => or(`word.${code}`, code),
    fieldName: (name: string) => or(`fieldName.${name}`, name),
    language: (tag: string) => or(`spoken.${tag}`, tag),
  };
}

/** `impact.2.hit` as people know it: “Impact 2 · Who and what was hit”. */
export const pathInWords = (path: string, fieldName: (name: string) => string): string =>
  path
    .replace(/\.(\d+)/g, ' $1')
    .split('.')
    .map((part) => part.replace(/^\S+/, fieldName))
    .join(' · ');
