import i18next, { type i18n } from 'i18next';
import { createContext, useContext } from 'react';
import { initReactI18next } from 'react-i18next';
import { direction, formatTag, type Language, resources } from '../../shared/locales/index.ts';

export { direction, formatTag };

/** Each language under its own name, for whoever can't read the present one. */
export const ownNames = { en: 'English', ar: 'العربية' } as const satisfies Record<Language, string>;

/**
 * Values keep their own direction inside a right-to-left sentence (Unicode isolates, UAX 9). A value that holds isolates is
 * a sentence of ours put together before: it runs as the language does, because first-strong detection looks past what
 * is isolated inside and would call it left-to-right (rule P2).
 */
const isolated = (value: string) => `${value.includes('\u2068') ? '\u2067' : '\u2068'}${value}\u2069`;

export function startLanguage(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    // Words of closed lists hold colons: “Aerial Bomb: Plane”.
    nsSeparator: false,
    resources,
    initAsync: false,
    interpolation: {
      // React escapes markup; this escapes direction instead.
      escapeValue: true,
      escape: (value: string) => (direction(instance.language as Language) === 'rtl' ? isolated(value) : value),
    },
    returnNull: false,
  });
  instance.services.formatter?.add('number', (value: number) =>
    new Intl.NumberFormat(formatTag[instance.language as Language]).format(value),
  );
  return instance;
}

/** The language the system asks for first, where we speak it. */
export function systemLanguage(): Language {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => Object.hasOwn(resources, tag));
  return (spoken as Language | undefined) ?? 'en';
}

export type Theme = 'system' | 'light' | 'dark';

/** How this window looks and speaks. Kept in memory alone: nothing about a session is written anywhere. */
export interface Look {
  readonly language: Language;
  readonly theme: Theme;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
}

export const LookContext = createContext<Look | null>(null);

export function useLook(): Look {
  const look = useContext(LookContext);
  if (look === null) throw new Error('outside of Look');
  return look;
}
