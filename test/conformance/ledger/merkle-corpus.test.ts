/**
 * transparency-dev's cases for proofs, most of which must fail. Proofs of subtrees [start, end) of the newer draft apply where
 * the subtree is a tree by itself: inclusion in an aligned subtree is inclusion in a tree of its length, and consistency of a
 * subtree that starts at 0 is plain consistency.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { verifyConsistency, verifyInclusion } from '../../../shared/ledger/tree.ts';
import { corpora, hasCorpus } from './handed-material.ts';

type Case = {
  readonly file: string;
  readonly wantErr: boolean;
  readonly proof: readonly string[] | null;
  readonly root?: string;
  readonly leafHash?: string;
  readonly leafIdx?: number;
  readonly treeSize?: number;
  readonly start?: number;
  readonly end?: number;
  readonly size?: number;
  readonly size1?: number;
  readonly size2?: number;
  readonly root1?: string;
  readonly root2?: string;
};

function casesOf(folder: string): Case[] {
  const base = join(corpora, 'merkle/testdata', folder);
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, ...JSON.parse(readFileSync(join(base, file), 'utf8')) }));
}

const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64'));
const proofOf = ({ proof }: Case) => (proof ?? []).map((hash) => bytes(hash));

/** A subtree that RFC 6962's recursion can meet: it starts at a multiple of the power of two that holds it. */
function isAligned({ start = 0, end = 0 }: Case): boolean {
  let width = 1;
  while (width < end - start) width *= 2;
  return end > start && start % width === 0;
}

describe.skipIf(!hasCorpus('merkle'))('the Merkle corpus (needs ../shared/corpora/merkle)', () => {
  it('inclusion: every case', () => {
    const cases = casesOf('inclusion');
    for (const test of cases) {
      const claim = {
        index: test.leafIdx ?? 0,
        size: test.treeSize ?? 0,
        leaf: bytes(test.leafHash),
        root: bytes(test.root),
      };
      expect(verifyInclusion(primitives, claim, proofOf(test)), test.file).toBe(!test.wantErr);
    }
    expect([cases.length, cases.filter(({ wantErr }) => !wantErr).length]).toEqual([98, 6]);
  });

  it('consistency: every case', () => {
    const cases = casesOf('consistency');
    for (const test of cases) {
      const claim = {
        oldSize: test.size1 ?? 0,
        size: test.size2 ?? 0,
        oldRoot: bytes(test.root1),
        root: bytes(test.root2),
      };
      expect(verifyConsistency(primitives, claim, proofOf(test)), test.file).toBe(!test.wantErr);
    }
    expect(cases.length).toBe(98);
  });

  it('subtree inclusion: every case whose subtree is a tree by itself', () => {
    const cases = casesOf('subtreeinclusion');
    const applicable = cases.filter(isAligned);
    for (const test of applicable) {
      const { start = 0, end = 0 } = test;
      const claim = {
        index: (test.leafIdx ?? 0) - start,
        size: end - start,
        leaf: bytes(test.leafHash),
        root: bytes(test.root),
      };
      expect(verifyInclusion(primitives, claim, proofOf(test)), test.file).toBe(!test.wantErr);
    }
    // The others name a subtree that cannot exist, and must all fail: there is no tree to ask about.
    expect(cases.filter((test) => !isAligned(test)).every(({ wantErr }) => wantErr)).toBe(true);
    expect([cases.length, applicable.length]).toEqual([204, 185]);
  });

  it('subtree consistency: every case whose subtree starts at 0 and holds anything', () => {
    const cases = casesOf('subtreeconsistency');
    const applicable = cases.filter(({ start, end = 0 }) => start === 0 && end > 0);
    for (const test of applicable) {
      const claim = {
        oldSize: test.end ?? 0,
        size: test.size ?? 0,
        oldRoot: bytes(test.root1),
        root: bytes(test.root2),
      };
      expect(verifyConsistency(primitives, claim, proofOf(test)), test.file).toBe(!test.wantErr);
    }
    expect([cases.length, applicable.length]).toEqual([118, 91]);
  });
});
