import { createHash, randomBytes } from 'node:crypto';
import { type Authorities, noAuthorities } from '../../../shared/anchors/authorities.ts';
import { boundsOf } from '../../../shared/anchors/bounds.ts';
import { carriedBytes, recordedAuthorities } from '../../../shared/anchors/carried-fields.ts';
import { type GivenForAnchors, nothingGiven, readGivenForAnchors } from '../../../shared/anchors/given.ts';
import { judgeAnchor, judgeBeacon, type Measure, sizesByDigest } from '../../../shared/anchors/judgement.ts';
import { judgeTimeStamp } from '../../../shared/anchors/time-stamp.ts';
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { type BlockHeader, readBlockHeader } from '../../../shared/ledger/anchors/block-header.ts';
import { looksLikeOts } from '../../../shared/ledger/anchors/ots.ts';
import { readTimeStampRequest, writeTimeStampRequest } from '../../../shared/ledger/anchors/time-stamp-request.ts';
import { decodeBase64, encodeBase64 } from '../../../shared/ledger/base64.ts';
import { encodeUtf8, equalBytes } from '../../../shared/ledger/bytes.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { anchorDigest, checkpointText } from '../../../shared/ledger/checkpoint.ts';
import { encodeHex, hashToHex } from '../../../shared/ledger/hex.ts';
import { type AnchorFields, anchorEntry } from '../../../shared/model/anchor-entry.ts';
import type { AnchorView, TimeBounds } from '../../../shared/model/anchors.ts';
import { primitives } from '../ledger/primitives.ts';
import { append } from '../records/recording.ts';
import { anchorSubject, concerning } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { shippedRoots } from './shipped-roots.ts';
import { stampPrimitives } from './stamp-primitives.ts';

function digestAt(vault: OpenVault, size: number): Uint8Array {
  const root = vault.ledger.root(size);
  return anchorDigest(primitives, checkpointText({ ledger: vault.ledger.id, size, root }));
}

/**
 * What to hand to an authority or a calendar, over the ledger as it stands: a time-stamp request, or the checkpoint's text, which
 * `ots stamp` takes as a file. Signs a checkpoint where entries are new.
 */
export function requestAnchor(vault: OpenVault, { from }: CallRequest<'anchor.request'>): CallOutput<'anchor.request'> {
  const stored = vault.readOnly ? vault.ledger.latestCheckpoint() : vault.ledger.checkpoint();
  if (stored === null) throw new Fault('VAULT_READ_ONLY');
  const { size } = stored;
  const text = checkpointText({ ledger: vault.ledger.id, size, root: vault.ledger.root(size) });
  const digest = anchorDigest(primitives, text);
  const bytes = from === 'authority' ? writeTimeStampRequest(digest, new Uint8Array(randomBytes(8))) : encodeUtf8(text);
  const name = `checkpoint-${size}.${from === 'authority' ? 'tsq' : 'txt'}`;
  return { size, digest: hashToHex(digest), bytes: encodeBase64(bytes), name };
}

/** One anchor of this vault, in the entry that carries it. */
type Kept = { readonly seq: number; readonly fields: AnchorFields };

const seqsOf = ({ db }: OpenVault): number[] => concerning(db, anchorSubject);

/** Null for an entry that another version wrote in a form that is not known here. */
function keptAt(vault: OpenVault, seq: number): Kept | null {
  const fields = anchorEntry.safeParse(vault.ledger.appended(seq).fields);
  return fields.success ? { seq, fields: fields.data } : null;
}

/** Judged once for each ledger while nothing is brought along: entries do not change. */
const judged = new WeakMap<object, Map<number, AnchorView>>();

/** Every anchor of the vault. What is brought along counts in place of what was recorded with the anchors. */
export function anchorsOf(vault: OpenVault, given: GivenForAnchors = nothingGiven): AnchorView[] {
  const isBare = given.authorities.roots.length === 0 && given.headers.length === 0;
  const cache = judged.get(vault.ledger) ?? new Map<number, AnchorView>();
  judged.set(vault.ledger, cache);
  return seqsOf(vault).flatMap((seq) => {
    const known = isBare ? cache.get(seq) : undefined;
    if (known !== undefined) return known;
    const anchor = keptAt(vault, seq);
    if (anchor === null) return [];
    const view = judgeKept(vault, anchor, given);
    if (isBare) cache.set(seq, view);
    return view;
  });
}

function judgeKept(vault: OpenVault, { seq, fields }: Kept, given: GivenForAnchors): AnchorView {
  const headers = given.headers.length > 0 ? given.headers : recordedHeaders(fields);
  const place = { seq, path: null };
  if (fields.beacon !== undefined) return judgeBeacon(fields.beacon, place, headers);
  const size = fields.checkpoint?.size ?? 0;
  const sizes = size > 0 && size <= vault.ledger.size ? [size] : [];
  return judgeAnchor(carriedBytes(fields) ?? new Uint8Array(0), place, {
    primitives: stampPrimitives,
    authorities: trusted(given.authorities, recordedAuthorities(fields)),
    headers,
    sizeOf: sizesByDigest(sizes, (at) => digestAt(vault, at)),
  });
}

