/**
 * A membership receipt: a C2SP tlog-proof for one entry, with what opens the file that the entry names. "This photograph was entry
 * 4,211 of this ledger at this checkpoint", and no more: it shows no completeness, nothing that came later, and assumes that no
 * earlier key was stolen.
 */
import { Fault } from '../faults.ts';
import type { ReceiptCode, ReceiptReport } from '../model/receipt.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts';
import { canonicalise, isJsonObject, type Json, parseCanonical } from './canonical.ts';
import { asCarried } from './carried-text.ts';
import { ledgerKey, readCheckpoint, requiredLinesState, type SignedCheckpoint } from './checkpoint.ts';
import { disclosureDigest, readBody, readDisclosure } from './disclosure.ts';
import { type Entry, ledgerId, MAX_ENTRY_LENGTH, readEntry } from './entry.ts';
import { BODY } from './field-name.ts';
import { encodeHex, type Hex64, hashToHex } from './hex.ts';
import { type LineState, lineState, type NoteKey } from './note.ts';
import { quorumSize, type WitnessPolicy } from './policy.ts';
import type { Primitives } from './primitives.ts';
import { type FileClaim, readFileClaim } from './reserved.ts';
import { readSpokenCode, spokenCode, withPlainDigits } from './spoken.ts';
import { formatTlogProof, provesEntry, readTlogProof } from './tlog-proof.ts';
import { leafHash } from './tree.ts';
import { worse } from './verdict.ts';

/** What a receipt says beside the proof: all of it is checked against the entry, or stated by whoever wrote it. */
export type ReceiptContent = {
  /** The entry's canonical bytes. */
  readonly entry: Uint8Array;
  /** What opens the entry: its body and then the fields that are shown; nothing at all, or the body first. */
  readonly disclosures: readonly string[];
  /** The public keys that signed the checkpoint, 32 bytes each, as the giver states them. */
  readonly keys: readonly Uint8Array[];
};

/** What the reviewer has beside the receipt. */
export type BroughtToReceipt = {
  /** The entry's line, where the receipt does not carry it, or to be compared with the one that it carries. */
  readonly entry: Uint8Array | null;
  /** SHA-256 of the file in hand. */
  readonly exhibit: Hex64 | null;
  /** Keys of the ledger that the reviewer knows from elsewhere: one of them must have signed. */
  readonly keys: readonly NoteKey[];
  readonly policy: WitnessPolicy;
  /** Checkpoint notes and spoken codes. */
  readonly notes: readonly string[];
};

/** `note` must cover `index`; `hashes` is the inclusion proof of `index` in a tree of the note's size. */
export function composeReceipt(
  content: ReceiptContent,
  proof: { readonly index: number; readonly hashes: readonly Uint8Array[]; readonly note: string },
): string {
  const text = decodeUtf8(content.entry);
  if (text === null) throw new Fault('ENTRY_INVALID', { reason: 'characters' });
  const extra = canonicalise({
    disclosures: [...content.disclosures],
    entry: text,
    keys: content.keys.map((key) => encodeBase64(key)),
  });
  return formatTlogProof({ ...proof, extra });
}

/** Judges a receipt. Hostile bytes give a report like any other; throws RECEIPT_INVALID or NOTE_INVALID for what is none at all. */
export function verifyReceipt(primitives: Primitives, bytes: Uint8Array, brought: BroughtToReceipt): ReceiptReport {
  return new ReceiptVerification(primitives, readTlogProof(bytes), brought).report();
}

class ReceiptVerification {
  readonly #primitives: Primitives;
  readonly #proof: ReturnType<typeof readTlogProof>;
  readonly #brought: BroughtToReceipt;
  readonly #found = new Set<ReceiptCode>();
  #against = false;
  #diverged = false;
  #consistent = false;

  constructor(primitives: Primitives, proof: ReturnType<typeof readTlogProof>, brought: BroughtToReceipt) {
    this.#primitives = primitives;
    this.#proof = proof;
    this.#brought = brought;
  }

