import type { Hex64 } from '../ledger/hex.ts';
import type { Primitives } from '../ledger/primitives.ts';

/**
 * What the verification of a bundle needs from where it runs. The desktop has OpenSSL and zlib, a browser has JavaScript and its own
 * streams; what is judged, and how, is the same code.
 */
export interface Platform {
  readonly primitives: Primitives;

  /** CRC-32 (APPNOTE 4.4.7) of bytes that follow those with checksum `before`. */
  crc32(bytes: Uint8Array, before: number): number;

  /**
   * Raw deflate (RFC 1951), unpacked piece by piece. Throws `Unreadable` where `data` is no such stream, ends early or goes on behind
   * the stream's end. `length` is the number of bytes in `data`. What `data` throws passes through.
   */
  inflate(data: AsyncIterable<Uint8Array>, length: number): AsyncIterable<Uint8Array>;

  /** Starts a thread that opens disclosures beside the one that verifies. Absent where there are none. */
  startOpener?(): LineOpener;

  /** SHA-256 of the verifiers that this program is known to have shipped in bundles, by their place in a bundle. */
  readonly knownVerifiers: ReadonlyMap<string, readonly Hex64[]>;
}

/** Opens disclosures in a thread of its own, in the order in which it is asked. */
export interface LineOpener {
  /** Until the thread has started, and where none can be had, who has lines to open does better to open them itself. */
  readonly isUp: boolean;

  /** `packedLines` of a block for a ledger; null where no thread can be had after all. The block's memory may be used again at once. */
  lines(ledger: Hex64, block: Uint8Array): Promise<string | null>;

  close(): Promise<void>;
}
