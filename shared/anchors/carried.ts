import { type CarriedAnchors, type JudgeAnchors, MAX_ANCHORS } from '../bundle/anchors.ts';
import type { Certificate } from '../ledger/anchors/certificate.ts';
import { anchorDigest, checkpointText } from '../ledger/checkpoint.ts';
import { encodeHex } from '../ledger/hex.ts';
import { type AnchorFields, anchorEntry } from '../model/anchor-entry.ts';
import type { AnchorView } from '../model/anchors.ts';
import { carriedBytes, recordedAuthorities } from './carried-fields.ts';
import type { GivenForAnchors } from './given.ts';
import { judgeAnchor, judgeBeacon, type Measure, type Place, sizesByDigest } from './judgement.ts';
import type { StampPrimitives } from './signatures.ts';

/**
 * Judges what a bundle carries with what the reviewer brought; `otherwise`: the roots that count where none was brought. Roots and blocks that
 * the bundle itself records come from the party under test and count for nothing; certificates in between may help to climb.
 */
export function judgeCarried(
  primitives: StampPrimitives,
  { authorities, headers }: GivenForAnchors,
  otherwise: () => readonly Certificate[],
): JudgeAnchors {
  return (carried) => {
    if (carried.entries.length === 0 && carried.files.length === 0) return [];
    const entries = carried.entries.flatMap(({ seq, fields }) => {
      const read = anchorEntry.safeParse(Object.fromEntries(fields));
      return read.success ? [{ seq, fields: read.data }] : [];
    });
    const roots = authorities.roots.length > 0 ? authorities.roots : otherwise();
    const sizeOf = sizesOf(primitives, carried);
    const hashOf = (bytes: Uint8Array): string => encodeHex(primitives.sha256(bytes));
    const measure = ({ authority }: Pick<AnchorFields, 'authority'>): Measure => {
      const { between } = recordedAuthorities({ authority });
      return { primitives, authorities: { roots, between: [...authorities.between, ...between] }, headers, sizeOf };
    };
    const files = new Map<string, CarriedAnchors['files'][number]>();
    for (const file of carried.files) {
      const hash = hashOf(file.bytes);
      // The same bytes twice are one anchor, named by where they stand from the beginning.
      if (!files.has(hash) || file.path.startsWith('data/ledger/')) files.set(hash, file);
    }
    const views: AnchorView[] = [];
    for (const { seq, fields } of entries.slice(0, MAX_ANCHORS)) {
      if (fields.beacon !== undefined) views.push(judgeBeacon(fields.beacon, { seq, path: null }, headers));
      const bytes = carriedBytes(fields);
      if (bytes === null || bytes.length === 0) continue;
      const path = files.get(hashOf(bytes))?.path ?? null;
      files.delete(hashOf(bytes));
      views.push(judgeAnchor(bytes, { seq, path }, measure(fields)));
    }
    for (const { path, bytes } of files.values()) {
      const place: Place = { seq: null, path };
      if (views.length < MAX_ANCHORS) views.push(judgeAnchor(bytes, place, measure({ authority: [] })));
    }
    return views;
  };
}

/** Every note of a bundle names a size, and so does every anchor: there are at most some ten thousand. */
function sizesOf(primitives: StampPrimitives, { ledger, sizes, rootAt }: CarriedAnchors) {
  return sizesByDigest(new Set(sizes), (size) =>
    anchorDigest(primitives, checkpointText({ ledger, size, root: rootAt(size) })),
  );
}