  report(): ReceiptReport {
    const { checkpoint, index, extra } = this.#proof;
    const content = extra === null ? null : readContent(extra);
    if (extra !== null && content === null) this.#found.add('RECEIPT_EXTRA_NOT_UNDERSTOOD');
    const bytes = this.#entryBytes(content);
    const entry = bytes === null ? null : this.#readEntry(bytes);
    const file = content === null || entry === null ? null : this.#openFile(content, entry);
    const signedBy = this.#signedBy(content);
    const isWitnessed = this.#isWitnessed(checkpoint);
    for (const text of this.#brought.notes) this.#compare(text, content);
    const exhibit = this.#compareExhibit(file);
    return {
      ...this.#verdict(bytes !== null, isWitnessed, entry?.v ?? 1),
      ledger: checkpoint.ledger,
      seq: index,
      leaf: bytes === null ? null : hashToHex(leafHash(this.#primitives, bytes)),
      size: checkpoint.size,
      root: encodeHex(checkpoint.root),
      spoken: spokenCode(this.#primitives, checkpoint.note.text),
      signedBy,
      file,
      exhibit,
      findings: [...this.#found],
    };
  }

  #verdict(hasEntry: boolean, isWitnessed: boolean, version: number): Pick<ReceiptReport, 'verdict' | 'exitStatus'> {
    const invalid = [...this.#found].some((code) => invalidating.has(code));
    if (invalid) return { verdict: 'INVALID', exitStatus: 1 };
    // Without the entry nothing was shown to be in the tree; one of a newer version says things that this program can't check.
    if (!hasEntry || version !== 1) return { verdict: 'COULD_NOT_RUN', exitStatus: 2 };
    const best = isWitnessed ? 'WITNESSED' : this.#consistent ? 'CONSISTENT' : 'UNANCHORED';
    const verdict = this.#diverged ? worse(best, 'DIVERGED') : best;
    const capped = this.#against ? worse(verdict, 'UNANCHORED') : verdict;
    return { verdict: capped, exitStatus: this.#against || this.#diverged ? 1 : 0 };
  }

  #entryBytes(content: ReceiptContent | null): Uint8Array | null {
    const { entry } = this.#brought;
    if (content !== null && entry !== null && !equalBytes(content.entry, entry)) {
      this.#found.add('RECEIPT_ENTRY_DIFFERS');
    }
    const bytes = content?.entry ?? entry;
    if (bytes === null) this.#found.add('RECEIPT_ENTRY_MISSING');
    else if (!provesEntry(this.#primitives, this.#proof, bytes)) this.#found.add('RECEIPT_PROOF');
    return bytes;
  }

  #readEntry(bytes: Uint8Array): Entry | null {
    const { checkpoint, index } = this.#proof;
    try {
      const entry = readEntry(bytes);
      const isFirst = entry.seq === 0 && entry.key !== null;
      const isNamed = !isFirst || ledgerId(this.#primitives, entry.key as Uint8Array) === entry.ledger;
      if (entry.seq === index && entry.ledger === checkpoint.ledger && isNamed) return entry;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    this.#found.add('RECEIPT_ENTRY');
    return null;
  }

  /** The file that the entry is shown to name. Whatever the receipt opens must fit the entry. */
  #openFile({ disclosures }: ReceiptContent, { body, ledger, seq }: Entry): FileClaim | null {
    const [bodyText, ...fields] = disclosures;
    if (body === null || bodyText === undefined) return null;
    const digestOf = (text: string) => disclosureDigest(this.#primitives, ledger, seq, text);
    let file: FileClaim | null = null;
    try {
      const opened = readDisclosure(this.#primitives, bodyText);
      const names = readBody(opened.value);
      let fits = opened.name === BODY && digestOf(bodyText) === body;
      let before = '';
      for (const text of fields) {
        const { name, value } = readDisclosure(this.#primitives, text);
        fits &&= name !== BODY && name > before && names.get(name) === digestOf(text);
        before = name;
        if (name !== 'file') continue;
        file = readFileClaim(value);
        fits &&= file !== null;
      }
      if (fits) return file;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    this.#found.add('RECEIPT_DISCLOSURE');
    return null;
  }

  /** Whose signature the checkpoint carries. The keys in the receipt are its giver's word; those brought are the reviewer's own. */
  #signedBy(content: ReceiptContent | null): ReceiptReport['signedBy'] {
    const { note, ledger } = this.#proof.checkpoint;
    const named = this.#brought.keys.map((key) => lineState(this.#primitives, note, key));
    if (named.includes('bad')) this.#found.add('RECEIPT_SIGNATURE');
    else if (named.length > 0 && !named.includes('good')) this.#found.add('RECEIPT_KEY');
    const stated = (content?.keys ?? []).map((key) => ledgerKey(this.#primitives, ledger, key));
    const state = requiredLinesState(this.#primitives, note, stated);
    if (stated.length > 0 && state !== 'good') this.#found.add('RECEIPT_SIGNATURE');
    if (named.includes('good')) return 'key you named';
    return state === 'good' ? 'key it names itself' : 'unknown key';
  }

  #isWitnessed({ note, size }: SignedCheckpoint): boolean {
    const { policy } = this.#brought;
    const states = policy.witnesses.map((key) => lineState(this.#primitives, note, key));
    if (states.includes('bad')) this.#found.add('RECEIPT_COSIGNATURE');
    const sizes = states.map((state) => (state === 'good' ? size : 0));
    return quorumSize(policy, sizes) >= size;
  }

  #compareExhibit(file: FileClaim | null): ReceiptReport['exhibit'] {
    const { exhibit } = this.#brought;
    if (exhibit === null) return 'not brought';
    if (file === null) {
      this.#found.add('RECEIPT_FILE_NOT_SHOWN');
      this.#against = true;
      return 'not shown';
    }
    if (file.sha256 === exhibit) return 'matches';
    this.#found.add('RECEIPT_FILE_DIFFERS');
    return 'differs';
  }

  /** A note or code of another size can't be compared: a receipt holds one root alone. */
  #compare(text: string, content: ReceiptContent | null): void {
    const { checkpoint } = this.#proof;
    const line = withPlainDigits(text.trim());
    if (!line.includes('\n')) {
      const code = readCode(line) ?? readCode(line.replace(/^\d{1,15}[\s,:;/]+/, ''));
      if (code === null) this.#speaksAgainst('RECEIPT_NOTE_UNREADABLE');
      else if (code === spokenCode(this.#primitives, checkpoint.note.text)) this.#consistent = true;
      else this.#found.add('RECEIPT_NOTE_NOT_COMPARABLE');
      return;
    }
    let note: SignedCheckpoint;
    try {
      note = readCheckpoint(encodeUtf8(asCarried(text)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#speaksAgainst('RECEIPT_NOTE_UNREADABLE');
      return;
    }
    if (note.ledger !== checkpoint.ledger || note.size !== checkpoint.size) {
      this.#found.add('RECEIPT_NOTE_NOT_COMPARABLE');
      return;
    }
    const stated = (content?.keys ?? []).map((key) => ledgerKey(this.#primitives, note.ledger, key));
    const known = [...stated, ...this.#brought.keys, ...this.#brought.policy.witnesses];
    const states: LineState[] = known.map((key) => lineState(this.#primitives, note.note, key));
    if (equalBytes(note.root, checkpoint.root)) {
      if (states.includes('bad')) this.#speaksAgainst('RECEIPT_NOTE_ALTERED');
      else this.#consistent = true;
    } else if (states.includes('good')) {
      this.#found.add('RECEIPT_NOTE_DIVERGES');
      this.#diverged = true;
    } else {
      this.#speaksAgainst('RECEIPT_NOTE_CONTRADICTS');
    }
  }

  #speaksAgainst(code: ReceiptCode): void {
    this.#found.add(code);
    this.#against = true;
  }
}

const invalidating: ReadonlySet<ReceiptCode> = new Set([
  'RECEIPT_PROOF',
  'RECEIPT_ENTRY',
  'RECEIPT_ENTRY_DIFFERS',
  'RECEIPT_DISCLOSURE',
  'RECEIPT_SIGNATURE',
  'RECEIPT_KEY',
  'RECEIPT_COSIGNATURE',
  'RECEIPT_FILE_DIFFERS',
]);

/** Whether all that is wrong is that the reviewer holds another file than the entry names: the receipt itself holds. */
export function onlyTheFileDiffers({ findings }: ReceiptReport): boolean {
  const wrong = findings.filter((code) => invalidating.has(code));
  return wrong.length === 1 && wrong[0] === 'RECEIPT_FILE_DIFFERS';
}

/** Null for what another program put there. */
function readContent(extra: Uint8Array): ReceiptContent | null {
  let value: Json;
  try {
    value = parseCanonical(extra);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
  if (!isJsonObject(value) || Object.keys(value).join() !== 'disclosures,entry,keys') return null;
  const { disclosures, entry, keys } = value;
  if (typeof entry !== 'string' || !isTexts(disclosures) || !isTexts(keys) || keys.length > 2) return null;
  const bytes = encodeUtf8(entry);
  const decodedKeys = keys.map(decodeBase64);
  if (bytes.length > MAX_ENTRY_LENGTH || !decodedKeys.every((key) => key?.length === 32)) return null;
  return { entry: bytes, disclosures, keys: decodedKeys as Uint8Array[] };
}

function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function readCode(text: string): string | null {
  try {
    return readSpokenCode(text);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
