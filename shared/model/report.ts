import { z } from 'zod';
import { anchorView } from './anchors.ts';

/** Verdicts of the ledger format, in falling order of what they say; `COULD_NOT_RUN` says nothing about the evidence. */
export const verdicts = ['WITNESSED', 'CONSISTENT', 'UNANCHORED', 'DIVERGED', 'INVALID', 'COULD_NOT_RUN'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * What comes first in a report where the verdict's own sentence would mislead: keys of `headline.<key>`. The reviewer holds a
 * checkpoint that disagrees, or the verification could not run.
 */
export const headlines = [
  'note contradicts',
  'code unmatched',
  'note altered',
  'note unreadable',
  'older note contradicts',
  'not a bundle',
  'cut short',
  'too large',
  'newer verifier needed',
  'larger note',
  'proof fails',
  'known larger',
  'known rolled back',
  'too little vouches',
] as const;
export type Headline = (typeof headlines)[number];

/** What a reviewer can ask for: at least a countersignature, or at least agreement with something held. */
export const requirements = ['witnessed', 'consistent'] as const;
export type Requirement = (typeof requirements)[number];

/**
 * How a bundle stands to the checkpoints kept of its ledger. `first`: none. `same`, `extends`: up to or beyond the largest.
 * `earlier`: a state that was seen before, and a larger one too. `behind`: smaller than the largest, at a size never seen. `forks`: one
 * of them shows another history.
 */
export const knownRelations = ['first', 'same', 'extends', 'earlier', 'behind', 'forks'] as const;
export type KnownRelation = (typeof knownRelations)[number];

/**
 * Codes of a report beside those of the ledger's verification (`findingCodes`, `remarkCodes` in shared/ledger/findings.ts), also keys of
 * `finding.<code>`: what came of the notes that the reviewer brought, and what is worth knowing.
 */
export const noticeCodes = [
  'NOTE_DIVERGES',
  'NOTE_CONTRADICTS',
  'NOTE_ALTERED',
  'NOTE_UNREADABLE',
  'NOTE_NOT_COMPARABLE',
  'NOTE_OTHER_LEDGER',
  'NOTE_OLDER_LEDGER',
  'NOTE_OLDER_LEDGER_BEYOND',
  'NOTE_OLDER_LEDGER_CONTRADICTS',
  'CODE_UNMATCHED',
  'CODE_UNREADABLE',
  'PROOF_GOES_ON',
  'PROOF_FAILS',
  'KNOWN_SINCE',
  'KNOWN_FORK',
  'KNOWN_EARLIER',
  'KNOWN_BEHIND',
  'KNOWN_ROLLED_BACK',
  'SAYS_IT_CONTINUES',
  'SUCCESSOR_NAMED',
  'TYPE_NOT_UNDERSTOOD',
  'FIELD_NOT_UNDERSTOOD',
  'EXTENSION_NOT_UNDERSTOOD',
  'ANCHOR_NOT_CHECKED',
  'ANCHOR_BAD',
  'LITTER_IGNORED',
  'NAMES_CHANGED',
  'VERIFIER_INCLUDED',
  'VERIFIER_KNOWN',
  'CHECKPOINT_BEHIND',
  'VAULT_ELSEWHERE',
  'PREVIEW_DAMAGED',
  'OBJECT_QUARANTINED',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

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
  /** intact: bytes are what was archived. absent: named but not handed over. damaged: faulty or cannot be read. touched: its entry has a fault. */
  state: z.enum(['intact', 'absent', 'damaged', 'touched']),
  verdict: z.enum(verdicts),
  /** Later bodies are withheld, so a correction of this exhibit may exist unseen. */
  mayBeCorrected: z.boolean(),
});
export type ExhibitState = z.infer<typeof exhibitState>;

/** Why something is withheld, in the exporter's own words; `authority` null where an earlier writer did not state it. */
const reasons = {
  ground: z.string(),
  authority: z.string().nullable(),
  by: z.string(),
  /** `YYYY-MM-DD`; null where no review is planned. */
  review: z.string().nullable(),
  overdue: z.boolean(),
};

/** The same report from every verifier and every face. */
export const verificationReport = z.strictObject({
  verdict: z.enum(verdicts),
  /** 0 intact, 1 INVALID or DIVERGED (or a brought note contradicts), 2 could not run. */
  exitStatus: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** A line that must come first; `null` for the verdict's own. */
  headline: z.enum(headlines).nullable(),
  subject: z.enum(['vault', 'bundle']),
  encrypted: z.boolean(),
  ledger: z.string().nullable(),
  entries: z.number().int(),
  root: z.string().nullable(),
  spoken: z.string().nullable(),
  vouched: z.number().int(),
  /** The witnesses that the reviewer trusts: below which size each has countersigned (0: nowhere), and when, in seconds since 1970. */
  witnesses: z.array(z.strictObject({ name: z.string(), size: z.number().int(), time: z.number().int().nullable() })),
  /** What the reviewer asked for, and whether it is there. Where it is not, the exit status is not 0. */
  required: z.strictObject({ level: z.enum(requirements), met: z.boolean() }).nullable(),
  /** How it stands to what was kept of this ledger: the largest size held, and since when. */
  known: z
    .strictObject({ relation: z.enum(knownRelations), size: z.number().int(), at: z.string().nullable() })
    .nullable(),
  shown: z.number().int(),
  withheldFields: z.number().int(),
  withheldEntries: z.number().int(),
  /** Withheld fields and entries that the exporter does not state. */
  unexplained: z.number().int(),
  /** Shown entries below may be corrected by what is withheld; 0 where there are none. */
  correctableBelow: z.number().int(),
  /** What the exporter states about what is withheld, counted. A review is overdue as of the day of the export. */
  withheld: z.array(z.strictObject({ what: z.string(), count: z.number().int(), ...reasons })),
  /** The same line by line, the first thousand: fields of a shown entry by name, or what a wholly withheld entry is. */
  stated: z.array(
    z.strictObject({
      seq: z.number().int(),
      fields: z.array(z.string()).nullable(),
      kind: z.string().nullable(),
      ...reasons,
    }),
  ),
  exhibits: z.array(exhibitState),
  findings: z.array(finding),
  /** Findings beyond the first thousand are counted, not listed. */
  findingsTotal: z.number().int(),
  /** Warnings do not change the verdict: a clock that went back, an unknown type, a continuation claim. */
  warnings: z.array(finding),
  /** Time stamps, proofs and beacons that came with it, judged with what the reviewer brought. They do not change the verdict. */
  anchors: z.array(anchorView),
  recipient: z.string().nullable(),
  exportedAt: z.string().nullable(),
});
export type VerificationReport = z.infer<typeof verificationReport>;
