import { withNames } from '../../shared/contract/history.ts';
import type { HistoryLine, RecordDetail } from '../../shared/contract.ts';
import { inWords, valueInWords } from '../../shared/report/values.ts';
import { t, valueWords } from './words.ts';

/** How the fields of a record, its history and its links are printed. */

type Titled = { readonly id: string; readonly title: string };

/** Each field that says something, by the name that it has in a file; records that it names by their titles, with their ids behind. */
export const fieldLines = (fields: object, names: readonly Titled[]): string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const told = value === null ? '' : inWords(name, value, valueWords);
    const titled = names.reduce((text, { id, title }) => text.replaceAll(id, `${title} (${id})`), told);
    return titled === '' ? [] : [`${name.padEnd(15)} ${titled}`];
  });

export const historyLines = (history: readonly HistoryLine[]): string[] => [
  'History',
  ...history.flatMap(({ seq, at, operator, action, reason, changes, names }) => [
    `  ${seq}  ${at}  ${operator}  ${t(`history.${action}`)}${reason === null ? '' : `: ${reason}`}`,
    ...changes.map(({ field, before, after }) => {
      const told = (text: string | null) =>
        text === null ? '–' : withNames(valueInWords(field, text, valueWords), names, t('case.goneRecord')) || '–';
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
