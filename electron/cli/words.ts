import i18next, { type TFunction } from 'i18next';
import { type Fault, toEnvelope } from '../../shared/faults.ts';
import { resources } from '../../shared/locales/index.ts';
import type { ReportWords } from '../../shared/report-words.ts';
import { forTerminal } from './output.ts';

/** The person's language from the environment's locale, where Sanad speaks it; English otherwise. */
function language(): string {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en';
  const [tag = 'en'] = locale.toLowerCase().split(/[_.@-]/);
  return Object.hasOwn(resources, tag) ? tag : 'en';
}

const instance = i18next.createInstance();
await instance.init({ lng: language(), fallbackLng: 'en', resources, interpolation: { escapeValue: false } });

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

/** A fault's sentence in the person's language, with the option that was wrong where one was. */
export function sentenceOf(error: unknown): { code: Fault['code']; message: string } {
  const { code, params } = toEnvelope(error);
  const { field } = params;
  const which = typeof field === 'string' && field !== '' ? ` (${field})` : '';
  return { code, message: `${t(`faults.${code}`, params)}${which}` };
}
