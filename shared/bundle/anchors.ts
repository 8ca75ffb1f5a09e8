import type { Json } from '../ledger/canonical.ts';
import type { Hex64 } from '../ledger/hex.ts';
import type { AnchorView } from '../model/anchors.ts';

/** A longer file is no time stamp and no proof. */
export const MAX_ANCHOR_LENGTH = 128 * 1024;
/** Beyond, anchors are left unjudged. */
export const MAX_ANCHORS = 1_000;

/** The anchors of a bundle, and the states of its ledger that they may stand over. */
export type CarriedAnchors = {
  readonly ledger: Hex64;
  /** Disclosed fields of entries of type `anchor`, in order. */
  readonly entries: readonly { readonly seq: number; readonly fields: ReadonlyMap<string, Json> }[];
  /** Under ledger/anchors/ and later/. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Sizes that notes and names speak of. */
  readonly sizes: readonly number[];
  rootAt(size: number): Uint8Array;
};

/** Judging needs RSA and certificates, which not every verifier has; one that does not have them says that it did not check. */
export type JudgeAnchors = (carried: CarriedAnchors) => AnchorView[];

/** The size that a file's name begins with: names of notes and anchors do. */
export function sizeInName(path: string): number | null {
  const [, digits] = /\/([1-9]\d{0,15})[^/\d][^/]*$/.exec(path) ?? [];
  const size = Number(digits);
  return digits !== undefined && Number.isSafeInteger(size) ? size : null;
}
