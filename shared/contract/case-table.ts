import { z } from 'zod';
import { caseTableForms, chosenCases } from '../model/case-table.ts';
import { question, statedUse } from '../model/stated-use.ts';
import { audiences } from '../model/vocabulary.ts';
import { exportPreview, exportResult, protection } from './bundle.ts';
import { type Calls, call } from './call.ts';
import { target } from './scalars.ts';
import { withholdingChoices } from './withholding.ts';

/** Cases handed out as a table (CSV), by the same gate and the same rules as a bundle. */

const count = z.number().int();

const tableUse = {
  of: chosenCases,
  as: z.enum(caseTableForms),
  audience: z.enum(audiences),
  ...statedUse,
  withhold: withholdingChoices.optional(),
};

export const caseTableCalls = {
  /** What would leave and what would stay; nothing is recorded. */
  'caseTable.preview': call(
    z.strictObject(tableUse),
    z.strictObject({
      /** Rows. */
      cases: count,
      columns: count,
      /** Cells that would be empty because what they say stays. */
      withheld: count,
      /** Cells that begin like a formula, and would be made harmless. */
      guarded: count,
      /** Whole cases, and fields of those that leave. */
      stays: exportPreview.shape.stays,
      questions: z.array(question),
    }),
  ),
  /** It stands in the ledger when this answers. */
  'caseTable.export': call(
    z.strictObject({
      ...tableUse,
      /** Whether it begins with the byte order mark by which some spreadsheets tell UTF-8. */
      bom: z.boolean(),
      recipient: z.string().trim().max(300),
      protection,
      target,
      job: z.string().max(64),
    }),
    exportResult.omit({ items: true }).extend({
      cases: count,
      /** Cases that stayed as a whole. */
      stayed: count,
      withheld: count,
      guarded: count,
    }),
  ),
} as const satisfies Calls;
