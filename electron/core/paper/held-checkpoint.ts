/** A checkpoint that somebody holds, on paper or as a file, read back and held against the ledger that is open here. */
import { bringText, kindOf } from '../../../shared/bundle/brought.ts';
import type { HeldCheckpoint, HeldOutcome } from '../../../shared/contract/checkpoint.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { decodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { asCarried } from '../../../shared/ledger/carried-text.ts';
import { checkpointText, readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { Findings } from '../../../shared/ledger/findings.ts';
import { decodeHex, encodeHex } from '../../../shared/ledger/hex.ts';
import { lineState } from '../../../shared/ledger/note.ts';
import { NO_WITNESSES } from '../../../shared/ledger/policy.ts';
import { readContinues } from '../../../shared/ledger/reserved.ts';
import { requireWhole, type SpokenCode, spokenCode } from '../../../shared/ledger/spoken.ts';
import { type BroughtOutcome, type VouchedHistory, Vouching } from '../../../shared/ledger/vouching.ts';
import { readWitnessRequest } from '../../../shared/ledger/witness-request.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { primitives } from '../ledger/primitives.ts';
import type { Session } from '../session.ts';
import { readBroughtFile } from './brought-file.ts';

/** As the contract has it. */
type Held = CallRequest<'checkpoint.read'>['held'];

/**
 * Reads what somebody holds and, where a vault is open, says how it stands to its ledger, with the rules of every verification. Throws
 * NOTE_INVALID, SPOKEN_CODE_INVALID, WITNESS_REQUEST_INVALID, QR_SEVERAL, QR_OTHER_CONTENT, and what reading a file throws.
 */
export async function readHeldCheckpoint(session: Session, held: Held): Promise<HeldCheckpoint> {
  const { via, text } = await textOf(session, held);
  const says = readSaying(text);
  const standing = session.isOpen ? standingIn(session.vault.ledger, text) : null;
  return { via, text, ...says, standing };
}

type Saying = Pick<HeldCheckpoint, 'what' | 'ledger' | 'size' | 'root'>;

/** What a text says of itself. Throws where it is none of the three. */
function readSaying(text: string): Saying {
  const kind = kindOf(text);
  if (kind.what === 'code') {
    requireWhole(kind.typed);
    return { what: 'code', ledger: null, size: kind.size, root: null };
  }
  const { ledger, size, root } =
    kind.what === 'note' ? readCheckpoint(kind.bytes) : readWitnessRequest(primitives, kind.bytes).head.checkpoint;
  return { what: kind.what, ledger, size, root: encodeHex(root) };
}

async function textOf(session: Session, held: Held): Promise<Pick<HeldCheckpoint, 'via' | 'text'>> {
  if (held.kind === 'text') return { via: 'text', text: whole(held.text) };
  const file = await readBroughtFile(session, held);
  return file.via === 'file' ? { via: 'file', text: whole(file.text) } : { via: 'picture', text: oneOf(file.codes) };
}

/** A code has one line and no end; a note and a request end as they were signed. */
function whole(text: string): string {
  const carried = asCarried(text);
  const line = carried.trim();
  return line.includes('\n') ? carried : line;
}

/** Of a picture's codes the one that is a checkpoint: others, on a wall behind it, don't matter; two of them do. */
function oneOf(codes: readonly Uint8Array[]): string {
  const readable = codes.flatMap((code) => {
    const text = decodeUtf8(code);
    return text !== null && isReadable(text) ? [text] : [];
  });
  const [only, ...more] = readable;
  if (only === undefined) throw new Fault('QR_OTHER_CONTENT');
  if (more.length > 0) throw new Fault('QR_SEVERAL');
  return only;
}

function isReadable(text: string): boolean {
  try {
    readSaying(text);
    return true;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}

function standingIn(ledger: Ledger, text: string): NonNullable<HeldCheckpoint['standing']> {
  const keys = ledger.keyRanges();
  const history: VouchedHistory = {
    ledger: ledger.id,
    size: ledger.size,
    keys,
    rootAt: (size) => ledger.root(size),
    leafAt: (seq) => ledger.leaf(seq),
    keysIn: (note) => keys.map(({ key }) => key).filter((key) => lineState(primitives, note, key) !== 'absent'),
  };
  const vouching = new Vouching(primitives, history, new Findings(), NO_WITNESSES);
  const continues = readContinues(ledger.readFields(0).continues ?? null);
  const brought = bringText(
    {
      broughtNote: (bytes) => vouching.broughtNote(bytes, continues),
      broughtProof: (bytes) => vouching.broughtProof(bytes, continues),
      // Nearly every code is that of a checkpoint made here; only for others are all sizes tried.
      broughtCode: (code, size) => vouching.broughtCode(code, size ?? sizeOf(ledger, code)),
    },
    text,
  );
  if (brought.outcome === 'unreadable' || brought.outcome === 'code-unreadable') throw new Fault('NOTE_INVALID');
  return standingOf(brought, ledger.size);
}

/** The size of the checkpoint with this code, null where none of those that were made has it. */
function sizeOf(ledger: Ledger, code: SpokenCode): number | null {
  const made = ledger.checkpoints().find(({ size, root }) => {
    const bytes = decodeHex(root);
    return bytes !== null && spokenCode(primitives, checkpointText({ ledger: ledger.id, size, root: bytes })) === code;
  });
  return made?.size ?? null;
}

type Readable = Exclude<BroughtOutcome, { outcome: 'unreadable' }>;

function standingOf(brought: Readable, entries: number): { outcome: HeldOutcome; size: number | null } {
  switch (brought.outcome) {
    case 'matches':
      return { outcome: brought.size === entries ? 'same' : 'earlier', size: brought.size };
    case 'not-comparable':
      return { outcome: 'larger', size: brought.size };
    case 'older-ledger':
      return { outcome: olderOutcome(brought), size: brought.size };
    case 'unmatched':
      return { outcome: 'unmatched', size: null };
    default:
      return { outcome: brought.outcome, size: brought.size };
  }
}

function olderOutcome({ contradicts, beyond }: { contradicts: boolean; beyond: boolean }): HeldOutcome {
  if (contradicts) return 'older-ledger-contradicts';
  return beyond ? 'older-ledger-beyond' : 'older-ledger';
}
