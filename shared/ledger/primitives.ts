/**
 * The only cryptography that the ledger needs from outside. `shared` runs in Node, in Electron and in a browser, which have
 * different libraries for it, so the ledger's code is given this port and never reaches for one itself. Text is asked for as text:
 * where a library takes it as it is, that takes a fifth of the time of going through bytes.
 */
export interface Primitives {
  /** SHA-256 of `bytes`: 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;

  /** SHA-256 of the UTF-8 of `text`, in b64url: 43 characters. `text` holds no lone surrogates. */
  sha256OfText(text: string): string;

  /** The UTF-8 of `text` in b64url. `text` holds no lone surrogates. */
  base64UrlOfText(text: string): string;

  /** The text whose UTF-8 in b64url is `base64`, exactly as `base64UrlOfText` writes it; null where there is none. */
  textOfBase64Url(base64: string): string | null;

  /** SHA-256 of bytes that arrive in pieces. */
  createSha256(): Sha256;

  /**
   * RFC 8032 Ed25519 without cofactor: true iff encode([S]B − [k]A) equals R byte for byte. Only `verifySignature` of
   * ed25519.ts calls it, after its checks on the bytes: an implementation need not refuse non-canonical or small-order points
   * itself, but must not multiply by 8 and must return false, not throw, for a key that is not on the curve.
   */
  ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

export interface Sha256 {
  update(bytes: Uint8Array): this;
  /** 32 bytes. Ends the hash: nothing can be added after. */
  digest(): Uint8Array;
}

/** One who can sign: `publicKey` is 32 bytes, `sign` returns 64 bytes of Ed25519 (RFC 8032) over `message`. */
export interface Signer {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}
