import { z } from 'zod';
import type { AcquisitionStatement } from '../../shared/contract.ts';
import { type StatementFields, statementFields, whereabouts } from '../../shared/model/acquisition.ts';
import { type Keeping, keptWhole } from '../bridge/keeping.ts';
import { type Entered, enteredFrom, enteredKept } from '../cases/uncertain-date.ts';

/** What somebody is saying of where files came from, or a correction of that. */
export interface StatementDraft {
  /** What it is about. */
  readonly acquisitions: readonly number[];
  /** The statement that is corrected, `null` for a new one. */
  readonly id: string | null;
  /** Its newest entry when the correction was begun. */
  readonly head: number | null;
  readonly fields: StatementFields;
  /** `null`: the date says more than the form can, and is kept as written. */
  readonly entered: Entered | null;
  readonly reason: string;
}

export const newStatement = (
  acquisitions: readonly number[],
  origin: StatementFields['origin'] = 'not known',
): StatementDraft => ({
  acquisitions,
  id: null,
  head: null,
  fields: statementFields.parse({ origin }),
  entered: enteredFrom(''),
  reason: '',
});

export const correctionOf = ({ acquisitions, id, head, fields }: AcquisitionStatement): StatementDraft => ({
  ...{ acquisitions, id, head, fields },
  entered: enteredFrom(fields.received.edtf),
  reason: '',
});

/** Half a code name, and text that ends in a space, are none of the record's yet. */
const halfPerson = z.string().nullable();
const halfFields = statementFields.extend({
  ...{ creator: halfPerson, giver: halfPerson, carrier: halfPerson },
  original: z.object({ where: z.enum(whereabouts), words: z.string() }),
  received: z.object({ edtf: z.string(), words: z.string() }),
  note: z.string(),
});
const kept = z.object({
  acquisitions: z.array(z.number().int().nonnegative()).min(1),
  id: z.string().nullable(),
  head: z.number().int().nonnegative().nullable(),
  fields: halfFields,
  entered: enteredKept.nullable(),
  reason: z.string(),
});

export const statementKeeping: Keeping<StatementDraft> = {
  ...keptWhole('statement', kept),
  // Which acquisitions it is about grows while they are taken in.
  begun: ({ acquisitions: _of, ...draft }, { acquisitions: _from, ...opened }) =>
    JSON.stringify(draft) !== JSON.stringify(opened),
};

/** Under what a draft is kept: one for each statement that is corrected, and one for a new one of what was taken in together. */
export const statementSubject = (statement: AcquisitionStatement | null, acquisitions: readonly number[]): string =>
  statement?.id ?? `new ${acquisitions[0] ?? ''}`;
