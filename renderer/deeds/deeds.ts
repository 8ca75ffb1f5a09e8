import type { i18n, TFunction } from 'i18next';
import {
  ArrowRight,
  FilePlus2,
  Fingerprint,
  Keyboard,
  Languages,
  ListPlus,
  Lock,
  type LucideIcon,
  MessageSquarePlus,
  ScrollText,
  Send,
  ShieldQuestion,
  SunMoon,
  Upload,
  UserPlus,
} from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../shared/locales/index.ts';
import { ownNames, useLook } from '../language/language.ts';
import { listedKinds, type Place, usePlaces } from '../shell/places.tsx';
import { wantShortcuts } from '../shell/shortcuts.tsx';
import { useVault } from '../shell/vault.tsx';
import { fitness } from './matching.ts';
import { askFor, isOffered, type OfferedId } from './offered.ts';

/** Somewhere to go or something to do from anywhere. */
export interface Deed {
  readonly id: string;
  readonly name: string;
  /** In every language, with what else it may be called. */
  readonly names: readonly string[];
  readonly icon: LucideIcon;
  readonly keys: readonly string[];
  act(): void;
}

interface Known {
  readonly id: string;
  readonly name: (t: TFunction) => string;
  /** Found by these words too, though not called so. */
  readonly also?: (t: TFunction) => string;
  readonly icon: LucideIcon;
  readonly keys?: readonly string[];
  /** Enters something: not there while the vault is only read. */
  readonly writes?: boolean;
  readonly act: () => void;
}

/** As many as stand above what was found in the vault. */
const mostBesideHits = 5;

/** Begins a line that asks for deeds alone. */
export const deedsAlone = '>';

