import { BLOCK_TIME_WITHIN, type BlockHeader, blockOf } from '../ledger/anchors/block-header.ts';
import { looksLikeOts, type OtsAttestation, readOts } from '../ledger/anchors/ots.ts';
import { encodeHex } from '../ledger/hex.ts';
import type { Beacon } from '../model/anchor-entry.ts';
import type { AnchorReason, AnchorView } from '../model/anchors.ts';
import type { Authorities } from './authorities.ts';
import type { StampPrimitives } from './signatures.ts';
import { judgeTimeStamp } from './time-stamp.ts';

/** What anchors are judged against. */
export type Measure = {
  readonly primitives: StampPrimitives;
  readonly authorities: Authorities;
  readonly headers: readonly BlockHeader[];
  /** The size of the ledger's state that has this anchor digest; null where none is known to have it. */
  sizeOf(digest: Uint8Array): number | null;
};

/** Where an anchor was found. */
export type Place = Pick<AnchorView, 'seq' | 'path'>;

/** Judges the bytes of a time stamp or an OpenTimestamps proof, whichever they are. Whatever they are, the answer is a judgement. */
export function judgeAnchor(bytes: Uint8Array, place: Place, measure: Measure): AnchorView {
  return looksLikeOts(bytes) ? judgeProof(bytes, place, measure) : judgeStamp(bytes, place, measure);
}

function judgeStamp(bytes: Uint8Array, place: Place, measure: Measure): AnchorView {
  const stamp = judgeTimeStamp(measure.primitives, bytes, measure.authorities);
  const size = stamp.digest === null ? null : measure.sizeOf(stamp.digest);
  const belongs = stamp.state === 'bad' || size !== null;
  return {
    kind: 'rfc3161',
    ...place,
    size,
    time: stamp.time === null ? null : new Date(stamp.time).toISOString(),
    within: Math.ceil(stamp.accuracy / 1000),
    by: stamp.by,
    state: belongs ? stamp.state : 'bad',
    reason: belongs ? stamp.reason : 'other digest',
  };
}

function judgeProof(bytes: Uint8Array, place: Place, { headers, sizeOf }: Measure): AnchorView {
  const proof = readOts(bytes);
  const size = proof?.hash === 'sha256' ? sizeOf(proof.digest) : null;
  const view = { kind: 'ots' as const, ...place, size, time: null, within: 0, by: '' };
  const bad = (reason: AnchorReason): AnchorView => ({ ...view, state: 'bad', reason });
  if (proof === null) return bad('malformed');
  if (size === null) return bad('other digest');
  const blocks = proof.attestations.filter(isBitcoin).flatMap((attestation) => {
    const block = blockOf(headers, attestation.merkleRoot);
    return block === null ? [] : [{ block, height: attestation.height }];
  });
  const [first] = blocks.sort((a, b) => a.block.time - b.block.time);
  if (first !== undefined) {
    const time = new Date(first.block.time).toISOString();
    const by = `Bitcoin ${first.height}${first.block.hash === null ? '' : ` ${first.block.hash}`}`;
    return { ...view, time, within: BLOCK_TIME_WITHIN, by, state: 'confirmed', reason: null };
  }
  const claimed = proof.attestations.find(isBitcoin) ?? proof.attestations.find(({ kind }) => kind === 'litecoin');
  if (claimed !== undefined && 'height' in claimed) {
    const by = `${claimed.kind === 'bitcoin' ? 'Bitcoin' : 'Litecoin'} ${claimed.height}`;
    return { ...view, by, state: 'unchecked', reason: 'block not given' };
  }
  const calendars = proof.attestations.flatMap((one) => (one.kind === 'pending' ? [one.calendar] : []));
  if (calendars.length === 0) return bad('attestation unknown');
  return { ...view, by: [...new Set(calendars)].slice(0, 5).join(' '), state: 'pending', reason: 'only promised' };
}

type Block = Extract<OtsAttestation, { height: number }>;
const isBitcoin = (attestation: OtsAttestation): attestation is Block => attestation.kind === 'bitcoin';

/** A public random value that an entry repeats. Where it is the hash of a given block, the block's time counts. */
export function judgeBeacon(beacon: Beacon, place: Place, headers: readonly BlockHeader[]): AnchorView {
  const view = { kind: 'beacon' as const, ...place, size: null, by: beacon.source };
  const block = headers.find(({ hash }) => hash !== null && hash === beacon.value.toLowerCase());
  if (block !== undefined) {
    const time = new Date(block.time).toISOString();
    return { ...view, time, within: BLOCK_TIME_WITHIN, state: 'confirmed', reason: null };
  }
  return { ...view, time: beacon.at, within: 0, state: 'unchecked', reason: 'stated by hand' };
}

/** Finds states of a ledger by what an anchor commits to: `sizes` are those that are worth trying. */
export function sizesByDigest(
  sizes: Iterable<number>,
  digestAt: (size: number) => Uint8Array,
): (digest: Uint8Array) => number | null {
  const known = new Map<string, number>();
  for (const size of sizes) known.set(encodeHex(digestAt(size)), size);
  return (digest) => known.get(encodeHex(digest)) ?? null;
}
