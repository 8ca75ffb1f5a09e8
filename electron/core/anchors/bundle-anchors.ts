import { type CarriedAnchors, type JudgeAnchors, MAX_ANCHORS } from '../../../shared/bundle/anchors.ts';
import { anchorDigest, checkpointText } from '../../../shared/ledger/checkpoint.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';
import type { AnchorView } from '../../../shared/model/anchors.ts';
import { type AnchorFields, anchorEntry } from '../../../shared/model/entries.ts';
import { primitives } from '../ledger/primitives.ts';
import { shippedAuthorities } from './authorities.ts';
import { judgeAnchor, judgeBeacon, type Measure, type Place, sizesByDigest } from './judgement.ts';
import { carriedBytes, type GivenForAnchors, recordedAuthorities } from './vault-anchors.ts';

/**
 * Judges what a bundle carries with what the reviewer brought, or with the public roots that come with the runtime. Roots and blocks that
 * the bundle itself records come from the party under test and count for nothing; certificates in between may help to climb.
 */
export function judgeCarried({ authorities, headers }: GivenForAnchors): JudgeAnchors {
  return (carried) => {
    if (carried.entries.length === 0 && carried.files.length === 0) return [];
    const entries = carried.entries.flatMap(({ seq, fields }) => {
      const read = anchorEntry.safeParse(Object.fromEntries(fields));
      return read.success ? [{ seq, fields: read.data }] : [];
    });
    const roots = authorities.roots.length > 0 ? authorities.roots : shippedAuthorities().roots;
    const stated = entries.flatMap(({ fields }) => fields.checkpoint?.size ?? []);
    const sizeOf = sizesOf(carried, stated);
    const measure = ({ authority }: Pick<AnchorFields, 'authority'>): Measure => {
      const { between } = recordedAuthorities({ authority });
      return { authorities: { roots, between: [...authorities.between, ...between] }, headers, sizeOf };
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

const hashOf = (bytes: Uint8Array): string => encodeHex(primitives.sha256(bytes));

/** Every note of a bundle names a size, and so does every anchor: there are at most some ten thousand. */
function sizesOf({ ledger, sizes, rootAt }: CarriedAnchors, stated: readonly number[]) {
  return sizesByDigest(new Set([...sizes, ...stated]), (size) =>
    anchorDigest(primitives, checkpointText({ ledger, size, root: rootAt(size) })),
  );
}
