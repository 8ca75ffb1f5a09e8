import { checkpointText } from '../ledger/checkpoint.ts';
import type { FileReference } from '../ledger/disclosed.ts';
import { findingCodes, type Finding as LedgerFinding } from '../ledger/findings.ts';
import { encodeHex } from '../ledger/hex.ts';
import type { Primitives } from '../ledger/primitives.ts';
import { groupSpokenCode, spokenCode } from '../ledger/spoken.ts';
import type { LedgerReport } from '../ledger/verification.ts';
import type { WithheldStatement } from '../ledger/withheld.ts';
import type { AnchorView } from '../model/anchors.ts';
import type {
  ExhibitState,
  Headline,
  NoticeCode,
  ReportFinding,
  Requirement,
  Verdict,
  VerificationReport,
} from '../model/report.ts';
import type { Brought } from './brought.ts';
import { containerCodes, showName } from './listing.ts';
import type { Known } from './reviewer.ts';
import { summariseWithheld } from './withheld-summary.ts';

/** Of what is no finding of the ledger's. */
const maxListed = 1_000;

/** What happened to a file that the ledger names. */
export type FileState = 'intact' | 'absent' | 'damaged';

export type ReportInput = {
  readonly primitives: Primitives;
  readonly subject: 'vault' | 'bundle';
  readonly encrypted: boolean;
  readonly ledger: LedgerReport;
  readonly brought: Brought;
  readonly stateOf: (file: FileReference) => FileState;
  readonly notices: readonly ReportFinding[];
  readonly statements: readonly WithheldStatement[];
  readonly required: Requirement | null;
  /** Where checkpoints are kept. */
  readonly known: Known | null;
  /** Where anchors were judged. */
  readonly anchors?: readonly AnchorView[];
  /** From the closing export's own fields. */
  readonly recipient: string | null;
  readonly exportedAt: string | null;
};

export function notice(code: NoticeCode, detail = '', path: string | null = null): ReportFinding {
  return { code, seq: null, path: path === null ? null : showName(path), detail: showName(detail) };
}

/** A report about something that could not be verified at all: it says nothing about the evidence. */
export function couldNotRun(subject: 'vault' | 'bundle', headline: Headline): VerificationReport {
  return {
    verdict: 'COULD_NOT_RUN',
    exitStatus: 2,
    headline,
    subject,
    encrypted: false,
    ledger: null,
    entries: 0,
    root: null,
    spoken: null,
    vouched: 0,
    witnesses: [],
    required: null,
    known: null,
    shown: 0,
    withheldFields: 0,
    withheldEntries: 0,
    unexplained: 0,
    correctableBelow: 0,
    withheld: [],
    stated: [],
    exhibits: [],
    findings: [],
    findingsTotal: 0,
    warnings: [],
    anchors: [],
    recipient: null,
    exportedAt: null,
  };
}

/** What is said of notes, codes and proofs that agree or can't be compared: nothing is wrong with it, whatever the others show. */
const speaksNotAgainst: ReadonlySet<ReportFinding['code']> = new Set<NoticeCode>([
  'NOTE_NOT_COMPARABLE',
  'NOTE_OTHER_LEDGER',
  'NOTE_OLDER_LEDGER',
  'NOTE_OLDER_LEDGER_BEYOND',
  'PROOF_GOES_ON',
  'KNOWN_SINCE',
  'KNOWN_EARLIER',
  'KNOWN_BEHIND',
]);