/** Roots that a person brings, else those recorded with the anchor and those that come with Sanad. */
function trusted(given: Authorities, recorded: Authorities): Authorities {
  const between = [...given.between, ...recorded.between];
  if (given.roots.length > 0) return { roots: given.roots, between };
  return { roots: [...recorded.roots, ...shippedRoots()], between };
}

function recordedHeaders({ headers = [] }: AnchorFields): BlockHeader[] {
  return headers.flatMap((text) => readBlockHeader(text) ?? []);
}

/** Between which times each entry was recorded, as far as this vault can tell. */
export function timeBoundsOf(vault: OpenVault, seq: number): TimeBounds {
  return boundsOf(seq, anchorsOf(vault));
}

/**
 * Records an anchor, after it was judged: what vouches for nothing is not taken. The same bytes again are the same entry. Throws
 * ANCHOR_INVALID with the reason, ANCHOR_AUTHORITY_INVALID, BLOCK_HEADER_INVALID, VAULT_READ_ONLY.
 */
export function addAnchor(vault: OpenVault, request: CallRequest<'anchor.add'>): CallOutput<'anchor.add'> {
  const { authorities, headers = [] } = request;
  const given = readGivenForAnchors(authorities, headers);
  const texts = headers.length > 0 ? { headers } : {};
  if (request.anchor.kind === 'beacon') {
    const { source, value, at } = request.anchor;
    return record(vault, { beacon: { source, value, at }, ...texts }, given);
  }
  const bytes = decodeBase64(request.anchor.bytes);
  if (bytes === null) throw new Fault('ANCHOR_INVALID', { reason: 'malformed' });
  const same = seqsOf(vault)
    .flatMap((seq) => keptAt(vault, seq) ?? [])
    .find(({ fields }) => equalBytes(carriedBytes(fields) ?? new Uint8Array(0), bytes));
  if (same !== undefined) return { entry: same.seq, anchor: judgeKept(vault, same, given) };
  const measure: Measure = {
    primitives: stampPrimitives,
    authorities: trusted(given.authorities, noAuthorities),
    headers: given.headers,
    sizeOf: sizesByDigest(
      vault.ledger.checkpoints().map(({ size }) => size),
      (size) => digestAt(vault, size),
    ),
  };
  const { state, reason, size } = judgeAnchor(bytes, { seq: null, path: null }, measure);
  if (state === 'bad' || size === null) throw new Fault('ANCHOR_INVALID', { reason: reason ?? 'malformed' });
  if (!answers(bytes, request.anchor.request)) throw new Fault('ANCHOR_INVALID', { reason: 'other request' });
  const checkpoint = { root: hashToHex(vault.ledger.root(size)), size };
  if (looksLikeOts(bytes)) return record(vault, { checkpoint, ots: encodeBase64(bytes), ...texts }, given);
  const { chain } = judgeTimeStamp(stampPrimitives, bytes, measure.authorities);
  // What was trusted when it was taken in is kept with it: nobody has to find that root again.
  const authority = given.authorities.roots.length === 0 ? [] : chain.slice(1).map((one) => encodeBase64(one.bytes));
  return record(
    vault,
    { checkpoint, rfc3161: encodeBase64(bytes), ...(authority.length > 0 ? { authority } : {}) },
    given,
  );
}

/** Where the request is at hand, the reply must carry its number (RFC 3161 section 2.4.2). */
function answers(bytes: Uint8Array, requestText: string | null): boolean {
  if (requestText === null || looksLikeOts(bytes)) return true;
  const asked = readTimeStampRequest(decodeBase64(requestText) ?? new Uint8Array(0));
  const { nonce, digest } = judgeTimeStamp(stampPrimitives, bytes, noAuthorities);
  if (asked === null || digest === null || !equalBytes(asked.digest, digest)) return false;
  return asked.nonce === null || (nonce !== null && equalBytes(asked.nonce, nonce));
}

function record(vault: OpenVault, fields: AnchorFields, given: GivenForAnchors): CallOutput<'anchor.add'> {
  const [entry] = append(vault, [{ type: 'anchor', operator: vault.operator, fields: fields as Record<string, Json> }]);
  if (entry === undefined) throw new Fault('INTERNAL');
  return { entry: entry.seq, anchor: judgeKept(vault, { seq: entry.seq, fields }, given) };
}

/** A neutral name of the file that carries an anchor in a bundle: the size it stands over, and its hash. */
export function anchorFileName(size: number, bytes: Uint8Array): string {
  const hash = encodeHex(createHash('sha256').update(bytes).digest()).slice(0, 16);
  return `${size}-${hash}.${looksLikeOts(bytes) ? 'ots' : 'tsr'}`;
}