function useKnown(): readonly Known[] {
  const { go } = usePlaces();
  const { lock } = useVault();
  const { setLanguage, setTheme } = useLook();
  return useMemo(() => {
    const place = (id: string, name: Known['name'], to: Place, more: Partial<Known> = {}): Known => ({
      id,
      name,
      icon: ArrowRight,
      act: () => go(to),
      ...more,
    });
    /** What the screen at `to` does. */
    const there = (id: OfferedId, name: Known['name'], to: Place, icon: LucideIcon, also?: Known['also']): Known => ({
      id,
      name,
      icon,
      writes: true,
      act: () => {
        if (!isOffered(id)) go(to);
        askFor(id);
      },
      ...(also === undefined ? {} : { also }),
    });
    const theme = (key: 'system' | 'light' | 'dark'): Known => ({
      id: `theme ${key}`,
      name: (t) => `${t('shell.theme')}: ${t(`shell.themes.${key}`)}`,
      icon: SunMoon,
      act: () => setTheme(key),
    });
    const custody: Known = {
      id: 'custody log',
      name: (t) => t('custody.open'),
      icon: ScrollText,
      act: () => askFor('custody log'),
    };
    return [
      ...(isOffered('custody log') ? [custody] : []),
      place(
        'record a case',
        (t) => t('cases.new'),
        { at: 'case form', id: null, items: [] },
        { icon: FilePlus2, writes: true, also: (t) => `${t('deeds.new')} ${t('cases.title')}` },
      ),
      place(
        'take an account',
        (t) => t('cases.account'),
        { at: 'interview', incident: null },
        { icon: MessageSquarePlus, writes: true, also: (t) => `${t('deeds.new')} ${t('search.kind.testimony')}` },
      ),
      there('import files', (t) => `${t('import.button')}: ${t('import.files')}`, { at: 'items' }, Upload),
      there('import a folder', (t) => `${t('import.button')}: ${t('import.folder')}`, { at: 'items' }, Upload),
      { id: 'lock', name: (t) => t('shell.lock'), icon: Lock, keys: ['Ctrl', 'L'], act: lock },
      there(
        'record a person',
        (t) => t('people.add'),
        { at: 'persons' },
        UserPlus,
        (t) => `${t('deeds.new')} ${t('people.title')}`,
      ),
      ...listedKinds.map((kind) =>
        place(
          `record ${kind}`,
          (t) => t(`recordsPage.new.${kind}`),
          { at: 'record form', kind, id: null, facility: null },
          { icon: FilePlus2, writes: true, also: (t) => `${t('deeds.new')} ${t(`recordsPage.title.${kind}`)}` },
        ),
      ),
      place('take in a list', (t) => t('caseList.title'), { at: 'case list' }, { icon: ListPlus, writes: true }),
      there('make a checkpoint', (t) => t('ledgerScreen.checkpoint'), { at: 'ledger' }, Fingerprint),
      place(
        'verify this vault',
        (t) => t('ledgerScreen.verify'),
        { at: 'verify', what: 'vault', path: '' },
        { icon: ShieldQuestion },
      ),
      { ...there('compare with one held', (t) => t('compare.open'), { at: 'ledger' }, ShieldQuestion), writes: false },
      there('add an operator', (t) => t('home.addOperator'), { at: 'home' }, UserPlus),
      place('home', (t) => t('shell.home'), { at: 'home' }),
      place('items', (t) => t('shell.items'), { at: 'items' }),
      place('acquisitions', (t) => t('acquisition.list'), { at: 'acquisitions' }),
      place('together', (t) => t('together.title'), { at: 'together' }),
      place('cases', (t) => t('shell.cases'), { at: 'cases' }),
      ...listedKinds.map((kind) =>
        place(`list of ${kind}`, (t) => t(`recordsPage.title.${kind}`), { at: 'records', kind }),
      ),
      place('persons', (t) => t('people.title'), { at: 'persons' }),
      place('ledger', (t) => t('ledgerScreen.title'), { at: 'ledger' }),
      place('witnesses', (t) => t('witnesses.title'), { at: 'witnesses' }),
      place('times', (t) => t('times.open'), { at: 'times' }),
      place('clock', (t) => t('cameraTime.clock.pageTitle'), { at: 'clock' }),
      place('send', (t) => t('send.title'), { at: 'send' }, { icon: Send }),
      place('orders', (t) => t('orders.title'), { at: 'orders' }),
      place('verify a bundle', (t) => `${t('verify.title')}: ${t('verify.bundle')}`, {
        at: 'verify',
        what: 'bundle',
        path: '',
      }),
      { id: 'keys', name: (t) => t('keys.show'), icon: Keyboard, keys: ['?'], act: wantShortcuts },
      theme('light'),
      theme('dark'),
      theme('system'),
      ...languages.map(
        (language): Known => ({
          id: `language ${language}`,
          name: (t) => `${t('shell.language')}: ${ownNames[language]}`,
          icon: Languages,
          act: () => setLanguage(language),
        }),
      ),
    ];
  }, [go, lock, setLanguage, setTheme]);
}

const inEveryLanguage = (words: i18n): readonly TFunction[] => languages.map((language) => words.getFixedT(language));

/**
 * What can be gone to and done from where one is, by what was typed: best first, and where nothing was typed the most wanted. Their number
 * does not grow with the vault.
 */
export function useDeeds(typed: string): readonly Deed[] {
  const { t, i18n: words } = useTranslation();
  const { vault } = useVault();
  const known = useKnown();
  const all = useMemo(
    () =>
      known
        .filter(({ writes }) => !(writes === true && vault.readOnly))
        .map(({ id, name, also, icon, keys, act }): Deed => {
          const spoken = inEveryLanguage(words);
          const names = spoken.flatMap((one) => [name(one), ...(also === undefined ? [] : [also(one)])]);
          return { id, name: name(t), names, icon, keys: keys ?? [], act };
        }),
    [known, vault.readOnly, words, t],
  );
  const isAlone = typed.startsWith(deedsAlone);
  const asked = (isAlone ? typed.slice(deedsAlone.length) : typed).trim();
  const fitting =
    asked === ''
      ? all
      : all
          .flatMap((deed) => {
            const fit = fitness(asked, deed.names);
            return fit === null ? [] : [{ deed, fit }];
          })
          .sort((a, b) => a.fit - b.fit)
          .map(({ deed }) => deed);
  return isAlone ? fitting : fitting.slice(0, mostBesideHits);
}
