import { Fault } from '../faults.ts';
import { type BlockHeader, readBlockHeader } from '../ledger/anchors/block-header.ts';
import { type Authorities, noAuthorities, readAuthorities } from './authorities.ts';

/** What a person brings to judge anchors with; empty where nothing is brought. */
export type GivenForAnchors = { readonly authorities: Authorities; readonly headers: readonly BlockHeader[] };

/** Throws ANCHOR_AUTHORITY_INVALID, BLOCK_HEADER_INVALID. */
export function readGivenForAnchors(
  authorities: readonly string[] = [],
  headers: readonly string[] = [],
): GivenForAnchors {
  return {
    authorities: readAuthorities(authorities),
    headers: headers.map((text) => {
      const header = readBlockHeader(text);
      if (header === null) throw new Fault('BLOCK_HEADER_INVALID');
      return header;
    }),
  };
}

/** Nobody brought anything. */
export const nothingGiven: GivenForAnchors = { authorities: noAuthorities, headers: [] };
