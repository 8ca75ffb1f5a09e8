import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import type { ZipMember } from './zip-writer.ts';

/** A file of a bundle that is being made: measured before the first byte of the zip is written. */
export type BundleFile = ZipMember & { readonly sha256: Hex64 };

/** Yields the same bytes each time. */
type Bytes = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Size and checksums of bytes as they pass. */
export class Measure {
  readonly #hash = createHash('sha256');
  #size = 0;
  #crc32 = 0;

  update(bytes: Uint8Array): this {
    this.#hash.update(bytes);
    this.#crc32 = crc32(bytes, this.#crc32);
    this.#size += bytes.length;
    return this;
  }

  get size(): number {
    return this.#size;
  }

  /** Of what has passed so far; more may follow. */
  sha256(): Hex64 {
    return hashToHex(new Uint8Array(this.#hash.copy().digest()));
  }

  file(name: string, open: Bytes): BundleFile {
    return { name, size: this.#size, crc32: this.#crc32, sha256: this.sha256(), open };
  }
}

/** A small file that is kept in memory. */
export function fileOf(name: string, content: Uint8Array): BundleFile {
  return new Measure().update(content).file(name, () => [content]);
}
