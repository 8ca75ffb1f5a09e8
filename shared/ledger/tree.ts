/**
 * The Merkle tree of RFC 6962 section 2.1 over the entries in order, with the proofs of sections 2.1.1 and 2.1.2 and the
 * verification of RFC 9162 sections 2.1.3.2 and 2.1.4.2. Sizes go up to 2^53 − 1, so positions are computed with arithmetic:
 * JavaScript's shifts work on 32 bits.
 */
import { equalBytes } from './bytes.ts';
import type { Primitives } from './primitives.ts';

/**
 * The hash of a complete subtree: `level` 0 are the leaves, the node (level, index) covers the leaves from index · 2^level to
 * before (index + 1) · 2^level. Whoever keeps the nodes (an array, a database) hands out any root and any proof from them.
 */
export type NodeSource = (level: number, index: number) => Uint8Array;

/** What is hashed stands here for as long as it takes: a million times, memory of its own would cost more than the hash. */
const nodePreimage = Uint8Array.of(1, ...new Uint8Array(64));
const leafPreimage = new Uint8Array(1 + 1024);

/** H(0x00 ‖ entry). */
export function leafHash(primitives: Primitives, entry: Uint8Array): Uint8Array {
  const preimage = entry.length < leafPreimage.length ? leafPreimage : new Uint8Array(1 + entry.length);
  preimage.set(entry, 1);
  return primitives.sha256(preimage.subarray(0, 1 + entry.length));
}

/** H(0x01 ‖ left ‖ right): the prefixes keep anyone from passing off a node as a leaf. */
export function nodeHash(primitives: Primitives, left: Uint8Array, right: Uint8Array): Uint8Array {
  nodePreimage.set(left, 1);
  nodePreimage.set(right, 33);
  return primitives.sha256(nodePreimage);
}

/** The nodes that adding a leaf completes, itself first: `(level, index, hash)`. */
export type NodeSink = (level: number, index: number, hash: Uint8Array) => void;

/** Grows a tree leaf by leaf, remembering only the complete subtrees along its right edge (at most 53 hashes). */
export class GrowingTree {
  readonly #primitives: Primitives;
  readonly #sink: NodeSink;
  /** The complete subtrees from the largest, leftmost, to the smallest. */
  readonly #edge: Uint8Array[] = [];
  #size = 0;

  constructor(primitives: Primitives, sink: NodeSink = () => {}) {
    this.#primitives = primitives;
    this.#sink = sink;
  }

  /** Continues a tree of `size` leaves whose nodes are kept elsewhere. */
  static resume(primitives: Primitives, size: number, nodes: NodeSource, sink: NodeSink = () => {}): GrowingTree {
    const tree = new GrowingTree(primitives, sink);
    for (const { level, index } of completeSubtrees(0, size)) tree.#edge.push(nodes(level, index));
    tree.#size = size;
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    let hash = leaf;
    let index = this.#size;
    this.#sink(0, index, hash);
    for (let level = 1; index % 2 === 1; level++) {
      hash = nodeHash(this.#primitives, this.#edge.pop() as Uint8Array, hash);
      index = (index - 1) / 2;
      this.#sink(level, index, hash);
    }
    this.#edge.push(hash);
    this.#size++;
  }

  root(): Uint8Array {
    return foldRight(this.#primitives, this.#edge);
  }
}

/** The root of the first `size` leaves. */
export function rootOf(primitives: Primitives, size: number, nodes: NodeSource): Uint8Array {
  return rangeHash(primitives, 0, size, nodes);
}

/** RFC 6962 section 2.1.1: shows that leaf `index` stands in the tree of `size`; 0 ≤ index < size. */
export function inclusionProof(primitives: Primitives, index: number, size: number, nodes: NodeSource): Uint8Array[] {
  if (!isSize(size) || !isSize(index) || index >= size) throw new RangeError('no such leaf');
  const proof: Uint8Array[] = [];
  let from = 0;
  let to = size;
  // Downwards from the root: at each fork the half without the leaf joins the proof, which is read from the leaf upwards.
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      proof.push(rangeHash(primitives, middle, to, nodes));
      to = middle;
    } else {
      proof.push(rangeHash(primitives, from, middle, nodes));
      from = middle;
    }
  }
  return proof.reverse();
}

