/**
 * A Bitcoin block as a person gives it, from whatever source that person trusts: its 80 bytes in hex, or its Merkle root and time
 * (`4a5e…3b@2009-01-03T18:15:05Z`). Whether it is a block of the real chain can't be told offline; whoever gives it answers for it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes } from '../bytes.ts';
import { decodeHex, encodeHex } from '../hex.ts';

export type BlockHeader = {
  /** 32 bytes, in the order in which the header has them. */
  readonly merkleRoot: Uint8Array;
  /** Milliseconds since 1970, as the miner had it. */
  readonly time: number;
  /** As people write it, most significant first; null where only root and time were given. */
  readonly hash: string | null;
};

/**
 * Consensus takes a block whose time lies up to two hours ahead, and not before the median of the eleven before it: the stated time is
 * right within two hours.
 */
export const BLOCK_TIME_WITHIN = 2 * 3_600;

/** Null for anything that is no header, 80 bytes without their own proof of work included. */
export function readBlockHeader(text: string): BlockHeader | null {
  const given = text.trim();
  const [, root = '', timeText = ''] = /^([0-9a-fA-F]{64})[@ ]+(\S{1,40})$/.exec(given) ?? [];
  if (root !== '') return readRootAndTime(root, timeText);
  const bytes = decodeHex(given.toLowerCase());
  if (bytes?.length !== 80) return null;
  const hash = sha256(sha256(bytes)).reverse();
  if (!isWorkDone(hash, bytes)) return null;
  const time = number32(bytes, 68) * 1000;
  return { merkleRoot: bytes.slice(36, 68), time, hash: encodeHex(hash) };
}

function readRootAndTime(root: string, timeText: string): BlockHeader | null {
  const time = /^\d{1,10}$/.test(timeText) ? Number(timeText) * 1000 : Date.parse(timeText);
  const isInstant = /^(\d{1,10}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)$/.test(timeText);
  const bytes = decodeHex(root.toLowerCase());
  if (!isInstant || Number.isNaN(time) || bytes === null) return null;
  // Written as people write hashes: the other way round than in the header.
  return { merkleRoot: bytes.reverse(), time, hash: null };
}

/** Whether the hash (most significant byte first) lies below the target that the header's own `bits` state. Finds slips of the hand. */
function isWorkDone(hash: Uint8Array, header: Uint8Array): boolean {
  const bits = number32(header, 72);
  const exponent = bits >>> 24;
  const mantissa = BigInt(bits & 0x7fffff);
  if ((bits & 0x800000) !== 0 || exponent > 32) return false;
  const target = exponent >= 3 ? mantissa << BigInt(8 * (exponent - 3)) : mantissa >> BigInt(8 * (3 - exponent));
  return target > 0n && BigInt(`0x${encodeHex(hash)}`) <= target;
}

function number32(bytes: Uint8Array, at: number): number {
  return ((bytes[at + 3] as number) * 256 ** 3 +
    (bytes[at + 2] as number) * 65_536 +
    (bytes[at + 1] as number) * 256 +
    (bytes[at] as number)) as number;
}

/** The header whose Merkle root a proof leads to. */
export function blockOf(headers: readonly BlockHeader[], merkleRoot: Uint8Array): BlockHeader | null {
  return headers.find((header) => equalBytes(header.merkleRoot, merkleRoot)) ?? null;
}
