/**
 * OpenTimestamps proofs in their detached file form, as python-opentimestamps writes them (`core/timestamp.py`, `core/op.py`,
 * `core/notary.py`): a tree of operations that leads from the digest of a file to what calendars and block headers attest.
 * Limits are those of that implementation, and one for the number of operations: a hostile proof ends early.
 */

import { ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concatBytes, decodeLatin1, encodeUtf8, equalBytes } from '../bytes.ts';
import { encodeHex } from '../hex.ts';

export type OtsAttestation =
  /** A calendar promises to have it in a block later: nothing can be checked yet. */
  | { readonly kind: 'pending'; readonly calendar: string }
  | { readonly kind: 'bitcoin' | 'litecoin'; readonly height: number; readonly merkleRoot: Uint8Array }
  /** `tag`: 8 bytes in hex. */
  | { readonly kind: 'unknown'; readonly tag: string };

export type OtsProof = {
  /** How `digest` was made of the file. */
  readonly hash: 'sha1' | 'ripemd160' | 'sha256' | 'keccak256';
  readonly digest: Uint8Array;
  /** In the order of the file. */
  readonly attestations: readonly OtsAttestation[];
};

/** Bytes that are no proof. Never leaves `readOts`'s callers here. */
class OtsError extends Error {}

export const MAX_OTS_LENGTH = 128 * 1024;
const magic = Uint8Array.from([
  0x00, 0x4f, 0x70, 0x65, 0x6e, 0x54, 0x69, 0x6d, 0x65, 0x73, 0x74, 0x61, 0x6d, 0x70, 0x73, 0x00, 0x00, 0x50, 0x72,
  0x6f, 0x6f, 0x66, 0x00, 0xbf, 0x89, 0xe2, 0xe8, 0x84, 0xe8, 0x92, 0x94,
]);
const maxMessage = 4_096;
const maxPayload = 8_192;
const maxCalendar = 1_000;
const maxDepth = 256;
const maxOperations = 4_096;
/** Bytes of all messages together: those of real proofs have a few hundred each. */
const maxWork = 1024 * 1024;

const fileHashes = {
  2: { name: 'sha1', length: 20 },
  3: { name: 'ripemd160', length: 20 },
  8: { name: 'sha256', length: 32 },
  103: { name: 'keccak256', length: 32 },
} as const;

const attestationTags = {
  pending: '83dfe30d2ef90c8e',
  bitcoin: '0588960d73d71901',
  litecoin: '06869a0d73d71b45',
} as const;

/** Whether bytes begin like a proof. */
export function looksLikeOts(bytes: Uint8Array): boolean {
  return bytes.length > magic.length && equalBytes(bytes.subarray(0, magic.length), magic);
}

/** Reads a proof and computes what each attestation is about; null for anything that is not one. */
export function readOts(bytes: Uint8Array): OtsProof | null {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof OtsError) return null;
    throw error;
  }
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new OtsError('cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Little-endian, seven bits a byte. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (!Number.isSafeInteger(value) || shift > 49) throw new OtsError('number');
      if (byte < 0x80) return value;
    }
  }

  text(min: number, max: number): Uint8Array {
    const length = this.number();
    if (length < min || length > max) throw new OtsError('length');
    return this.take(length);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new OtsError('trailing bytes');
  }
}

function read(bytes: Uint8Array): OtsProof {
  if (bytes.length > MAX_OTS_LENGTH || !looksLikeOts(bytes)) throw new OtsError('magic');
  const reader = new Reader(bytes.subarray(magic.length));
  if (reader.number() !== 1) throw new OtsError('version');
  const hash = fileHashes[reader.byte() as keyof typeof fileHashes];
  if (hash === undefined) throw new OtsError('hash');
  const digest = reader.take(hash.length);
  const attestations = readTree(reader, digest);
  reader.end();
  return { hash: hash.name, digest, attestations };
}

/** A branch that waits: the message that it starts from and how deep it lies. */
type Branch = { readonly message: Uint8Array; readonly depth: number };

/**
 * A timestamp is one item or, with 0xff before all but the last, several; an item is an attestation, or an operation with the timestamp
 * of its result. Walked with a list of what is still open: a hostile proof must not be able to fill the stack.
 */
function readTree(reader: Reader, digest: Uint8Array): OtsAttestation[] {
  const attestations: OtsAttestation[] = [];
  const open: Branch[] = [{ message: digest, depth: 0 }];
  let operations = 0;
  let work = 0;
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    if (branch.depth >= maxDepth) throw new OtsError('too deep');
    let tag = reader.byte();
    // More items of this branch follow the one at hand.
    if (tag === 0xff) {
      open.push(branch);
      tag = reader.byte();
    }
    work += branch.message.length;
    if (++operations > maxOperations || work > maxWork) throw new OtsError('too many operations');
    if (tag === 0) attestations.push(readAttestation(reader, branch.message));
    else open.push({ message: apply(tag, branch.message, reader), depth: branch.depth + 1 });
  }
  return attestations;
}

function apply(tag: number, message: Uint8Array, reader: Reader): Uint8Array {
  const result = operate(tag, message, reader);
  if (result.length > maxMessage) throw new OtsError('message too long');
  return result;
}

function operate(tag: number, message: Uint8Array, reader: Reader): Uint8Array {
  switch (tag) {
    case 0x02:
      return sha1(message);
    case 0x03:
      return ripemd160(message);
    case 0x08:
      return sha256(message);
    case 0x67:
      return keccak_256(message);
    case 0xf0:
      return concatBytes(message, reader.text(1, maxMessage));
    case 0xf1:
      return concatBytes(reader.text(1, maxMessage), message);
    case 0xf2:
      return Uint8Array.from(message).reverse();
    case 0xf3:
      return encodeUtf8(encodeHex(message));
    default:
      throw new OtsError('operation');
  }
}

function readAttestation(reader: Reader, message: Uint8Array): OtsAttestation {
  const tag = encodeHex(reader.take(8));
  const payload = new Reader(reader.text(0, maxPayload));
  switch (tag) {
    case attestationTags.pending: {
      const calendar = decodeLatin1(payload.text(0, maxCalendar));
      payload.end();
      if (!/^[A-Za-z0-9._/:-]*$/.test(calendar)) throw new OtsError('calendar');
      return { kind: 'pending', calendar };
    }
    case attestationTags.bitcoin:
    case attestationTags.litecoin: {
      const height = payload.number();
      payload.end();
      return { kind: tag === attestationTags.bitcoin ? 'bitcoin' : 'litecoin', height, merkleRoot: message };
    }
    default:
      return { kind: 'unknown', tag };
  }
}
