import { changedByClosing } from '../ledger/bundle-layout.ts';
import { encodeUtf8, equalBytes } from '../ledger/bytes.ts';
import type { Primitives, Sha256 } from '../ledger/primitives.ts';
import type { FileHashes } from './file-hashes.ts';
import type { PlacedMap } from './placed-map.ts';

const payload = encodeUtf8('data/');
const later = encodeUtf8('data/later/');
const hexDigit = encodeUtf8('0123456789abcdef');
const space = 0x20;
const lineEnd = 0x0a;
const percent = 0x25;
const blockLength = 64 * 1024;
/** Two spaces, the hash in hex and LF. */
const besidesPath = 2 + 64 + 1;

/** What a bundle's files must be listed as, out of their hashes, a line each: `hash  path`, by bytes of the path. */
export type FileLines = {
  /** SHA-256 of the one payload manifest that there can be; null where there is none: a file cannot be read, or its path is written otherwise there. */
  readonly manifest: Uint8Array | null;
  /** What `givenFilesHash` of bundle-layout.ts makes of them, out of flat memory: 32 bytes. */
  readonly given: Uint8Array;
};

/** `last`: the position of the closing export. Takes every file's hash as it is known, without a word about the others. */
export function fileLines(primitives: Primitives, files: PlacedMap, hashes: FileHashes, last: number): FileLines {
  const outside = new Set(changedByClosing(last).map((path) => files.indexOf(path)));
  const manifest = new HashedLines(primitives);
  const given = new HashedLines(primitives);
  let isWhole = true;
  for (const index of files.inOrder()) {
    const path = files.pathBytesAt(index);
    if (!startsWith(path, payload)) continue;
    const hash = hashes.bytesAt(index);
    isWhole &&= hash !== null && !path.includes(percent);
    if (hash === null) continue;
    if (isWhole) manifest.add(hash, path);
    if (!outside.has(index) && !startsWith(path, later)) given.add(hash, path);
  }
  return { manifest: isWhole ? manifest.digest() : null, given: given.digest() };
}

function startsWith(path: Uint8Array, start: Uint8Array): boolean {
  return path.length >= start.length && equalBytes(path.subarray(0, start.length), start);
}

/** Hashed many at a time. */
class HashedLines {
  readonly #hash: Sha256;
  readonly #block = new Uint8Array(blockLength);
  #length = 0;

  constructor(primitives: Primitives) {
    this.#hash = primitives.createSha256();
  }

  /** `path`: of at most 400 bytes, as all names in a bundle. */
  add(hash: Uint8Array, path: Uint8Array): void {
    if (this.#length + path.length + besidesPath > blockLength) this.#flush();
    const block = this.#block;
    let at = this.#length;
    for (let place = 0; place < hash.length; place++) {
      const byte = hash[place] as number;
      block[at++] = hexDigit[byte >> 4] as number;
      block[at++] = hexDigit[byte & 15] as number;
    }
    block[at++] = space;
    block[at++] = space;
    block.set(path, at);
    at += path.length;
    block[at++] = lineEnd;
    this.#length = at;
  }

  #flush(): void {
    this.#hash.update(this.#block.subarray(0, this.#length));
    this.#length = 0;
  }

  digest(): Uint8Array {
    this.#flush();
    return this.#hash.digest();
  }
}
