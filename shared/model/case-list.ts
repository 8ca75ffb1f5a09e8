import { z } from 'zod';
import {
  definitions,
  harmedGroups,
  harms,
  sindCaptivities,
  sindCounts,
  sindFlags,
  sindLocations,
  sindPerpetrators,
  sindPrecisions,
  sindWeapons,
  ssaResources,
} from './coding.ts';
import { precisionClasses } from './position.ts';
import { dateOrders } from './stated-date.ts';
import { attackTypes, certainties } from './vocabulary.ts';

/**
 * A list of cases that somebody else keeps, as a CSV file, and what its columns become here. A column may become several things; what it
 * says in words that are none of ours stays beside them as it was stated.
 */

/** Closed lists that the words of a column are mapped to. */
export const wordLists = {
  'attack types': attackTypes,
  certainty: certainties,
  precision: precisionClasses,
  'ssa resources': ssaResources,
  'sind perpetrators': sindPerpetrators,
  'sind weapons': sindWeapons,
  'sind locations': sindLocations,
  'sind precision': sindPrecisions,
  'sind captivity': sindCaptivities,
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type WordList = keyof typeof wordLists;
/** Those of which a case has one, not several. */
export const singleWords: readonly WordList[] = ['certainty', 'precision', 'sind precision'];

/** What stands in a column that says yes or no. */
export const signLists = {
  'attack types': attackTypes,
  'ssa resources': ssaResources,
  'sind flags': sindFlags,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export const listTexts = [
  'title',
  'facility',
  'account',
  'place',
  'within',
  'time words',
  'ssa id',
  'ssa facility type',
  'sind id',
  'control',
] as const;
export type ListText = (typeof listTexts)[number];

const text = z.string().trim().max(2_000);
const yesAndNo = { yes: z.array(text).max(20), no: z.array(text).max(20) };
/** What a number 0 says: that there was none, or nothing, where a list writes it for whatever it doesn't know. */
export const zeroMeanings = ['none', 'nothing said'] as const;
const zero = z.enum(zeroMeanings);

/** What one column becomes. */
export const listTarget = z.discriminatedUnion('to', [
  /** Kept word for word beside the case. */
  z.strictObject({ to: z.literal('as stated') }),
  /** Several columns of one field are joined in the order of the mapping. */
  z.strictObject({ to: z.literal('text'), field: z.enum(listTexts) }),
  /** `null` until somebody says in which order day, month and year stand. */
  z.strictObject({ to: z.literal('date'), order: z.enum(dateOrders).nullable() }),
  /** A year that stands beside the date: kept as stated where the two say otherwise. */
  z.strictObject({ to: z.literal('year') }),
  z.strictObject({ to: z.literal('degrees'), axis: z.enum(['latitude', 'longitude']) }),
  z.strictObject({
    to: z.literal('words'),
    list: z.enum(Object.keys(wordLists) as [WordList, ...WordList[]]),
    /** What stands between several words; empty where a cell holds one. */
    separator: z.string().max(5),
    /** By the word as stated; `null`: left as stated. */
    words: z.record(z.string().max(2_000), z.string().max(100).nullable()),
  }),
  z.strictObject({
    to: z.literal('sign'),
    list: z.enum(['attack types', 'ssa resources', 'sind flags']),
    word: z.string().max(100),
    ...yesAndNo,
  }),
  z.strictObject({ to: z.literal('access denied'), ...yesAndNo }),
  z.strictObject({
    to: z.literal('people'),
    group: z.enum(harmedGroups),
    harm: z.enum(harms),
    bound: z.enum(['lowest', 'best', 'highest']),
    zero,
  }),
  z.strictObject({ to: z.literal('count'), count: z.enum(sindCounts), zero }),
]);
export type ListTarget = z.infer<typeof listTarget>;

const columnMapping = z.strictObject({ column: z.string().max(2_000), to: z.array(listTarget).max(6) });
export type ColumnMapping = z.infer<typeof columnMapping>;

/** Encodings and delimiters that are found by themselves, or stated. */
export const listDelimiters = [',', ';', '\t', '|'] as const;

const mapped = <L extends readonly string[]>(words: Readonly<Record<string, string | null>>, list: L): boolean =>
  Object.values(words).every((word) => word === null || list.includes(word));

/** Columns of one list. */
export const mostColumns = 500;

export const caseListMapping = z
  .strictObject({
    /** What the list is called by people. */
    name: z.string().trim().max(120),
    columns: z.array(columnMapping).max(mostColumns),
    /** Cells that say that nothing is known. */
    unknown: z.array(text).max(40),
    /** What holds for every case of the list, where no column says otherwise. */
    always: z.strictObject({
      certainty: z.enum(certainties).nullable(),
      precision: z.enum(precisionClasses),
      definitions: z.array(z.enum(definitions)).max(definitions.length),
    }),
  })
  .superRefine(({ columns }, context) => {
    for (const [number, { to }] of columns.entries()) {
      for (const [place, target] of to.entries()) {
        const path = ['columns', number, 'to', place];
        if (target.to === 'words' && !mapped(target.words, wordLists[target.list]))
          context.addIssue({ code: 'custom', message: 'a word that is none of the list', path: [...path, 'words'] });
        if (target.to === 'sign' && !(signLists[target.list] as readonly string[]).includes(target.word))
          context.addIssue({ code: 'custom', message: 'a word that is none of the list', path: [...path, 'word'] });
      }
    }
  });
export type CaseListMapping = z.infer<typeof caseListMapping>;

/** Why a row can't become a case. */
export const rowRules = [
  'cells',
  'quotation mark',
  'not a date',
  'no such day',
  'not a whole number',
  'not degrees',
  'half a position',
  'unknown word',
  'too long',
  'missing',
  'control character',
  'lowest, best, highest',
  'twice in this list',
  'two cases',
  'form',
] as const;
export type RowRule = (typeof rowRules)[number];

/** `row` as spreadsheets count: the names of the columns stand in row 1. `column` is empty where it is about the row as a whole. */
export const rowProblem = z.strictObject({
  row: z.number().int().positive(),
  column: z.string(),
  rule: z.enum(rowRules),
  value: z.string(),
});
export type RowProblem = z.infer<typeof rowProblem>;

/** What came of the rows of a list. */
export const listCounts = z.strictObject({
  rows: z.number().int(),
  /** Cases that are not here yet. */
  fresh: z.number().int(),
  /** Here already and different from what the list said before. */
  changed: z.number().int(),
  /** Here already, and the list says the same. */
  same: z.number().int(),
  /** Here already, entered or corrected by somebody here where the list says otherwise: what stands here stays. */
  kept: z.number().int(),
  faulty: z.number().int(),
});
export type ListCounts = z.infer<typeof listCounts>;

/** `record` of kind `import`: a list that cases were taken from, with what its columns became and which rows were left out. */
export const listImport = z.strictObject({
  /** The archived file. */
  item: z.number().int().nonnegative(),
  mapping: caseListMapping,
  encoding: z.string(),
  delimiter: z.string(),
  counts: listCounts,
  /** At most `mostNamed`; `counts.faulty` says how many there were. */
  leftout: z.array(rowProblem.omit({ value: true })),
});
export const mostNamed = 5_000;
