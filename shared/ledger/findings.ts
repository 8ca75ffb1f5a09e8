/**
 * What a verification can find. A finding is a failure: any one makes a bundle INVALID, and each says which entries it touches,
 * so that the report can name the exhibits that it does not touch. A remark is worth knowing and is no failure.
 */

import { Fault } from '../faults.ts';

/** Each code's sentence belongs to the locales. Part of the machine interface: never renamed, only added. */
export const findingCodes = [
  // 1. container and manifest, reported by whoever reads the zip
  'CONTAINER_STRUCTURE',
  'CONTAINER_PATH',
  'BAG_DECLARATION',
  'MANIFEST_SYNTAX',
  'FILE_MISSING',
  'FILE_UNLISTED',
  'FILE_HASH',
  // 2. entries
  'LINES_SYNTAX',
  'ENTRIES_NONE',
  'ENTRIES_TOO_MANY',
  'ENTRY_UNREADABLE',
  'ENTRY_SEQ',
  'ENTRY_LEDGER',
  'ENTRY_PREV',
  'ENTRY_KEY',
  // 3. checkpoints
  'CHECKPOINT_MISSING',
  'CHECKPOINT_UNREADABLE',
  'CHECKPOINT_LEDGER',
  'CHECKPOINT_SIZE',
  'CHECKPOINT_ROOT',
  'CHECKPOINT_UNSIGNED',
  'CHECKPOINT_SIGNATURE',
  'CHECKPOINT_COSIGNATURE',
  'CHECKPOINTS_TOO_MANY',
  'KEY_CHANGE_UNCONFIRMED',
  // 4. disclosures
  'DISCLOSURE_UNREADABLE',
  'DISCLOSURE_ORDER',
  'DISCLOSURE_DUPLICATE',
  'DISCLOSURE_ENTRY',
  'BODY_MISSING',
  'BODY_MISMATCH',
  'BODY_UNREADABLE',
  'FIELD_UNNAMED',
  'FIELD_MISMATCH',
  'FIELD_REQUIRED',
  'FIELD_SHAPE',
  'FILE_SIZES_DIFFER',
  'SUCCESSOR_NOT_LAST',
  'EXPORT_NOT_LAST',
  'EXPORT_WITHHOLDS',
  'GIVEN_ENTRIES',
  'GIVEN_DISCLOSURES',
  'GIVEN_FILES',
  // 4. files against disclosures, reported by whoever reads the zip
  'OBJECT_MISSING',
  'OBJECT_SIZE',
  'OBJECT_UNCLAIMED',
  'OBJECT_PATH',
  'ABSENT_DIFFERS',
  'RECORD_MISSING',
  'RECORD_DIFFERS',
  'RECORD_UNCLAIMED',
  'WITHHELD_SYNTAX',
  // a vault's own files, reported by whoever reads them
  'OBJECT_DAMAGED',
  'VAULT_DISCLOSURE_MISSING',
  'VAULT_HEAD_DIFFERS',
  'VAULT_TREE_DIFFERS',
] as const;

export type FindingCode = (typeof findingCodes)[number];

export const remarkCodes = [
  /** `mono` is lower than in an earlier entry of the same boot. */
  'CLOCK_WENT_BACK',
  /** A note under later/ is larger than the bundle. */
  'LATER_NOT_COMPARABLE',
  /** The exporter's statement lists something as withheld that is shown. */
  'WITHHELD_BUT_SHOWN',
  /** A field of a shown entry is withheld and the exporter's statement does not say so. */
  'WITHHELD_UNSTATED',
  /** Entries are withheld as a whole and the statement does not say so: one remark for each run of neighbours, `reason` its ends. */
  'WITHHELD_ENTRY_UNSTATED',
  /** The statement speaks of fields of an entry whose body is not shown, or of an entry that there is not. */
  'WITHHELD_UNTESTABLE',
  /** Checkpoints carry cosignatures by keys that the reviewer does not name: `reason` how many, and under which names. */
  'COUNTERSIGNATURES_UNNAMED',
] as const;

export type RemarkCode = (typeof remarkCodes)[number];

/** Entries from `from` to before `to`. */
export type EntryRange = { readonly from: number; readonly to: number };

/** Where something was found. No value of a field ever stands here: reports go to logs. */
export type Place = {
  /** The entry it is about. */
  readonly seq?: number;
  /** The bundle's file it is about. */
  readonly path?: string;
  /** The field it is about. */
  readonly name?: string;
  /** A word that says more, for developers. */
  readonly reason?: string;
};

export type Finding = Place & {
  readonly code: FindingCode;
  /** The entries that can no longer be relied on because of it; null where it is about the bundle alone. */
  readonly touches: EntryRange | null;
};

export type Remark = Place & { readonly code: RemarkCode };

/** How many findings of one code are listed. All are counted, and every entry that any of them touches is marked. */
export const MAX_LISTED = 1000;

/** Collects findings. Bounded: a hostile bundle can hold a million faults. */
export class Findings {
  readonly list: Finding[] = [];
  readonly remarks: Remark[] = [];
  readonly counts = new Map<FindingCode | RemarkCode, number>();
  readonly #single = new Set<number>();
  readonly #wide: EntryRange[] = [];

  /** Without `touches`, a finding about an entry touches that entry, any other none. */
  add(code: FindingCode, place: Place = {}, touches: EntryRange | null = rangeOf(place)): void {
    if (this.#count(code)) this.list.push({ code, ...place, touches });
    if (touches === null) return;
    if (touches.to - touches.from > 2) this.#wide.push(touches);
    else for (let seq = touches.from; seq < touches.to; seq++) this.#single.add(seq);
  }

  remark(code: RemarkCode, place: Place = {}): void {
    if (this.#count(code)) this.remarks.push({ code, ...place });
  }

  get isEmpty(): boolean {
    return !findingCodes.some((code) => this.counts.has(code));
  }

  /** One byte for each of the first `size` entries: 1 where a finding touches it. */
  touched(size: number): Uint8Array {
    const marks = new Uint8Array(size);
    for (const seq of this.#single) if (seq < size) marks[seq] = 1;
    let filledTo = 0;
    // In order of their beginnings, so that overlapping ranges, however many, cost one pass.
    for (const { from, to } of [...this.#wide].sort((a, b) => a.from - b.from)) {
      if (to > filledTo) marks.fill(1, Math.max(from, filledTo), to);
      filledTo = Math.max(filledTo, to);
    }
    return marks;
  }

  #count(code: FindingCode | RemarkCode): boolean {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    return count <= MAX_LISTED;
  }
}

function rangeOf({ seq }: Place): EntryRange | null {
  return seq === undefined ? null : { from: seq, to: seq + 1 };
}

/** The developer's word in a refusal; errors that are no refusal are not swallowed. */
export function reasonOf(error: unknown): string {
  if (error instanceof Fault) return String(error.params.reason ?? error.code);
  throw error;
}
