import { z } from 'zod';
import { MAX_PROOF_LENGTH } from '../ledger/tlog-proof.ts';
import { receiptReport } from '../model/receipt.ts';
import { verificationReport } from '../model/report.ts';
import { trustedForAnchors } from './anchor.ts';
import { type Calls, call } from './call.ts';
import { hex64, passphrase, source } from './scalars.ts';
import { trustedWitnesses } from './witness.ts';

export const verifyCalls = {
  'verify.vault': call(
    z.strictObject({
      job: z.string().max(64),
      notes: z.array(z.string().max(65_536)).max(100).default([]),
      ...trustedForAnchors,
      ...trustedWitnesses,
    }),
    verificationReport,
  ),
  'verify.receipt': call(
    z.strictObject({
      receipt: z.string().max(MAX_PROOF_LENGTH),
      /** The entry's line, where the receipt does not carry it. */
      entry: z.string().max(2_048).nullable().default(null),
      /** SHA-256 of the file that the entry is said to name. */
      exhibit: hex64.nullable().default(null),
      /** Verifier keys of the ledger, and of witnesses, that the reviewer trusts. */
      keys: z.array(z.string().max(400)).max(100).default([]),
      witnesses: z.array(z.string().max(400)).max(100).default([]),
      notes: z.array(z.string().max(65_536)).max(100).default([]),
    }),
    receiptReport,
  ),
  'verify.bundle': call(
    z.strictObject({
      source,
      /** An age identity (`AGE-SECRET-KEY-1…`) or a passphrase, where the bundle is encrypted. */
      identity: z.string().max(4_096).nullable(),
      passphrase: passphrase.nullable(),
      /** Checkpoint notes and spoken codes of this ledger that the reviewer holds. */
      notes: z.array(z.string().max(65_536)).max(100).default([]),
      job: z.string().max(64),
      ...trustedForAnchors,
      ...trustedWitnesses,
      /** False: neither compare with the checkpoints kept here nor keep any. */
      known: z.boolean().optional(),
    }),
    verificationReport,
  ),
} as const satisfies Calls;
