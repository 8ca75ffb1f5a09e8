import i18next, { type TFunction } from 'i18next';
import type { RuleCode } from '../../shared/broken-rule.ts';
import { type Fault, type FaultParams, toEnvelope } from '../../shared/faults.ts';
import type { CodeSlip } from '../../shared/ledger/spoken.ts';
import { type Language, resources } from '../../shared/locales/index.ts';
import type { ConsentRule } from '../../shared/model/consent.ts';
import type { UseRule } from '../../shared/model/stated-use.ts';
import type { TestimonyRule } from '../../shared/model/testimony.ts';
import type { SheetWords } from '../../shared/paper/sheet.ts';
import type { InWords } from '../../shared/report/values.ts';
import type { ReportWords } from '../../shared/report/words.ts';
import { forTerminal } from './output.ts';

/** The person's language from the environment's locale, where Sanad speaks it; English otherwise. */
function spokenHere(): Language {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en';
  const [tag = 'en'] = locale.toLowerCase().split(/[_.@-]/);
  return Object.hasOwn(resources, tag) ? (tag as Language) : 'en';
}

export const language = spokenHere();

const instance = i18next.createInstance();
// Words of closed lists hold colons: no namespaces.
await instance.init({
  lng: language,
  fallbackLng: 'en',
  nsSeparator: false,
  resources,
  interpolation: { escapeValue: false },
});

export const t: TFunction = instance.t;

/** What a verification report is told with. Keys are put together from its codes, so that they are checked when it runs. */
export const reportWords: ReportWords = {
  say: (key, values = {}) => instance.t(key as 'kit.none', values),
  knows: (key) => instance.exists(key),
  plain: forTerminal,
  number: String,
  // To the second: people compare it with other programs’ output.
  instant: (text) => text.replace(/\.\d+Z$/, 'Z'),
};

const knownWord = (key: string): string | null => (instance.exists(key) ? instance.t(key as 'kit.none') : null);

/** What values of records are told with. Times stay EDTF, the form in which they are entered here. */
export const valueWords: InWords = {
  say: knownWord,
  when: (edtf) => edtf,
  language: (tag) => knownWord(`spoken.${tag}`) ?? tag,
};

/** Words of the locales by their keys, for a page in any language. */
export function localeWords(of: Language): (key: string) => string[] {
  const fixed = instance.getFixedT(of);
  return (key) => [fixed(key as 'kit.none')];
}

/** The words of a printed page, which may be in another language than the terminal. */
export function sheetWords(of: Language): SheetWords {
  const fixed = instance.getFixedT(of);
  return (key, values = {}) => fixed(`sheet.${key}` as 'kit.none', values);
}

/**
 * A fault's sentence in the person's language, with the option that was wrong where one was: `optionFor` knows those of the command
 * by the parts of a field's path.
 */
export function sentenceOf(
  error: unknown,
  optionFor: (part: string) => string | null,
): { code: Fault['code']; message: string; broken?: FaultParams } {
  const { code, params } = toEnvelope(error);
  const field = String(params.field ?? '');
  const parts = field.split('.');
  // A member of a list comes from a file: no option gave it.
  const option = parts.some((part) => /^\d+$/.test(part))
    ? field
    : (parts.map(optionFor).findLast((found) => found !== null) ?? field);
  if (code === 'FIELD_INVALID' || code === 'REQUEST_INVALID') {
    if (params.rule !== undefined) {
      const rule = t(`rule.${params.rule as RuleCode}`, { expected: forTerminal(String(params.expected ?? '')) });
      const value = forTerminal(String(params.value ?? ''));
      const message = t('commandLine.brokenRule', { field: forTerminal(option), rule, value: value || '–' });
      const { field: path = '', expected = '', value: given = '' } = params;
      return { code, message, broken: { field: path, rule: params.rule, expected, value: given } };
    }
    const key = option === '' ? 'commandLine.wrongInput' : 'commandLine.wrongOption';
    return { code, message: t(key, { option: forTerminal(option) }) };
  }
  const which = option === '' ? '' : ` (${forTerminal(option)})`;
  // Of a mistyped code a person needs to know where to look.
  const slip =
    code === 'SPOKEN_CODE_INVALID' ? ` ${forTerminal(t(`codeSlip.${params.reason as CodeSlip}`, params))}` : '';
  // A rule of consent, of a testimony or of a use is a code too, with a sentence of its own.
  const rule =
    code === 'USE_RULE'
      ? { rule: t(`useRule.${params.rule as UseRule}`, { expected: String(params.expected || '–') }) }
      : {};
  if (code === 'TESTIMONY_RULE' || code === 'CONSENT_RULE') {
    const { field: path = '', rule: broken = '', value = '' } = params;
    const words =
      code === 'CONSENT_RULE'
        ? t(`consentRule.${broken as ConsentRule}`)
        : t(`testimonyRule.${broken as TestimonyRule}`);
    const shown = { field: forTerminal(String(path)), rule: words, value: forTerminal(String(value)) || '–' };
    return { code, message: t(`faults.${code}`, shown), broken: { field: path, rule: broken, expected: words, value } };
  }
  return { code, message: `${t(`faults.${code}`, { ...params, ...rule })}${which}${slip}` };
}
