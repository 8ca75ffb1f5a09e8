import { certificateText } from '../../shared/anchors/authorities.ts';
import { type GivenForAnchors, readGivenForAnchors } from '../../shared/anchors/given.ts';
import { noReviewer, type Reviewer } from '../../shared/bundle/reviewer.ts';
import { givenPolicy, readGivenPolicy } from '../../shared/ledger/policy.ts';
import { noblePrimitives } from '../../shared/ledger/primitives-noble.ts';
import type { Requirement } from '../../shared/model/report.ts';

/** What the reviewer brings, as it was typed or stood in files. Everything is read when the check begins, and kept nowhere. */
export type Given = {
  /** Notes and spoken codes. */
  readonly notes: readonly string[];
  /** Keys of witnesses one a line, or a policy. */
  readonly witnesses: string;
  readonly quorum: number | null;
  readonly require: Requirement | null;
  /** Certificates in PEM, one after another. */
  readonly roots: string;
  /** Bitcoin blocks, one a line. */
  readonly blocks: string;
};

export const nothing: Given = { notes: [''], witnesses: '', quorum: null, require: null, roots: '', blocks: '' };

/** Certificates and keys are small; more is none. */
const fileLimit = 2_000_000;

/** Throws POLICY_INVALID, ANCHOR_AUTHORITY_INVALID, BLOCK_HEADER_INVALID. */
export function readGiven({ notes, witnesses, quorum, require, roots, blocks }: Given): {
  readonly notes: readonly string[];
  readonly reviewer: Reviewer;
  readonly forAnchors: GivenForAnchors;
} {
  const policy = readGivenPolicy(noblePrimitives, givenPolicy(witnesses, quorum));
  const headers = blocks.split('\n').filter((line) => line.trim() !== '');
  return {
    notes: notes.filter((note) => note.trim() !== ''),
    reviewer: { ...noReviewer, policy, require },
    forAnchors: readGivenForAnchors(roots.trim() === '' ? [] : [roots], headers),
  };
}

/** The text of a file that the reviewer chose. */
export async function textOf(file: File): Promise<string> {
  return file.slice(0, fileLimit).text();
}

/** Certificates of a file, in PEM or one in DER. */
export async function certificatesOf(file: File): Promise<string> {
  return certificateText(new Uint8Array(await file.slice(0, fileLimit).arrayBuffer()));
}
