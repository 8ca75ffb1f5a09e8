import { z } from 'zod';
import type { CallOutput } from '../../shared/contract.ts';
import { caseListMapping, listDelimiters } from '../../shared/model/case-list.ts';
import { encodings } from '../../shared/model/text-encoding.ts';
import { type Keeping, keptWhole } from '../bridge/keeping.ts';

/** What somebody said about a list's columns. The list itself stays where it is: a browser has to be given it again. */
const kept = z.object({
  /** On this computer; empty in a browser. */
  path: z.string(),
  name: z.string(),
  sha256: z.string(),
  written: z.object({ encoding: z.enum(encodings).nullable(), delimiter: z.enum(listDelimiters).nullable() }),
  mapping: caseListMapping.nullable(),
  /** Whether a person changed what was proposed. */
  changed: z.boolean(),
});
export type ListDraft = z.infer<typeof kept>;

export const emptyList: ListDraft = {
  path: '',
  name: '',
  sha256: '',
  written: { encoding: null, delimiter: null },
  mapping: null,
  changed: false,
};

export const listKeeping: Keeping<ListDraft> = {
  ...keptWhole('list', kept),
  begun: ({ changed }) => changed,
};

/** Whether what was said about columns is about these: the same file, read in the same way. */
export const fits = (
  { sha256, mapping, changed }: ListDraft,
  survey: Pick<CallOutput<'caseList.survey'>, 'sha256' | 'columns'>,
): boolean =>
  changed &&
  sha256 === survey.sha256 &&
  JSON.stringify(mapping?.columns.map(({ column }) => column)) ===
    JSON.stringify(survey.columns.map(({ name }) => name));