/** The one report of every face, from what the ledger's verification and the reading of files found. */
export function composeReport(input: ReportInput): VerificationReport {
  const { ledger, brought } = input;
  const against = ledger.broughtContradicts || brought.against;
  const wrong = brought.notices.filter(({ code }) => against && !speaksNotAgainst.has(code));
  const besides = brought.notices.filter((one) => !wrong.includes(one));
  if (ledger.outcome === 'newer') {
    // Notes mean the same in every version: what was brought is never passed over, also where there is no verdict.
    return {
      ...couldNotRun(input.subject, 'newer verifier needed'),
      encrypted: input.encrypted,
      ledger: ledger.ledger,
      entries: ledger.size,
      findings: wrong,
      findingsTotal: wrong.length,
      warnings: besides,
    };
  }
  const verdict: Verdict = ledger.verdict;
  const findings = [...ledger.findings.map(findingOf), ...wrong];
  const counted = findingCodes.reduce((sum, code) => sum + (ledger.counts.get(code) ?? 0), 0);
  const withheld = summariseWithheld(input);
  const required = input.required === null ? null : { level: input.required, met: isMet(input.required, verdict) };
  const headline = brought.headline ?? (required?.met === false ? 'too little vouches' : null);
  return {
    verdict,
    exitStatus: verdict === 'INVALID' || verdict === 'DIVERGED' || against || required?.met === false ? 1 : 0,
    headline: verdict === 'INVALID' || verdict === 'DIVERGED' ? null : headline,
    subject: input.subject,
    encrypted: input.encrypted,
    ledger: ledger.ledger,
    entries: ledger.size,
    root: ledger.ledger === null || ledger.size === 0 ? null : encodeHex(ledger.root),
    spoken: spokenOf(input.primitives, ledger),
    vouched: Math.max(ledger.witnessedBelow, ledger.consistentBelow),
    witnesses: ledger.witnesses.map(({ name, size, time }) => ({ name: showName(name), size, time })),
    required,
    known: input.known,
    shown: ledger.disclosed,
    withheldFields: withheld.fields,
    withheldEntries: withheld.entries,
    unexplained: withheld.unexplained,
    correctableBelow: correctableBelow(ledger),
    withheld: withheld.counted,
    stated: withheld.stated,
    exhibits: exhibitsOf(input),
    // Each kind by itself, as they come: a thousand of one never hide one of another, nor what was brought.
    findings,
    findingsTotal: counted + wrong.length,
    warnings: [...besides, ...warningsOf(ledger), ...input.notices.slice(0, maxListed)],
    anchors: [...(input.anchors ?? [])],
    recipient: input.recipient,
    exportedAt: input.exportedAt,
  };
}

function isMet(level: Requirement, verdict: Verdict): boolean {
  return verdict === 'WITNESSED' || (level === 'consistent' && verdict === 'CONSISTENT');
}

function spokenOf(primitives: Primitives, { ledger, size, root }: LedgerReport): string | null {
  if (ledger === null || size === 0) return null;
  return groupSpokenCode(spokenCode(primitives, checkpointText({ ledger, size, root })));
}

/** What a container's own code says is more to the point than the ledger's word for all of them. */
function findingOf({ code, seq, path, name, reason = '' }: LedgerFinding): ReportFinding {
  const own = containerCodes.find((known) => reason === known || reason.startsWith(`${known} `));
  const detail = own === undefined ? reason : reason.slice(own.length + 1);
  return { code: own ?? code, seq: seq ?? null, path: path ?? null, detail: [name, detail].filter(Boolean).join(' ') };
}

/** One line for each entry that names a file, in the order of the ledger. */
function exhibitsOf({ ledger, stateOf }: ReportInput): ExhibitState[] {
  const exhibits: ExhibitState[] = [];
  for (const file of ledger.files.values()) {
    const { sha256, size, type } = file;
    const own = stateOf(file);
    for (const seq of file.entries) {
      const entry = ledger.stateOf(seq);
      const touched = entry === 'INVALID';
      const state = own === 'intact' && touched ? 'touched' : own;
      exhibits.push({
        seq,
        sha256,
        size,
        type: showName(type),
        state,
        verdict: own === 'damaged' ? 'INVALID' : entry,
        mayBeCorrected: seq < ledger.lastWithheld,
      });
    }
  }
  return exhibits.sort((a, b) => a.seq - b.seq);
}

function warningsOf(ledger: LedgerReport): ReportFinding[] {
  const { types, fields } = ledger.notUnderstood;
  return [
    ...ledger.remarks.map(({ code, seq, path, name, reason }) => {
      return { code, seq: seq ?? null, path: path ?? null, detail: showName([name, reason].filter(Boolean).join(' ')) };
    }),
    ...[...types].map((type) => notice('TYPE_NOT_UNDERSTOOD', type)),
    ...[...fields].map((field) => notice('FIELD_NOT_UNDERSTOOD', field)),
    ...(ledger.continues === null
      ? []
      : [notice('SAYS_IT_CONTINUES', `${ledger.continues.ledger} ${ledger.continues.size}`)]),
    ...(ledger.successor === null ? [] : [notice('SUCCESSOR_NAMED', ledger.successor)]),
  ];
}

/** The last entry that may correct others unseen, where a shown one stands before it. */
function correctableBelow(ledger: LedgerReport): number {
  for (let seq = 0; seq < ledger.lastWithheld; seq++) if (ledger.isShown(seq)) return ledger.lastWithheld;
  return 0;
}
