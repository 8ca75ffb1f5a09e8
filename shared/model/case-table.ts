import { z } from 'zod';
import { recordId } from './records.ts';

/** Cases that are handed out as a table: in the columns of WHO SSA, in those of SiND/SHCC, or everything that is recorded. */
export const caseTableForms = ['who', 'sind', 'sanad'] as const;
export type CaseTableForm = (typeof caseTableForms)[number];

/** Which cases: all, or those that were chosen. */
export const chosenCases = z.union([z.literal('all'), z.array(recordId).min(1).max(20_000)]);
export type ChosenCases = z.infer<typeof chosenCases>;

/** In the export's entry: which cases left in which form, and the digest of the table before it was encrypted. */
export const listedExport = z.object({ as: z.enum(caseTableForms), of: chosenCases, sha256: z.string() });
