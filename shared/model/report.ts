import { z } from 'zod';

/** Verdicts of the ledger format, in falling order of what they say; `COULD_NOT_RUN` says nothing about the evidence. */
export const verdicts = ['WITNESSED', 'CONSISTENT', 'UNANCHORED', 'DIVERGED', 'INVALID', 'COULD_NOT_RUN'] as const;
export type Verdict = (typeof verdicts)[number];

/** One thing that is wrong, and what it touches. `code` is a key of `finding.<code>` in the locales. */
export const finding = z.strictObject({
  code: z.string(),
  seq: z.number().int().nullable(),
  path: z.string().nullable(),
  detail: z.string(),
});
export type ReportFinding = z.infer<typeof finding>;

export const exhibitState = z.strictObject({
  seq: z.number().int(),
  sha256: z.string(),
  type: z.string(),
  size: z.number(),
  /** intact: bytes are what was archived. absent: named but not handed over. damaged: bytes differ or cannot be read. touched: its entry has a fault. */
  state: z.enum(['intact', 'absent', 'damaged', 'touched']),
  verdict: z.enum(verdicts),
  /** Later bodies are withheld, so a correction of this exhibit may exist unseen. */
  mayBeCorrected: z.boolean(),
});
export type ExhibitState = z.infer<typeof exhibitState>;

/** The same report from every verifier and every face. */
export const verificationReport = z.strictObject({
  verdict: z.enum(verdicts),
  /** 0 intact, 1 INVALID or DIVERGED (or a brought note contradicts), 2 could not run. */
  exitStatus: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** A line that must come first, as a key of `headline.<key>`; `null` for the verdict's own. */
  headline: z.string().nullable(),
  subject: z.enum(['vault', 'bundle']),
  encrypted: z.boolean(),
  ledger: z.string().nullable(),
  entries: z.number().int(),
  root: z.string().nullable(),
  spoken: z.string().nullable(),
  vouched: z.number().int(),
  shown: z.number().int(),
  withheldFields: z.number().int(),
  withheldEntries: z.number().int(),
  unexplained: z.number().int(),
  withheld: z.array(z.strictObject({ what: z.string(), count: z.number().int(), ground: z.string() })),
  exhibits: z.array(exhibitState),
  findings: z.array(finding),
  /** Findings beyond the first thousand are counted, not listed. */
  findingsTotal: z.number().int(),
  /** Warnings do not change the verdict: a clock that went back, an unknown type, a continuation claim. */
  warnings: z.array(finding),
  recipient: z.string().nullable(),
  exportedAt: z.string().nullable(),
});
export type VerificationReport = z.infer<typeof verificationReport>;
