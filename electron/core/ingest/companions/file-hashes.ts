import { createHash } from 'node:crypto';
import { type Hex64, isHex64 } from '../../../../shared/ledger/hex.ts';
import type { HashAlgorithm, hashAnswers } from '../../../../shared/model/companions.ts';
import type { OpenVault } from '../../vault/vault.ts';
import type { Present } from './attaching.ts';
import type { NamedFile } from './reading.ts';

/** Hashes of archived files, of what stands in the vault: SHA-256 is known from the import, others are computed once a file. */
export interface FileHashes {
  /** Throws OBJECT_MISSING, OBJECT_DAMAGED. */
  of(item: Present, algorithms: readonly HashAlgorithm[]): Promise<ReadonlyMap<HashAlgorithm, string>>;
}

export function createFileHashes(vault: OpenVault): FileHashes {
  const known = new Map<string, Map<HashAlgorithm, string>>();
  return {
    async of({ sha256 }, algorithms) {
      const hashes = known.get(sha256) ?? new Map<HashAlgorithm, string>([['sha256', sha256]]);
      known.set(sha256, hashes);
      const wanted = algorithms.filter((algorithm) => !hashes.has(algorithm));
      if (wanted.length > 0 && isHex64(sha256)) {
        for (const [algorithm, value] of await computed(vault, sha256, wanted)) hashes.set(algorithm, value);
      }
      return hashes;
    },
  };
}

async function computed(
  vault: OpenVault,
  sha256: Hex64,
  algorithms: readonly HashAlgorithm[],
): Promise<[HashAlgorithm, string][]> {
  const object = await vault.objects.open('original', sha256);
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
  try {
    for await (const piece of object.stream(0, object.size)) for (const [, hash] of hashes) hash.update(piece);
  } finally {
    await object.close();
  }
  return hashes.map(([algorithm, hash]) => [algorithm, hash.digest('hex')]);
}

export type Compared = {
  readonly answer: (typeof hashAnswers)[number] | null;
  readonly algorithms: readonly HashAlgorithm[];
  /** Stated hashes that are not the file's. */
  readonly other: NamedFile['hashes'];
};

/** Every hash that is stated must be the file's own; `answer` is `null` where none is stated. */
export async function compare(file: NamedFile, item: Present, hashes: FileHashes): Promise<Compared> {
  const algorithms = file.hashes.map(({ algorithm }) => algorithm);
  if (algorithms.length === 0) return { answer: null, algorithms, other: [] };
  const own = await hashes.of(item, algorithms);
  const other = file.hashes.filter(({ algorithm, value }) => own.get(algorithm) !== value);
  return { answer: other.length === 0 ? 'same' : 'differs', algorithms, other };
}
