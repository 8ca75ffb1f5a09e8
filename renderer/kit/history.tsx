import { useTranslation } from 'react-i18next';
import { withNames } from '../../shared/contract/history.ts';
import type { HistoryLine } from '../../shared/contract.ts';
import { type InWords, valueInWords } from '../../shared/report/values.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { fieldInWords } from './fields-in-words.ts';
import { Foreign } from './foreign.tsx';
import styles from './history.module.css';

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

function Change({ field, before, after, names }: HistoryLine['changes'][number] & Pick<HistoryLine, 'names'>) {
  const { t } = useTranslation();
  const how = useInWords();
  // Nobody knows a record by its id.
  const readable = (text: string | null) =>
    text === null
      ? t('case.nothing')
      : withNames(valueInWords(field, text, how), names, t('case.goneRecord')) || t('case.nothing');
  const paragraph = /^account\.(\d+)$/.exec(field)?.[1];
  const name = paragraph ? t('case.field.paragraph', { number: paragraph }) : fieldInWords(field, how);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <del>
          <Foreign text={readable(before)} />
        </del>
        <ins>
          <Foreign text={readable(after)} />
        </ins>
      </dd>
    </div>
  );
}

function useInWords(): InWords {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const when = useWhenInWords();
  return {
    say: (key) => (i18n.exists(key) ? t(key as 'kit.none') : null),
    when,
    language: words.language,
  };
}
