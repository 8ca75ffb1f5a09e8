import { z } from 'zod';
import { statementFields } from '../model/acquisition.ts';
import { recordId } from '../model/records.ts';
import { historyLine } from './history.ts';
import { seq } from './scalars.ts';

/** What people say of where files came from, and how that came to be said. */
export const acquisitionStatement = z.strictObject({
  id: recordId,
  head: seq,
  /** Every acquisition that it covers. */
  acquisitions: z.array(seq),
  fields: statementFields,
  history: z.array(historyLine),
});
export type AcquisitionStatement = z.infer<typeof acquisitionStatement>;