/** RFC 6962 section 2.1.2: shows that the tree of `size` begins with the tree of `oldSize`; 0 < oldSize ≤ size. */
export function consistencyProof(
  primitives: Primitives,
  oldSize: number,
  size: number,
  nodes: NodeSource,
): Uint8Array[] {
  if (!isSize(oldSize) || !isSize(size) || oldSize === 0 || oldSize > size) throw new RangeError('no such tree');
  const proof: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to !== oldSize) {
    const middle = from + splitPoint(to - from);
    if (oldSize <= middle) {
      proof.push(rangeHash(primitives, middle, to, nodes));
      to = middle;
    } else {
      proof.push(rangeHash(primitives, from, middle, nodes));
      from = middle;
    }
  }
  // Where the old tree is a left part of the new one, its root is known to the verifier and is not repeated.
  if (from !== 0) proof.push(rangeHash(primitives, from, to, nodes));
  return proof.reverse();
}

/** RFC 9162 section 2.1.3.2. False for anything malformed; never throws. */
export function verifyInclusion(
  primitives: Primitives,
  claim: { index: number; size: number; leaf: Uint8Array; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(claim.index) || !isSize(claim.size) || claim.index >= claim.size) return false;
  // Without this an empty leaf would stand in a tree of one with an empty root.
  if (claim.leaf.length !== 32) return false;
  let node = claim.index;
  let last = claim.size - 1;
  let hash = claim.leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(primitives, sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(primitives, hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, claim.root);
}

/** RFC 9162 section 2.1.4.2. False for anything malformed; never throws. */
export function verifyConsistency(
  primitives: Primitives,
  claim: { oldSize: number; size: number; oldRoot: Uint8Array; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  const { oldSize, size, oldRoot, root } = claim;
  if (!isSize(oldSize) || !isSize(size) || oldSize === 0 || oldSize > size) return false;
  if (oldSize === size) return proof.length === 0 && equalBytes(oldRoot, root);
  if (oldRoot.length !== 32 || proof.some((hash) => hash.length !== 32)) return false;

  let node = oldSize - 1;
  let last = size - 1;
  while (node % 2 === 1) {
    node = (node - 1) / 2;
    last = Math.floor(last / 2);
  }
  // `node` is now 0 iff the old size is a power of two: then the old root itself begins the path.
  const path = node === 0 ? [oldRoot, ...proof] : proof;
  const first = path[0];
  if (first === undefined) return false;
  let oldHash = first;
  let hash = first;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(primitives, sibling, oldHash);
      hash = nodeHash(primitives, sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(primitives, hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(hash, root);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The largest power of two below `length`, where RFC 6962 splits a tree in two; length > 1. */
function splitPoint(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

/** The complete subtrees of which the leaves from `from` to before `to` consist, from left to right. */
function completeSubtrees(from: number, to: number): { level: number; index: number }[] {
  const subtrees: { level: number; index: number }[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      width *= 2;
      level++;
    }
    subtrees.push({ level, index: at / width });
    at += width;
  }
  return subtrees;
}

/** The hash of a range as the tree has it; `from` must be where a subtree of that length can begin. */
function rangeHash(primitives: Primitives, from: number, to: number, nodes: NodeSource): Uint8Array {
  return foldRight(
    primitives,
    completeSubtrees(from, to).map(({ level, index }) => nodes(level, index)),
  );
}

/** Complete subtrees, large to small, join from the right. The root of nothing is the hash of nothing. */
function foldRight(primitives: Primitives, subtrees: readonly Uint8Array[]): Uint8Array {
  if (subtrees.length === 0) return primitives.sha256(new Uint8Array(0));
  return subtrees.reduceRight((right, left) => nodeHash(primitives, left, right));
}
