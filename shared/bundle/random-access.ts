/** Bytes that can be read at any position: a file, a buffer, the plaintext inside an age file, or a file that a browser was given. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`, in the memory of `into` where that is given and large enough, or else in their own. Throws a
   * RangeError beyond the end. */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}
