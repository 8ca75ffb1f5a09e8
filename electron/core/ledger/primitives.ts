/** The ledger's cryptography from node:crypto, which is OpenSSL in Node and BoringSSL in Electron. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { Primitives, Signer } from '../../../shared/ledger/primitives.ts';

/** Both libraries compute encode([S]B − [k]A) and compare it with R byte for byte, as the format's rule asks. */
export const primitives: Primitives = {
  sha256: (bytes) => fromLatin1(hash('sha256', bytes, 'binary')),
  sha256OfText: (text) => hash('sha256', text, 'base64url'),
  base64UrlOfText: (text) => Buffer.from(text, 'utf8').toString('base64url'),
  textOfBase64Url,
  createSha256() {
    const running = createHash('sha256');
    return {
      update(bytes) {
        running.update(bytes);
        return this;
      },
      digest: () => plain(running.digest()),
    };
  },
  ed25519Verify(publicKey, message, signature) {
    try {
      return verify(null, message, importPublicKey(publicKey), signature);
    } catch {
      // An encoding that is no point on the curve is refused at import or at use, depending on the library.
      return false;
    }
  },
};

/** An Ed25519 key as RFC 8032 stores it. */
export type SigningKey = {
  /** 32 bytes, secret. Whoever holds it overwrites it when it is no longer needed. */
  readonly seed: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
};

export function generateSigningKey(): SigningKey {
  const seed = new Uint8Array(randomBytes(32));
  return { seed, publicKey: publicKeyOf(seed) };
}

/** The public key that belongs to a 32-byte seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(importSeed(seed)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(spkiPrefix.length));
}

/** The 64-byte RFC 8032 signature of `message`. Deterministic: the same seed and message give the same bytes. */
export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, importSeed(seed)));
}

/** A signer for checkpoints and cosignatures. It keeps `seed` itself, not a copy: overwriting the seed ends it. */
export function createSigner({ seed, publicKey }: SigningKey): Signer {
  return { publicKey, sign: (message) => ed25519Sign(seed, message) };
}

/** What is decoded stands here for as long as it takes. */
let decoding = Buffer.alloc(4_096);

/** Node's decoder is loose and takes no notice of what is no UTF-8: only what comes out as it went in was strict. */
function textOfBase64Url(base64: string): string | null {
  if (base64.length > decoding.length) decoding = Buffer.alloc(2 * base64.length);
  const length = decoding.write(base64, 'base64url');
  if (decoding.toString('base64url', 0, length) !== base64) return null;
  const text = decoding.toString('utf8', 0, length);
  // What is no UTF-8 shows as this character, which a text may also have of its own.
  if (text.includes('\ufffd') && primitives.base64UrlOfText(text) !== base64) return null;
  return text;
}

/** A Buffer of its own costs three times the hash itself; 32 bytes out of a string stand in the heap and cost next to nothing. */
function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** The same memory without Buffer's own methods: its `slice` shares bytes where Uint8Array's copies. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

// RFC 8410: the fixed DER bytes before a bare Ed25519 public key and before a seed.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function importPublicKey(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
}

function importSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}
