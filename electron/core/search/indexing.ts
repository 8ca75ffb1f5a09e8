import type { Database } from 'better-sqlite3';
import { isLaterKind } from '../../../shared/model/later-accounts.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { type FindableKind, findableKinds } from '../../../shared/model/search.ts';
import { withoutClosed } from '../gate/closing.ts';
import type { Appended } from '../ledger/ledger.ts';
import type { RecordState } from '../records/merging.ts';
import { itemSubject, recordSubject } from '../records/subjects.ts';
import { prepared } from '../vault/prepared.ts';
import { indexFacilities, indexNaming } from './concerning-facility.ts';
import { type Findable, findableItem, findableRecord, type Passage, saidOfItem } from './findable.ts';
import { indexFacet, indexFindable, indexFurther } from './search-index.ts';
import { standingTags } from './tag-words.ts';
import { findableTestimony } from './testimony-words.ts';

/** What search finds of a thing, by the tables of records and links as they stand: entry by entry, or all of it at once. */

/** A record, as the entry that was applied last leaves it. */
export interface RecordToIndex {
  readonly kind: string;
  readonly id: RecordId;
  readonly state: RecordState;
  /** As the entry before it left the record; nothing in it for the first. */
  readonly before: RecordState;
  readonly item: number | null;
  readonly testimony: RecordId | null;
}

/** With the facilities that it concerns, which records and links beside its own tell. */
function indexWhole(db: Database, subject: string, findable: Findable): void {
  indexFindable(db, subject, findable);
  indexFacilities(db, subject);
}

/** A file whose entry was just applied. */
export const indexItem = (db: Database, { seq, fields }: Appended): void =>
  indexWhole(db, itemSubject(seq), findableItem(fields));

/** A record of which an entry was just applied, and what else is found otherwise by it. */
export function indexRecord(db: Database, { kind, id, state, before, item, testimony }: RecordToIndex): void {
  indexOwn(db, kind, id, state);
  if (kind === 'site') indexNaming(db, id);
  if (testimony !== null && isLaterKind(kind)) indexTestimony(db, testimony);
  if (kind === 'tag') {
    if (item !== null) indexTagsOf(db, 'item', item);
    else if (typeof state.incident === 'string') indexTagsOf(db, 'incident', state.incident);
  }
  if (kind === 'assertion' && item !== null)
    indexFurther(db, itemSubject(item), saidOf(db, item, { id, state: before }), saidOf(db, item));
}

/** What people said about a file, in the order in which they first did; `instead`: where one of it stood otherwise. */
function saidOf(db: Database, item: number, instead?: Pick<RecordToIndex, 'id' | 'state'>): Passage[] {
  const rows = prepared(db, "SELECT id, fields FROM record WHERE item = ? AND kind = 'assertion' ORDER BY first").all(
    item,
  ) as { id: RecordId; fields: string }[];
  return rows.flatMap(({ id, fields }) =>
    saidOfItem(id === instead?.id ? instead.state : (JSON.parse(fields) as RecordState)),
  );
}

function indexOwn(db: Database, kind: string, id: RecordId, state: RecordState): void {
  if (kind === 'testimony') {
    indexTestimony(db, id);
    return;
  }
  const findable = findableRecord(kind, state);
  if (findable !== null) indexWhole(db, recordSubject(id), findable);
  if (kind === 'incident') indexTagsOf(db, 'incident', id);
}

/** With what its witness said later: found by those words too, and flagged where they took it back. */
function indexTestimony(db: Database, id: RecordId): void {
  const findable = findableTestimony(db, id);
  if (findable !== null) indexWhole(db, recordSubject(id), findable);
}

/** What a thing is tagged with, as it stands. */
function indexTagsOf(db: Database, what: 'item' | 'incident', of: string | number): void {
  const subject = what === 'item' ? itemSubject(Number(of)) : recordSubject(String(of));
  indexFacet(db, subject, 'tag', standingTags(db, what, of));
}

/** What is flagged in a file, by its entry and by what was recorded beside it. */
const flagsOf = (db: Database, item: number): Findable['facets'] =>
  prepared(
    db,
    "SELECT 'flag', kind FROM flag WHERE acquisition = (SELECT acquisition FROM item WHERE seq = :item) AND item = :item",
  )
    .raw()
    .all({ item }) as Findable['facets'][number][];

/** Rows that are in memory at once. */
const together = 200;

/**
 * Fills an empty index with all that the other tables hold, each thing once and by its number, the order in which FTS5 takes most: entry
 * by entry, whatever was said of a thing later would take its words out again and put them back. `entry` opens one of the ledger. Yields
 * how many things are done.
 */
export function* indexEverything(db: Database, entry: (seq: number) => Appended): Generator<number> {
  let done = 0;
  const records = findableKinds.filter((kind) => kind !== 'item').map((kind) => recordSteps(db, kind));
  for (const step of [itemSteps(db, entry), ...records])
    for (const count of step) {
      done += count;
      yield done;
    }
}

function* itemSteps(db: Database, entry: (seq: number) => Appended): Generator<number> {
  const next = db.prepare(`SELECT seq FROM item WHERE seq > ? ORDER BY seq LIMIT ${together}`).pluck();
  for (let seqs = next.all(-1) as number[]; seqs.length > 0; seqs = next.all(seqs.at(-1)) as number[]) {
    for (const seq of seqs) {
      const { passages, facets, ...findable } = findableItem(withoutClosed(db, entry(seq)).fields);
      indexWhole(db, itemSubject(seq), {
        ...findable,
        passages: [...passages, ...saidOf(db, seq)],
        facets: [...facets, ...flagsOf(db, seq)],
      });
      indexTagsOf(db, 'item', seq);
    }
    yield seqs.length;
  }
}

type RecordRow = { readonly id: RecordId; readonly first: number; readonly fields: string };

function* recordSteps(db: Database, kind: FindableKind): Generator<number> {
  const next = db.prepare(
    `SELECT id, first, fields FROM record WHERE kind = ? AND first > ? ORDER BY first LIMIT ${together}`,
  );
  const after = (first: number) => next.all(kind, first) as RecordRow[];
  for (let rows = after(-1); rows.length > 0; rows = after(rows.at(-1)?.first ?? 0)) {
    for (const { id, fields } of rows) indexOwn(db, kind, id, JSON.parse(fields) as RecordState);
    yield rows.length;
  }
}
