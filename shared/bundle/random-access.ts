/** Bytes that can be read at any position: a file, a buffer, the plaintext inside an age file, or a file that a browser was given. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`. Throws a RangeError beyond the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
