/** Finds the vectors and corpora that lie beside the project. Nothing of them is copied into it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

export const corpora = process.env.SANAD_CORPORA ?? join(dirname(root), 'shared', 'corpora');
const vectorsFile = join(dirname(corpora), 'vectors', 'ledger-v1.json');

export type Vectors = {
  readonly log: SigningKeyVector;
  readonly log2: SigningKeyVector & { readonly from_seq: number };
  readonly witness: SigningKeyVector & { readonly name: string };
  readonly ledger: string;
  readonly origin: string;
  readonly empty_root: string;
  readonly entries: readonly EntryVector[];
  readonly bundle: {
    readonly withholds: string;
    readonly withheld_jsonl: string;
    readonly objects: { readonly jpg: string; readonly heic: string };
    readonly checkpoints: readonly number[];
    readonly given: { readonly disclosures: string; readonly entries: string; readonly files: string };
  };
  readonly checkpoints: readonly {
    readonly size: number;
    readonly root: string;
    readonly note: string;
    readonly spoken: string;
    readonly anchor_digest: string;
  }[];
  readonly cosigned: { readonly time: number; readonly note: string };
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly { readonly old: number; readonly new: number; readonly proof: readonly string[] }[];
  readonly canonical: readonly { readonly value: unknown; readonly bytes: string }[];
  readonly accepted: readonly { readonly why: string; readonly bytes: string }[];
  readonly must_be_refused: readonly { readonly why: string; readonly bytes_hex: string }[];
};

type SigningKeyVector = { readonly seed_hex: string; readonly public_hex: string; readonly vkey: string };

export type EntryVector = {
  readonly entry: string;
  readonly leaf: string;
  readonly body: { readonly salt: string; readonly disclosure: string };
  readonly fields: readonly {
    readonly name: string;
    readonly salt: string;
    readonly value: unknown;
    readonly disclosure: string;
    readonly digest: string;
  }[];
};

export const vectors: Vectors | null = existsSync(vectorsFile) ? JSON.parse(readFileSync(vectorsFile, 'utf8')) : null;

/** For a `describe.skipIf` that says what is missing. */
export const withoutVectors = vectors === null;

/** The vectors, in tests that are skipped where there are none. */
export function theVectors(): Vectors {
  if (vectors === null) throw new Error(`no vectors at ${vectorsFile}`);
  return vectors;
}

export function hasCorpus(name: string): boolean {
  return existsSync(join(corpora, name));
}
