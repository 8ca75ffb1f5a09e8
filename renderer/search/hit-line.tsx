import {
  AudioLines,
  BellRing,
  FileQuestion,
  FileText,
  Handshake,
  Hospital,
  Languages,
  MapPin,
  MessageSquareText,
  Quote,
  Smartphone,
  Users,
} from 'lucide-react';
import { ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../shared/contract.ts';
import type { Lies } from '../../shared/model/region.ts';
import { bridge } from '../bridge/bridge.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import { pathInWords, useWords } from '../language/words.ts';
import { TakenBackMark } from '../later-accounts/taken-back.tsx';
import styles from './search.module.css';

/** One thing found: what it is called, where the words stand in it, when it may have happened. */
export function HitLine(props: {
  readonly id: string;
  readonly hit: SearchHit;
  readonly isDuring: boolean;
  /** With none walked to, Enter opens this one. */
  readonly isFirst: boolean;
}) {
  const { id, hit, isDuring } = props;
  const { t } = useTranslation();
  const title = plainlyShown(hit.title.map(({ text }) => text).join(''));
  return (
    <ListBoxItem
      id={id}
      textValue={title}
      className={styles.hit ?? ''}
      {...(props.isFirst ? { 'data-first': '' } : {})}
    >
      <span className={styles.picture} aria-hidden>
        <Picture hit={hit} />
      </span>
      <span className={styles.words}>
        <strong dir="auto">
          {(hit.kind === 'transcript' || hit.kind === 'translation') && `${t(`written.${hit.kind}`)} · `}
          <Marked pieces={hit.title} />
        </strong>
        {hit.kind === 'testimony' && <TakenBackMark extent={hit.takenBack} />}
        {hit.passage !== null && (
          <span className={styles.passage}>
            <FieldName name={hit.passage.field} /> <Marked pieces={hit.passage.text} />
          </span>
        )}
      </span>
      <span className={styles.aspects}>
        {hit.lies !== null && <Lying lies={hit.lies} isDuring={isDuring} />}
        <Days days={hit.days} />
      </span>
    </ListBoxItem>
  );
}

const icons = {
  facility: Hospital,
  site: MapPin,
  notification: BellRing,
  agreement: Handshake,
  organisation: Users,
  device: Smartphone,
  transcript: AudioLines,
  translation: Languages,
  claim: Quote,
} as const;

function Picture({ hit }: { hit: SearchHit }) {
  if (hit.kind === 'incident') return <FileText />;
  if (hit.kind === 'testimony') return <MessageSquareText />;
  if (hit.kind !== 'item') {
    const Icon = icons[hit.kind];
    return <Icon />;
  }
  return hit.preview ? <img src={bridge.resource(`thumb/${hit.seq}`)} alt="" decoding="async" /> : <FileQuestion />;
}

function Marked({ pieces }: { pieces: SearchHit['title'] }) {
  let at = 0;
  return (
    <bdi>
      {pieces.map(({ text, hit }) => {
        at += text.length;
        return hit ? <mark key={at}>{plainlyShown(text)}</mark> : <span key={at}>{plainlyShown(text)}</span>;
      })}
    </bdi>
  );
}

const fields = [
  'account',
  'facility',
  'place',
  'when',
  'path',
  'assertion',
  'consent',
  'addition',
  'recanting',
  'tag',
] as const;

/** Where in a record the words stand; a tag of a file is called as ExifTool calls it. */
function FieldName({ name }: { name: string }) {
  const { t } = useTranslation();
  const [, paragraph] = /^(?:account|paragraph)\.(\d+)$/.exec(name) ?? [];
  const words = useWords();
  const field = fields.find((one) => one === name);
  // Tags of files begin with a capital letter or hold a colon.
  const isPart = /^[a-z]+(\.\d+)?$/.test(name);
  return (
    <span className={styles.where}>
      {paragraph !== undefined ? (
        t('search.field.paragraph', { number: paragraph })
      ) : field !== undefined ? (
        t(`search.field.${field}`)
      ) : isPart ? (
        pathInWords(name, words.fieldName)
      ) : (
        <Foreign text={name} />
      )}
    </span>
  );
}

/** It may lie where somebody looked, as far as its place is known; of an agreement it is said too that it does. */
function Lying({ lies, isDuring }: { lies: Lies; isDuring: boolean }) {
  const { t } = useTranslation();
  if (isDuring) return <span>{t(`search.lies.during.${lies}`)}</span>;
  return lies === 'perhaps' && <span>{t('search.lies.perhaps')}</span>;
}

function Days({ days }: { days: SearchHit['days'] }) {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  const words = () => {
    if (days === null) return '';
    const { from, to } = days;
    if (from !== null && to !== null) {
      const first = dayWithoutWeekday(from);
      return from === to ? first : t('search.between', { from: first, to: dayWithoutWeekday(to) });
    }
    if (from !== null) return t('search.after', { from: dayWithoutWeekday(from) });
    return to === null ? '' : t('search.before', { to: dayWithoutWeekday(to) });
  };
  return <bdi>{words()}</bdi>;
}
