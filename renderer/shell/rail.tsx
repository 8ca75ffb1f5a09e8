import {
  BookText,
  FileText,
  Hospital,
  House,
  Image,
  Keyboard,
  Search,
  Send,
  ShieldQuestion,
  UserRound,
} from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classes } from '../kit/classes.ts';
import { Mark } from '../kit/mark.tsx';
import { Tip } from '../kit/tip.tsx';
import { useNumbers } from '../language/dates.ts';
import { wantSearch } from '../search/search-wanted.ts';
import { LookMenu } from './look-menu.tsx';
import { type Place, usePlaces } from './places.tsx';
import styles from './shell.module.css';
import { wantShortcuts } from './shortcuts.tsx';
import { useVault } from './vault.tsx';

type Entry = 'home' | 'items' | 'cases' | 'records' | 'persons' | 'ledger' | 'send' | 'verify';

const icons = {
  home: House,
  items: Image,
  cases: FileText,
  records: Hospital,
  persons: UserRound,
  ledger: BookText,
  send: Send,
  verify: ShieldQuestion,
} as const;

/** Which entry of the rail a place belongs to. */
const entryOf = (place: Place): Entry => {
  switch (place.at) {
    case 'item':
    case 'side by side':
    case 'acquisitions':
    case 'acquisition':
    case 'together':
      return 'items';
    case 'case':
    case 'case form':
    case 'case list':
    case 'case table':
    case 'interview':
    case 'testimony':
    case 'transcript':
    case 'transcript form':
      return 'cases';
    case 'orders':
      return 'send';
    case 'person':
    case 'consent form':
      return 'persons';
    case 'record':
    case 'record form':
      return 'records';
    case 'witnesses':
    case 'times':
    case 'clock':
      return 'ledger';
    default:
      return place.at;
  }
};

const placeOf = (entry: Entry): Place =>
  entry === 'verify'
    ? { at: 'verify', what: 'bundle', path: '' }
    : entry === 'records'
      ? { at: 'records', kind: 'facility' }
      : { at: entry };

export function Rail() {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { place, goAgain } = usePlaces();
  const { vault } = useVault();
  const counts: Partial<Record<Entry, number>> = { items: vault.items, cases: vault.incidents };
  const current = entryOf(place);
  return (
    <nav className={styles.rail} aria-label={t('shell.navigation')}>
      <div className={styles.brand}>
        <Mark />
        <div>
          {t('shell.product')}
          {vault.training ? (
            <small>{t('shell.training')}</small>
          ) : (
            <small>
              <bdi>{vault.name}</bdi>
            </small>
          )}
        </div>
      </div>
      <Tip text={t('search.title')} keys={['Ctrl', 'K']} whereNarrow>
        <Button className={styles.entry ?? ''} aria-keyshortcuts="Control+K" onPress={() => wantSearch()}>
          <Search aria-hidden />
          <span>{t('search.title')}</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </Button>
      </Tip>
      {(Object.keys(icons) as Entry[]).map((entry) => {
        const Icon = icons[entry];
        const count = counts[entry] ?? 0;
        return (
          <Tip key={entry} text={t(`shell.${entry}`)} whereNarrow>
            <Button
              className={classes(styles.entry, entry === current && styles.current)}
              {...(entry === current ? { 'aria-current': 'page' as const } : {})}
              onPress={() => goAgain(placeOf(entry))}
            >
              <Icon aria-hidden />
              <span>{t(`shell.${entry}`)}</span>
              {count > 0 && <b aria-hidden>{number(count)}</b>}
            </Button>
          </Tip>
        );
      })}
      <div className={styles.railEnd}>
        <LookMenu />
        <Tip text={t('keys.show')} keys={['?']}>
          <Button className={classes(styles.entry, styles.keys)} aria-label={t('keys.show')} onPress={wantShortcuts}>
            <Keyboard aria-hidden />
          </Button>
        </Tip>
      </div>
    </nav>
  );
}
