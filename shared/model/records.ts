import { z } from 'zod';
import { audiences } from './vocabulary.ts';

/** Records are named by a random id (16 bytes, hex) that stays the same through every amendment. */
export const recordId = z.string().regex(/^[0-9a-f]{32}$/, '32 × 0–9, a–f');
export type RecordId = z.infer<typeof recordId>;

/** A person who acts in the program, by code, never by name. */
export const operatorCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'op-1, cedar-2');
export type OperatorCode = z.infer<typeof operatorCode>;

/** A witness in everything but the sealed identity. */
export const codeName = z.string().trim().min(1).max(60);

/** How each paragraph is known to the witness; `unstated` until asked. */
export const knowledgeBases = ['saw', 'heard', 'was told', 'inferred', 'unstated'] as const;
export const paragraph = z.strictObject({
  text: z.string().trim().min(1).max(100_000),
  basis: z.enum(knowledgeBases),
});
export type Paragraph = z.infer<typeof paragraph>;

export const consentStates = ['given', 'refused', 'not asked', 'withdrawn'] as const;
export const consent = z.strictObject({
  state: z.enum(consentStates),
  audiences: z.array(z.enum(audiences)).max(audiences.length),
  /** What was explained before asking, and under which conditions consent was given, in the witness's sense. */
  conditions: z.string().max(5_000),
  explained: z.boolean(),
});
export type Consent = z.infer<typeof consent>;

/** Who a witness is. Sealed before it reaches the ledger: to headquarters' keys, or behind a passphrase of its own. */
export const identity = z.strictObject({
  name: z.string().trim().min(1).max(300),
  contact: z.string().trim().max(500),
  notes: z.string().max(5_000),
});
export type Identity = z.infer<typeof identity>;

/** What a person says about an item, beside what the file says. */
export const assertionFields = ['captured', 'position', 'note'] as const;

export const reason = z.string().trim().min(3).max(2_000);
