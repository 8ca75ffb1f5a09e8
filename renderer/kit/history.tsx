import { useTranslation } from 'react-i18next';
import { withNames } from '../../shared/contract/history.ts';
import type { HistoryLine } from '../../shared/contract.ts';
import { clock } from '../language/clock.ts';
import { useDates } from '../language/dates.ts';
import { pathInWords, useWords } from '../language/words.ts';
import { Foreign } from './foreign.tsx';
import styles from './history.module.css';

const knownFields = [
  'title',
  'facility',
  'place',
  'when',
  'account',
  'attacks',
  'certainty',
  'witness',
  'language',
  'incident',
  'consent',
] as const;
type KnownField = (typeof knownFields)[number];

/** Fields that hold codes, by the group of words that says them. */
const codeGroups: Readonly<Record<string, string>> = {
  audiences: 'audience',
  explained: 'explainedTopic',
  purposes: 'purpose',
  anonymise: 'anonymisedPart',
  classes: 'materialClass',
  as: 'involvement',
  standing: 'standing',
  state: 'personConsent',
  basis: 'legalBasis',
  how: 'laterWay',
  readback: 'laterReadBack',
  recording: 'people.recordingState',
};

/** One deed on many things makes many entries that say the same: told once, with how many there were. */
function inRuns(lines: readonly HistoryLine[]): { line: HistoryLine; times: number }[] {
  const runs: { line: HistoryLine; times: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    const same =
      last !== undefined &&
      last.line.action === line.action &&
      last.line.operator === line.operator &&
      last.line.reason === line.reason &&
      last.line.at.slice(0, 16) === line.at.slice(0, 16) &&
      line.changes.length === 0;
    if (same) last.times++;
    else runs.push({ line, times: 1 });
  }
  return runs;
}

/** What happened to one thing, oldest first, with what each correction changed. */
export function History({ lines }: { lines: readonly HistoryLine[] }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  return (
    <ol className={styles.thread}>
      {inRuns(lines).map(({ line, times }) => (
        <li key={line.seq}>
          {t(`history.${line.action}`)}
          {times > 1 && ` · ${t('case.times', { count: times })}`}
          <p className={styles.by}>
            <bdi>{line.operator}</bdi> · <bdi>{shortInstant(line.at)}</bdi>
          </p>
          {line.reason !== null && (
            <p className={styles.reason}>
              <Foreign text={line.reason} />
            </p>
          )}
          <Changes changes={line.changes} names={line.names} />
        </li>
      ))}
    </ol>
  );
}

/** More than this is folded: the first coding of a case changes dozens of fields at once. */
const mostChanges = 6;

function Changes({ changes, names }: Pick<HistoryLine, 'changes' | 'names'>) {
  const { t } = useTranslation();
  const list = (shown: HistoryLine['changes']) => (
    <dl className={styles.changes}>
      {shown.map((change) => (
        <Change key={change.field} {...change} names={names} />
      ))}
    </dl>
  );
  if (changes.length === 0) return null;
  if (changes.length <= mostChanges) return list(changes);
  return (
    <details>
      <summary>{t('case.changes', { count: changes.length })}</summary>
      {list(changes)}
    </details>
  );
}

/** What people and consent call it, else the part of a record by its place. */
function partInWords(field: string, words: ReturnType<typeof useWords>): string {
  const ofPeople = words.of('people.field', field);
  return ofPeople === field ? pathInWords(field, words.fieldName) : ofPeople;
}

function Change({ field, before, after, names }: HistoryLine['changes'][number] & Pick<HistoryLine, 'names'>) {
  const { t } = useTranslation();
  const words = useWords();
  const inWords = useReadable();
  // Nobody knows a record by its id.
  const readable = (of: string, text: string) => withNames(inWords(of, text), names, t('case.goneRecord'));
  const paragraph = /^account\.(\d+)$/.exec(field)?.[1];
  const name = paragraph
    ? t('case.field.paragraph', { number: paragraph })
    : knownFields.includes(field as KnownField)
      ? t(`case.field.${field as KnownField}`)
      : partInWords(field, words);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <del>
          <Foreign text={before === null ? t('case.nothing') : readable(field, before)} />
        </del>
        <ins>
          <Foreign text={after === null ? t('case.nothing') : readable(field, after)} />
        </ins>
      </dd>
    </div>
  );
}

/** Every text and number in a value, without what is empty. */
function leavesOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [String(value)];
  return Object.values(value).flatMap(leavesOf);
}

/** Values in a history are text; structured ones are canonical JSON. Shown as people read them. */
function useReadable() {
  const { t } = useTranslation();
  const words = useWords();
  return (field: string, text: string): string => {
    if (field === 'certainty') return t(`certainty.${text as 'rumor'}`);
    if (field === 'language') return words.language(text);
    const single = codeGroups[field];
    if (single !== undefined && !text.startsWith('[')) return words.of(single, text);
    if (!text.startsWith('{') && !text.startsWith('[')) return words.word(text);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return text;
    }
    const group = codeGroups[field];
    if (group !== undefined && Array.isArray(value))
      return value.map((each) => words.of(group, String(each))).join(', ') || t('case.nothing');
    if (Array.isArray(value) && field === 'attacks')
      return value.map((each) => words.attackType(String(each))).join(', ') || t('case.nothing');
    if (Array.isArray(value)) return leavesOf(value).map(words.word).join(', ') || t('case.nothing');
    const parts = value as Record<string, unknown>;
    if (/(^|\.)(when|begins|ends)$/.test(field))
      return [parts.edtf, parts.words].filter(Boolean).join(' · ') || t('edtf.unknown');
    if (/(^|\.)place$/.test(field))
      return [parts.name, t(`precision.${parts.precision as 'exact'}`)].filter(Boolean).join(' · ');
    if (field === 'consent') {
      const audiences = (parts.audiences as string[]).map(words.audience);
      return [t(`consentState.${parts.state as 'given'}`), ...audiences].join(', ');
    }
    if (field.startsWith('paragraph.')) {
      const begins = typeof parts.from === 'number' ? clock(parts.from / 1_000) : '';
      return [begins, parts.speaker, parts.text].filter(Boolean).join(' · ');
    }
    if (field.startsWith('account.')) return `${parts.text} (${t(`basis.${parts.basis as 'saw'}`)})`;
    return Object.entries(parts)
      .filter(([, each]) => leavesOf(each).length > 0)
      .map(([name, each]) => `${words.fieldName(name)}: ${leavesOf(each).map(words.word).join(', ')}`)
      .join(' · ');
  };
}
