/** SHA-256 and CRC-32 (APPNOTE 4.4.7) of a stretch of bytes. */
export type StretchDigest = { readonly sha256: Uint8Array; readonly crc32: number };

/** Bytes that can be read at any position: a file, a buffer, the plaintext inside an age file, or a file that a browser was given. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`, in the memory of `into` where that is given and large enough, or else in their own. Throws a
   * RangeError beyond the end. */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /**
   * Both checksums of a stretch without its bytes passing through here, where that is quicker: on other threads. `passed` is told how
   * many more bytes are done, and what it throws ends the work. Null where it can't be done in this way. Throws a RangeError where the
   * bytes cannot be read.
   */
  digest?(offset: number, length: number, passed: (bytes: number) => void): Promise<StretchDigest | null>;
  close(): Promise<void>;
}
