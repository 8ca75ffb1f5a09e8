import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import {
  consistencyProof,
  GrowingTree,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/ledger/tree.ts';

/** RFC 6962 section 2.1 as it is written, to hold the fast code against. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return primitives.sha256(new Uint8Array(0));
  const [only] = leaves;
  if (leaves.length === 1) return only as Uint8Array;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(primitives, definedRoot(leaves.slice(0, k)), definedRoot(leaves.slice(k)));
}

function grow(count: number) {
  const leaves = Array.from({ length: count }, (_, i) => leafHash(primitives, Uint8Array.of(i & 255, i >> 8)));
  const nodes = new Map<string, Uint8Array>();
  const tree = new GrowingTree(primitives, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
  for (const leaf of leaves) tree.append(leaf);
  const source = (level: number, index: number) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  return { leaves, tree, source };
}

const sizes = fc.integer({ min: 1, max: 300 });

function flip(hash: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(hash);
  changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
  return changed;
}

describe('the tree', () => {
  it('has the root that the RFC defines, at every size of its growth', () => {
    const { leaves, source } = grow(70);
    const tree = new GrowingTree(primitives);
    for (let size = 0; size <= leaves.length; size++) {
      const root = definedRoot(leaves.slice(0, size));
      expect(tree.root()).toEqual(root);
      expect(rootOf(primitives, size, source)).toEqual(root);
      if (size < leaves.length) tree.append(leaves[size] as Uint8Array);
    }
  });

  it('goes on from stored nodes as if it had never stopped', () => {
    fc.assert(
      fc.property(sizes, fc.nat(40), (size, more) => {
        const { leaves, source } = grow(size + more);
        const resumed = GrowingTree.resume(primitives, size, source);
        for (const leaf of leaves.slice(size)) resumed.append(leaf);
        expect(resumed.root()).toEqual(rootOf(primitives, size + more, source));
      }),
      { numRuns: 40 },
    );
  });

  it('proves each leaf at its own place, and no other leaf, place, size or root', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(255), (size, pick, bit) => {
        const { leaves, source } = grow(size);
        const index = pick % size;
        const root = rootOf(primitives, size, source);
        const leaf = leaves[index] as Uint8Array;
        const proof = inclusionProof(primitives, index, size, source);
        const claim = { index, size, leaf, root };
        expect(verifyInclusion(primitives, claim, proof)).toBe(true);
        expect(verifyInclusion(primitives, { ...claim, leaf: flip(leaf, bit) }, proof)).toBe(false);
        expect(verifyInclusion(primitives, { ...claim, root: flip(root, bit) }, proof)).toBe(false);
        expect(verifyInclusion(primitives, { ...claim, index: index + 1 }, proof)).toBe(false);
        expect(verifyInclusion(primitives, claim, [...proof, root])).toBe(false);
        if (proof.length === 0) return;
        expect(verifyInclusion(primitives, claim, proof.slice(1))).toBe(false);
        const at = pick % proof.length;
        const broken = proof.map((hash, i) => (i === at ? flip(hash, bit) : hash));
        expect(verifyInclusion(primitives, claim, broken)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('proves that each size continues each smaller one, and no other history', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(255), (size, pick, bit) => {
        const { source } = grow(size);
        const oldSize = (pick % size) + 1;
        const root = rootOf(primitives, size, source);
        const oldRoot = rootOf(primitives, oldSize, source);
        const proof = consistencyProof(primitives, oldSize, size, source);
        const claim = { oldSize, size, oldRoot, root };
        expect(verifyConsistency(primitives, claim, proof)).toBe(true);
        expect(verifyConsistency(primitives, { ...claim, oldRoot: flip(oldRoot, bit) }, proof)).toBe(false);
        expect(verifyConsistency(primitives, { ...claim, root: flip(root, bit) }, proof)).toBe(false);
        expect(verifyConsistency(primitives, claim, [...proof, root])).toBe(false);
        if (proof.length === 0) return;
        const at = pick % proof.length;
        const broken = proof.map((hash, i) => (i === at ? flip(hash, bit) : hash));
        expect(verifyConsistency(primitives, claim, broken)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is asked for no proof of what it does not hold', () => {
    const { source } = grow(5);
    expect(() => inclusionProof(primitives, 5, 5, source)).toThrow(RangeError);
    expect(() => inclusionProof(primitives, -1, 5, source)).toThrow(RangeError);
    expect(() => consistencyProof(primitives, 0, 5, source)).toThrow(RangeError);
    expect(() => consistencyProof(primitives, 6, 5, source)).toThrow(RangeError);
  });
});
