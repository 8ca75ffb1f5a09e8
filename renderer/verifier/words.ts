import { faults as arFaults } from '../../shared/locales/ar/faults.ts';
import { handover as arHandover } from '../../shared/locales/ar/handover.ts';
import { ledger as arLedger } from '../../shared/locales/ar/ledger.ts';
import { reviewing as arReviewing } from '../../shared/locales/ar/reviewing.ts';
import { verifier as arVerifier } from '../../shared/locales/ar/verifier.ts';
import { withholding as arWithholding } from '../../shared/locales/ar/withholding.ts';
import { faults as enFaults } from '../../shared/locales/en/faults.ts';
import { handover as enHandover } from '../../shared/locales/en/handover.ts';
import { ledger as enLedger } from '../../shared/locales/en/ledger.ts';
import { reviewing as enReviewing } from '../../shared/locales/en/reviewing.ts';
import { verifier as enVerifier } from '../../shared/locales/en/verifier.ts';
import { withholding as enWithholding } from '../../shared/locales/en/withholding.ts';
import type { ReportWords } from '../../shared/report/words.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';

/** The app's own sentences where there are some, and a few of this page's. */
const languages = {
  en: {
    ...enLedger,
    ...enReviewing,
    withheld: enWithholding.withheld,
    faults: enFaults,
    verify: enHandover.verify,
    own: enVerifier.verifierPage,
  },
  ar: {
    ...arLedger,
    ...arReviewing,
    withheld: arWithholding.withheld,
    faults: arFaults,
    verify: arHandover.verify,
    own: arVerifier.verifierPage,
  },
} as const;
export type Language = keyof typeof languages;
export const names = { en: 'English', ar: 'العربية' } as const satisfies Record<Language, string>;

/** BCP 47 tags for dates and numbers: evidence is Gregorian with Latin digits in every language. */
const formatTag = { en: 'en-GB-u-ca-gregory-nu-latn', ar: 'ar-u-ca-gregory-nu-latn' } as const;

type Values = { readonly [name: string]: string | number };
type Sentences = { readonly [key: string]: unknown };
/** Sentences with plural forms, named without their endings. */
type Counted<T> = keyof { [K in keyof T as K extends `${infer Base}_other` ? Base : never]: true };

/** What this page says, in one language. */
export class Words {
  readonly language: Language;
  readonly own: (typeof languages)['en']['own'];
  readonly verify: (typeof languages)['en']['verify'];
  readonly ledger: (typeof languages)['en'];
  readonly trust: (typeof languages)['en']['trust'];
  readonly vouching: (typeof languages)['en']['vouching'];
  readonly faults: (typeof languages)['en']['faults'];
  /** The same words, as the shared parts of a report ask for them. */
  readonly report: ReportWords;
  readonly #tag: string;
  readonly #forms: Intl.PluralRules;

  constructor(language: Language) {
    const spoken = languages[language] as unknown as (typeof languages)['en'];
    this.language = language;
    this.ledger = spoken;
    this.own = spoken.own;
    this.verify = spoken.verify;
    this.trust = spoken.trust;
    this.vouching = spoken.vouching;
    this.faults = spoken.faults;
    this.report = {
      say: (key, values) => this.#say(key, values),
      knows: (key) => this.#find(key) !== null,
      plain: plainlyShown,
      number: (value) => this.number(value),
      instant: (text) => this.exactInstant(text),
    };
    this.#tag = formatTag[language];
    this.#forms = new Intl.PluralRules(this.#tag);
  }

  get direction(): 'ltr' | 'rtl' {
    return this.language === 'ar' ? 'rtl' : 'ltr';
  }

  /** The sentence under a key of the locales: `vouching.some`, in the form for `count` where it has forms. */
  #say(key: string, values: Values = {}): string {
    const { count } = values;
    const form = typeof count === 'number' ? this.#find(`${key}_${this.#forms.select(count)}`) : null;
    return this.fill(form ?? this.#find(key) ?? key, values);
  }

  #find(key: string): string | null {
    let found: unknown = this.ledger;
    for (const name of key.split('.')) {
      found =
        typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? (found as Sentences)[name] : null;
    }
    return typeof found === 'string' ? found : null;
  }

  /** Puts values into a sentence. In Arabic they keep their own direction (Unicode isolates, UAX 9). */
  fill(sentence: string, values: Values): string {
    return sentence.replace(/\{\{(\w+)(?:, number)?\}\}/g, (_all, name: string) => {
      const value = values[name] ?? '';
      const text = typeof value === 'number' ? this.number(value) : value;
      return this.direction === 'rtl' ? `\u2068${text}\u2069` : text;
    });
  }

  /** The sentence for `count` things, in the form that the language has for that number (CLDR plural rules). */
  count<T extends Sentences>(section: T, key: Counted<T> & string, count: number, values: Values = {}): string {
    const form = section[`${key}_${this.#forms.select(count)}`] ?? section[`${key}_other`];
    return this.fill(String(form), { ...values, count });
  }

  /** Words for codes that come from outside this version's closed lists: the sentence where there is one, else `otherwise`. */
  of(section: Sentences, code: string, otherwise: string): string {
    const found = Object.hasOwn(section, code) ? section[code] : undefined;
    return typeof found === 'string' ? found : otherwise;
  }

  finding(code: string): string {
    if (code === 'VERIFIER_INCLUDED') return this.own.verifierUnknown;
    const [group, name] = code.split('.', 2);
    const unknown = this.fill(this.verify.unknownFinding, { code });
    if (group === 'container' && name !== undefined) return this.of(this.ledger.finding.container, name, unknown);
    return this.of(this.ledger.finding, code, unknown);
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.#tag).format(value);
  }

  /** Bytes in units of 1000, as file managers and cameras count. */
  bytes(value: number): string {
    const [unit, size] = [
      ['gigabyte', 1e9],
      ['megabyte', 1e6],
      ['kilobyte', 1e3],
    ].find(([, least]) => value >= Number(least)) ?? ['byte', 1];
    const format = { style: 'unit', unit: String(unit), unitDisplay: 'short', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(this.#tag, format).format(value / Number(size));
  }

  /** An entry's own clock, said to be UTC: `28 April 2016, 06:02 UTC`. Anything else is shown as it stands. */
  instant(text: string): string {
    return this.#atUtc(text, 16);
  }

  /** The same to the second: what bounds a time must not be cut short. */
  exactInstant(text: string): string {
    return this.#atUtc(text, 19);
  }

  #atUtc(text: string, end: number): string {
    const time = Date.parse(text);
    if (Number.isNaN(time)) return text;
    const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
    return `${new Intl.DateTimeFormat(this.#tag, day).format(time)}${this.direction === 'rtl' ? '،' : ','} ${text.slice(11, end)} UTC`;
  }
}

/** The language the browser asks for first, where we speak it. */
export function preferredLanguage(): Language {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => Object.hasOwn(languages, tag));
  return (spoken as Language | undefined) ?? 'en';
}
