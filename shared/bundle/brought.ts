import { Fault } from '../faults.ts';
import { encodeUtf8 } from '../ledger/bytes.ts';
import { readSpokenCode, type SpokenCode } from '../ledger/spoken.ts';
import type { LedgerVerification } from '../ledger/verification.ts';
import type { BroughtOutcome } from '../ledger/vouching.ts';
import { looksLikeRequest } from '../ledger/witness-request.ts';
import type { Headline, NoticeCode, ReportFinding } from '../model/report.ts';

/**
 * What a reviewer holds against a ledger: checkpoint notes, and spoken codes as people write them down, with or without the number of
 * entries before (`11 JJPZ-F0KJ-…`).
 */
export type Brought = {
  readonly notices: readonly ReportFinding[];
  readonly headline: Headline | null;
  /** Something that was brought speaks against the ledger, or could not be compared although it should be. */
  readonly against: boolean;
  /** Texts of larger checkpoints that are proven to go on from this ledger. */
  readonly proven: ReadonlySet<string>;
};

/** Compares everything that was brought. Nothing is passed over: what cannot be read is said as well. */
export function compareBrought(verification: LedgerVerification, texts: readonly string[]): Brought {
  const notices: ReportFinding[] = [];
  const lines: Headline[] = [];
  const outcomes = texts.map((text) => bring(verification, text));
  const proven = new Set(outcomes.flatMap((brought) => (brought.outcome === 'goes-on' ? [brought.text] : [])));
  for (const [index, brought] of outcomes.entries()) {
    if (brought.outcome === 'not-comparable' && isProven(texts[index] ?? '', proven)) continue;
    const { notice, headline } = judge(brought);
    if (notice !== null)
      notices.push({ code: notice.code, seq: null, path: null, detail: `#${index + 1}${notice.detail}` });
    if (headline !== null) lines.push(headline);
  }
  const headline = worstFirst.find((line) => lines.includes(line)) ?? null;
  return { notices, headline, against: lines.some((line) => line !== 'larger note'), proven };
}

/** Whether a note has the text of a checkpoint that is proven to go on from this ledger. */
export function isProven(note: string, proven: ReadonlySet<string>): boolean {
  return proven.size > 0 && proven.has(note.slice(0, note.lastIndexOf('\n\n') + 1));
}

const worstFirst: readonly Headline[] = [
  'note contradicts',
  'older note contradicts',
  'note altered',
  'proof fails',
  'code unmatched',
  'note unreadable',
  'larger note',
];

function bring(verification: LedgerVerification, text: string): BroughtOutcome | { outcome: 'code-unreadable' } {
  const line = text.trim();
  if (looksLikeRequest(line)) return verification.broughtProof(encodeUtf8(text.replace(/\r\n/g, '\n')));
  // A note has several lines, a code has one.
  if (line.includes('\n')) return verification.broughtNote(encodeUtf8(text.replace(/\r\n/g, '\n')));
  const [, sizeText, rest = line] = /^(\d{1,15})[\s,:;/]+(.+)$/.exec(line) ?? [];
  const whole = readCode(line);
  if (whole !== null) return verification.broughtCode(whole, null);
  const code = readCode(rest);
  if (code === null || sizeText === undefined) return { outcome: 'code-unreadable' };
  return verification.broughtCode(code, Number(sizeText));
}

function readCode(text: string): SpokenCode | null {
  try {
    return readSpokenCode(text);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

type Judgement = { notice: { code: NoticeCode; detail: string } | null; headline: Headline | null };

function judge(brought: ReturnType<typeof bring>): Judgement {
  const say = (code: NoticeCode, detail: string, headline: Headline | null = null): Judgement => {
    return { notice: { code, detail: detail === '' ? '' : ` ${detail}` }, headline };
  };
  switch (brought.outcome) {
    case 'matches':
      return { notice: null, headline: null };
    case 'diverges':
      return say('NOTE_DIVERGES', String(brought.size));
    case 'contradicts':
      return say('NOTE_CONTRADICTS', String(brought.size), 'note contradicts');
    case 'unmatched':
      return say('CODE_UNMATCHED', '', 'code unmatched');
    case 'altered':
      return say('NOTE_ALTERED', String(brought.size), 'note altered');
    case 'unreadable':
      return say('NOTE_UNREADABLE', '', 'note unreadable');
    case 'code-unreadable':
      return say('CODE_UNREADABLE', '', 'note unreadable');
    case 'goes-on':
      return say('PROOF_GOES_ON', String(brought.size));
    case 'proof-fails':
      return say('PROOF_FAILS', String(brought.size), 'proof fails');
    case 'not-comparable':
      return say('NOTE_NOT_COMPARABLE', String(brought.size), 'larger note');
    case 'other-ledger':
      return say('NOTE_OTHER_LEDGER', brought.ledger);
    case 'older-ledger':
      if (brought.contradicts)
        return say('NOTE_OLDER_LEDGER_CONTRADICTS', String(brought.size), 'older note contradicts');
      return say(brought.beyond ? 'NOTE_OLDER_LEDGER_BEYOND' : 'NOTE_OLDER_LEDGER', String(brought.size));
  }
}
