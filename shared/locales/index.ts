import { ar } from './ar.ts';
import { en } from './en.ts';

/** Everything people read, as i18next takes it. English is the source; a translation has its shape (translation.ts). */
export const resources = { en: { translation: en }, ar: { translation: ar } } as const;

export type Language = keyof typeof resources;
export const languages = Object.keys(resources) as Language[];

/** BCP 47 tags for dates and numbers: evidence is Gregorian with Latin digits in every language. */
export const formatTag = { en: 'en-GB-u-ca-gregory-nu-latn', ar: 'ar-u-ca-gregory-nu-latn' } as const satisfies Record<
  Language,
  string
>;

export const direction = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');
