import { z } from 'zod';
import { verdicts } from './report.ts';

/** What can be wrong with a membership receipt, or worth knowing: keys of `receipt.finding.<code>`. */
export const receiptCodes = [
  'RECEIPT_PROOF',
  'RECEIPT_ENTRY',
  'RECEIPT_ENTRY_MISSING',
  'RECEIPT_ENTRY_DIFFERS',
  'RECEIPT_EXTRA_NOT_UNDERSTOOD',
  'RECEIPT_DISCLOSURE',
  'RECEIPT_SIGNATURE',
  'RECEIPT_KEY',
  'RECEIPT_COSIGNATURE',
  'RECEIPT_FILE_DIFFERS',
  'RECEIPT_FILE_NOT_SHOWN',
  'RECEIPT_NOTE_UNREADABLE',
  'RECEIPT_NOTE_NOT_COMPARABLE',
  'RECEIPT_NOTE_ALTERED',
  'RECEIPT_NOTE_DIVERGES',
  'RECEIPT_NOTE_CONTRADICTS',
] as const;
export type ReceiptCode = (typeof receiptCodes)[number];

/** Whose signature the checkpoint of a receipt carries. */
export const receiptSigners = ['key you named', 'key it names itself', 'unknown key'] as const;

/** Whether the file in the reviewer's hand is the one that the entry names. */
export const receiptExhibits = ['matches', 'differs', 'not shown', 'not brought'] as const;

export const receiptReport = z.strictObject({
  verdict: z.enum(verdicts),
  /** 0 holds, 1 it does not (or what was brought speaks against it), 2 could not run. */
  exitStatus: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  ledger: z.string(),
  seq: z.number().int(),
  leaf: z.string().nullable(),
  /** Of the checkpoint. */
  size: z.number().int(),
  root: z.string(),
  spoken: z.string(),
  signedBy: z.enum(receiptSigners),
  /** The file that the entry is shown to name. */
  file: z.strictObject({ sha256: z.string(), size: z.number(), type: z.string() }).nullable(),
  exhibit: z.enum(receiptExhibits),
  findings: z.array(z.enum(receiptCodes)),
});
export type ReceiptReport = z.infer<typeof receiptReport>;
