import { ar } from './ar.ts';
import { en } from './en.ts';

/** Everything people read, as i18next takes it. English is the source; a translation has its shape (translation.ts). */
export const resources = { en: { translation: en }, ar: { translation: ar } } as const;

export type Language = keyof typeof resources;
export const languages = Object.keys(resources) as Language[];
