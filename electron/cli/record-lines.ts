import { withNames } from '../../shared/contract/history.ts';
import type { HistoryLine, RecordDetail } from '../../shared/contract.ts';
import { t } from './words.ts';

/** How the history of a record and its links are printed. */

export const historyLines = (history: readonly HistoryLine[]): string[] => [
  'History',
  ...history.flatMap(({ seq, at, operator, action, reason, changes, names }) => [
    `  ${seq}  ${at}  ${operator}  ${t(`history.${action}`)}${reason === null ? '' : `: ${reason}`}`,
    ...changes.map(({ field, before, after }) => {
      const told = (text: string | null) => (text === null ? '–' : withNames(text, names, t('case.goneRecord')));
      return `        ${field}: ${told(before)} → ${told(after)}`;
    }),
  ]),
];

export const relationLines = (relations: RecordDetail['relations']): string[] =>
  relations.map(({ link, kind, end, other, reason }) => {
    const name = other.what === 'item' ? `${other.name} (entry ${other.seq})` : `${other.title} (${other.id})`;
    const words = end === 'from' ? `${kind} → ${name}` : `${name} → ${kind}`;
    return `Link       ${words}${reason === '' ? '' : `: ${reason}`} (${link})`;
  });
