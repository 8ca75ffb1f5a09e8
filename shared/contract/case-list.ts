import { z } from 'zod';
import { caseListMapping, listCounts, listDelimiters, rowProblem } from '../model/case-list.ts';
import { incidentFields } from '../model/incident.ts';
import { recordId } from '../model/records.ts';
import { dateOrders } from '../model/stated-date.ts';
import { encodings } from '../model/text-encoding.ts';
import { type Calls, call } from './call.ts';
import { hex64, nothing, path, seq } from './scalars.ts';

/** Cases from a list that somebody else keeps: looked at, mapped, tried, taken in; all of it or nothing. */

const listSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('path'), path }),
  z.strictObject({ kind: z.literal('upload'), upload: z.string() }),
  /** A file that is archived already. */
  z.strictObject({ kind: z.literal('item'), seq }),
]);

const encoding = z.enum(encodings);
const delimiter = z.enum(listDelimiters);
const job = z.string().max(64);

const columnSurvey = z.strictObject({
  name: z.string(),
  filled: z.number().int(),
  /** Commonest first. */
  values: z.array(z.strictObject({ value: z.string(), count: z.number().int() })),
  /** Whether there are more values than these. */
  more: z.boolean(),
  /** Orders of day, month and year in which every value is a date. */
  orders: z.array(z.enum(dateOrders)),
});

const listSurvey = z.strictObject({
  name: z.string(),
  sha256: hex64,
  encoding,
  delimiter,
  /** Whether the encoding was told by the letters alone. */
  guessed: z.boolean(),
  /** Below the names of the columns. */
  rows: z.number().int(),
  columns: z.array(columnSurvey),
  sample: z.array(z.array(z.string())),
  proposed: caseListMapping,
  /** The name of the list, where its columns are known. */
  known: z.string().nullable(),
});
export type ListSurvey = z.infer<typeof listSurvey>;

const outcomes = ['fresh', 'changed', 'same', 'kept', 'faulty'] as const;
const difference = z.strictObject({
  field: z.string(),
  before: z.string(),
  after: z.string(),
  /** Somebody here has said something else since: that stays. */
  kept: z.boolean(),
});

const listCheck = z.strictObject({
  sha256: hex64,
  counts: listCounts,
  /** Wrong cells, the first of them; `counts.faulty` says how many rows. */
  problems: z.array(rowProblem),
  unknown: z.array(z.strictObject({ column: z.string(), list: z.string(), word: z.string(), count: z.number().int() })),
  /** The first rows as they would become. */
  preview: z.array(z.strictObject({ row: z.number().int(), outcome: z.enum(outcomes), fields: incidentFields })),
  /** Cases that are here and of which the list says something else now, the first of them. */
  changes: z.array(
    z.strictObject({ row: z.number().int(), id: recordId, title: z.string(), differences: z.array(difference) }),
  ),
});

const asked = {
  source: listSource,
  /** Left out: as the file says. */
  encoding: encoding.nullable().default(null),
  delimiter: delimiter.nullable().default(null),
  mapping: caseListMapping,
  job,
};

export const caseListCalls = {
  /** What is in a file, and what its columns may become. */
  'caseList.survey': call(
    z.strictObject({
      source: listSource,
      encoding: encoding.nullable().default(null),
      delimiter: delimiter.nullable().default(null),
      job,
    }),
    listSurvey,
  ),
  /** What taking it in would do; nothing is written. */
  'caseList.check': call(z.strictObject(asked), listCheck),
  /** All of it in one act, or nothing. */
  'caseList.import': call(
    z.strictObject({
      ...asked,
      /** Of the file that was looked at: another is refused. */
      sha256: hex64.nullable().default(null),
      /** Whether rows that can't become cases are left out; otherwise there must be none. */
      leaveOut: z.boolean().default(false),
      /** Whether what the list says otherwise now corrects the cases that are here. */
      amend: z.boolean().default(true),
    }),
    z.strictObject({
      /** The archived list; `null` where nothing was new and nothing was written. */
      item: seq.nullable(),
      record: recordId.nullable(),
      counts: listCounts,
      leftout: z.array(rowProblem),
    }),
  ),
  'caseList.mappings': call(nothing, z.array(caseListMapping)),
  /** Under its name, in place of what was kept under that. */
  'caseList.keepMapping': call(z.strictObject({ mapping: caseListMapping }), nothing),
  'caseList.forgetMapping': call(z.strictObject({ name: z.string().max(120) }), nothing),
} as const satisfies Calls;
