/**
 * An entry: position, link to the entry before, and one commitment. It says nothing by itself, so every entry can be handed to
 * anyone, and the whole chain checked, while what happened stays behind the commitments.
 */
import { Fault } from '../faults.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { encodeUtf8 } from './bytes.ts';
import { canonicalText, isJsonObject, type Json, type JsonObject, parseCanonical } from './canonical.ts';
import { bodyText, type Digest, disclosureDigest, encloseCanonical, isDigest, MAX_FIELDS } from './disclosure.ts';
import { BODY, type FieldName, hasDottedPrefix, isFieldName } from './field-name.ts';
import { type Hex64, hashToHex, isHex64 } from './hex.ts';
import type { Primitives } from './primitives.ts';
import { type At, hasReservedShape } from './reserved.ts';
import { leafHash } from './tree.ts';

/** What an entry says in every version of the format. */
export type EntryPosition = {
  readonly seq: number;
  readonly ledger: Hex64;
  /** The leaf hash of the entry before; 64 zeros at seq 0. */
  readonly prev: Hex64;
  /** The 32-byte Ed25519 public key that signs from here on: at seq 0, and where the signing key changes. */
  readonly key: Uint8Array | null;
};

/** An entry as read: one of ours, or one of a version that this program does not know. */
export type Entry = EntryPosition &
  ({ readonly v: 1; readonly body: Digest } | { readonly v: number; readonly body: null });

/** What a writer wants recorded. `fields` holds everything but `at`, `type` and `operator`. */
export type EntryDraft = {
  readonly type: string;
  readonly operator: string;
  readonly at: At;
  readonly fields: { readonly [name: string]: Json };
};

/** An entry ready to be appended, with what opens it. */
export type SealedEntry = {
  readonly seq: number;
  /** The canonical bytes, stored and hashed as they stand. */
  readonly bytes: Uint8Array;
  readonly leaf: Uint8Array;
  readonly body: SealedDisclosure<typeof BODY>;
  /** One for each field, by name. */
  readonly fields: readonly SealedDisclosure<FieldName>[];
};

export type SealedDisclosure<Name extends string> = {
  readonly name: Name;
  /** The disclosure's text: whoever has it can open the commitment, and erasing it closes it for good. */
  readonly text: string;
  readonly digest: Digest;
};

export const FORMAT_VERSION = 1;
/** In bytes, for one entry. */
export const MAX_ENTRY_LENGTH = 1024;
/** `prev` of the first entry. */
export const NO_PREVIOUS = '0'.repeat(64) as Hex64;

/** hex H("sanad-ledger/v1" ‖ LF ‖ first key): the id certifies its first key, and nobody can take it before. */
export function ledgerId(primitives: Primitives, firstKey: Uint8Array): Hex64 {
  const label = encodeUtf8('sanad-ledger/v1\n');
  const preimage = new Uint8Array(label.length + firstKey.length);
  preimage.set(label);
  preimage.set(firstKey, label.length);
  return hashToHex(primitives.sha256(preimage));
}

/** What every field list has beside the draft's own fields. */
const ofEveryEntry = ['at', 'type', 'operator'] as const;

/**
 * Makes an entry. `freshSalt` gives b64url of 32 bytes from the system's generator for secrets, never the same twice.
 * Throws ENTRY_INVALID for a bad name or a reserved field of the wrong shape, DISCLOSURE_INVALID for a value over the limit,
 * CANONICAL_INVALID for one that canonical JSON has no form for.
 */
export function sealEntry(
  primitives: Primitives,
  freshSalt: () => string,
  position: EntryPosition,
  draft: EntryDraft,
): SealedEntry {
  const { seq, ledger, prev, key } = position;
  for (const name of ofEveryEntry) {
    if (Object.hasOwn(draft.fields, name)) throw new Fault('ENTRY_INVALID', { reason: 'field given twice', name });
  }
  const names = [...ofEveryEntry, ...Object.keys(draft.fields)].sort();
  if (names.length > MAX_FIELDS) throw new Fault('ENTRY_INVALID', { reason: 'too many fields' });

  const seal = <Name extends FieldName | typeof BODY>(name: Name, value: string): SealedDisclosure<Name> => {
    const text = encloseCanonical(primitives, freshSalt(), name, value);
    return { name, text, digest: disclosureDigest(primitives, ledger, seq, text) };
  };
  const fields: SealedDisclosure<FieldName>[] = [];
  for (const name of names) {
    const isOfDraft = name !== 'at' && name !== 'type' && name !== 'operator';
    const value = (isOfDraft ? draft.fields[name] : draft[name]) as Json;
    if (!isFieldName(name)) throw new Fault('ENTRY_INVALID', { reason: 'field name' });
    if (!hasReservedShape(name, value, seq)) throw new Fault('ENTRY_INVALID', { reason: 'reserved field', name });
    fields.push(seal(name, canonicalText(value)));
  }
  if (hasDottedPrefix(names)) throw new Fault('DISCLOSURE_INVALID', { reason: 'dotted prefix' });
  const body = seal(BODY, bodyText(fields));

  const bytes = composeEntry({ v: FORMAT_VERSION, seq, ledger, prev, key, body: body.digest });
  return { seq, bytes, leaf: leafHash(primitives, bytes), body, fields };
}

/** The canonical bytes of a version 1 entry: its members by name, none of which has anything to escape. */
export function composeEntry({ v, seq, ledger, prev, body, key }: EntryPosition & { v: 1; body: Digest }): Uint8Array {
  const named = key === null ? '' : `"key":"${encodeBase64(key)}",`;
  return encodeUtf8(`{"body":"${body}",${named}"ledger":"${ledger}","prev":"${prev}","seq":${seq},"v":${v}}`);
}

/**
 * Reads one entry by itself: canonical form, members, limits. Whether it stands where it belongs is for the chain.
 * Throws CANONICAL_INVALID or ENTRY_INVALID.
 */
export function readEntry(bytes: Uint8Array): Entry {
  if (bytes.length > MAX_ENTRY_LENGTH) throw new Fault('ENTRY_INVALID', { reason: 'size' });
  const value = parseCanonical(bytes);
  if (!isJsonObject(value)) throw new Fault('ENTRY_INVALID', { reason: 'not an object' });
  const { v, seq, ledger, prev, body } = value;
  if (!isCount(v) || v === 0) throw new Fault('ENTRY_INVALID', { reason: 'v' });
  if (!isCount(seq)) throw new Fault('ENTRY_INVALID', { reason: 'seq' });
  if (!isHex64(ledger)) throw new Fault('ENTRY_INVALID', { reason: 'ledger' });
  if (!isHex64(prev)) throw new Fault('ENTRY_INVALID', { reason: 'prev' });
  const position = { seq, ledger, prev, key: readKey(value) };
  // Later versions may add members; what has been read so far means the same in all of them.
  if (v !== FORMAT_VERSION) return { ...position, v, body: null };
  if (!isDigest(body)) throw new Fault('ENTRY_INVALID', { reason: 'body' });
  if (Object.keys(value).length !== (position.key === null ? 5 : 6)) {
    throw new Fault('ENTRY_INVALID', { reason: 'members' });
  }
  return { ...position, v, body };
}

function readKey(entry: JsonObject): Uint8Array | null {
  if (!Object.hasOwn(entry, 'key')) return null;
  const key = typeof entry.key === 'string' ? decodeBase64(entry.key) : null;
  if (key?.length !== 32) throw new Fault('ENTRY_INVALID', { reason: 'key' });
  return key;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}
