import { encodeUtf8 } from '../ledger/bytes.ts';
import { asCarried } from '../ledger/carried-text.ts';
import { readTypedCode, type SpokenCode, type TypedCode, withPlainDigits } from '../ledger/spoken.ts';
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
  const outcomes = texts.map((text) => bringText(verification, text));
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

/** What can be held against notes, codes and proofs. */
export type Comparable = {
  broughtNote(bytes: Uint8Array): BroughtOutcome;
  broughtProof(bytes: Uint8Array): BroughtOutcome;
  broughtCode(code: SpokenCode, size: number | null): BroughtOutcome;
};

/** Compares one text, whatever of the three it is. */
export function bringText(held: Comparable, text: string): BroughtOutcome | { outcome: 'code-unreadable' } {
  const kind = kindOf(text);
  switch (kind.what) {
    case 'proof':
      return held.broughtProof(kind.bytes);
    case 'note':
      return held.broughtNote(kind.bytes);
    case 'code':
      return kind.typed.state === 'whole'
        ? held.broughtCode(kind.typed.code, kind.size)
        : { outcome: 'code-unreadable' };
  }
}

/** What a text is by its looks: a request to a witness, which holds a proof; a note; or else a code with or without its size. */
export type HeldText =
  | { readonly what: 'proof' | 'note'; readonly bytes: Uint8Array }
  | { readonly what: 'code'; readonly typed: TypedCode; readonly size: number | null };

export function kindOf(text: string): HeldText {
  const carried = asCarried(text);
  const line = withPlainDigits(carried.trim());
  if (looksLikeRequest(carried)) return { what: 'proof', bytes: encodeUtf8(carried) };
  const whole = readTypedCode(line);
  const [, sizeText, rest = ''] = /^(\d{1,15})[\s,:;/]+(.+)$/s.exec(line) ?? [];
  const typed = readTypedCode(rest);
  // A note has several lines; a code may be broken over some.
  if (line.includes('\n') && whole.state !== 'whole' && typed.state !== 'whole') {
    return { what: 'note', bytes: encodeUtf8(carried) };
  }
  if (whole.state === 'whole' || sizeText === undefined) return { what: 'code', typed: whole, size: null };
  // The first group of a code can be all digits, and look like a size.
  if (typed.state === 'length' && whole.state !== 'length') return { what: 'code', typed: whole, size: null };
  return { what: 'code', typed, size: Number(sizeText) };
}

type Judgement = { notice: { code: NoticeCode; detail: string } | null; headline: Headline | null };

function judge(brought: ReturnType<typeof bringText>): Judgement {
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
