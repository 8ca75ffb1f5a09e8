import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import type { DaySpan } from '../../../shared/model/day-span.ts';
import { type RecordKind, recordKinds } from '../../../shared/model/entries.ts';
import { fold } from '../../../shared/search/folding.ts';
import { withoutClosed } from '../gate/closing.ts';
import type { Appended } from '../ledger/ledger.ts';
import { indexItem, indexRecord } from '../search/indexing.ts';
import type { Words } from '../search/search-index.ts';
import { prepared } from '../vault/prepared.ts';
import { applyCompanion } from './companions.ts';
import { enteredAt } from './entered.ts';
import { flagItemsOf } from './flags.ts';
import { digestOf, essentialOf, isRegistered, type Reference, type RegisteredKind } from './kinds.ts';
import { merged, type RecordState } from './merging.ts';
import {
  anchorSubject,
  custodySubject,
  itemSubject,
  movedSubject,
  recordSubject,
  verifiedSubject,
  witnessKeySubject,
} from './subjects.ts';
import { applyAcquisition } from './tables/acquisitions.ts';
import { concern, noteEntryOf } from './tables/concerns.ts';
import { applyItem } from './tables/items.ts';
import { applyLink } from './tables/links.ts';

/** What the tables that screens read make of one entry, by its type and kind. */

const recordEntry = z.object({ kind: z.enum(recordKinds), id: z.string(), amends: z.array(z.number()).optional() });
const accessedEntry = z.object({
  items: z.array(z.number()).default([]),
  testimonies: z.array(z.string()).default([]),
  identities: z.array(z.string()).default([]),
});

/** The field without which a record is none: where it is missing, the record was erased, and its entries are no more than that. */
const essentials = {
  testimony: 'witness',
  addition: 'how',
  recanting: 'how',
  identity: 'sealed',
  assertion: 'value',
  operator: 'code',
  hold: 'authority',
  erasure: 'ground',
  companion: 'form',
  person: 'code',
  consent: 'state',
  involvement: 'as',
  mark: 'classes',
  restriction: 'viewers',
  override: 'viewer',
  order: 'reference',
  notice: 'told',
  clock: 'shown',
  'civil time': 'zone',
  provenance: 'origin',
  signoff: 'counts',
  recording: 'origin',
  import: 'counts',
  tag: 'tag',
} as const satisfies Record<Exclude<RecordKind, RegisteredKind>, string>;
const essential = (kind: RecordKind): string => (isRegistered(kind) ? essentialOf(kind) : essentials[kind]);

/** First and last day as a table keeps them. */
const boundsOf = (days: DaySpan | null): [string | null, string | null] =>
  days === null ? [null, null] : [days.from ?? '', days.to ?? '~'];

function applyReferences(db: Database, seq: number, id: string, references: readonly Reference[]): void {
  prepared(db, 'DELETE FROM reference WHERE source = ?').run(id);
  const add = prepared(db, 'INSERT OR IGNORE INTO reference (source, field, target) VALUES (?, ?, ?)');
  for (const { field, id: target, belongs } of references) {
    add.run(id, field, target);
    if (belongs) concern(db, recordSubject(target), seq);
  }
}

function applyRecord(db: Database, entry: Appended, words: Words): void {
  const known = recordEntry.safeParse(entry.fields);
  // A kind that a newer version wrote stays in the ledger and is shown there; this version has no table for it.
  if (!known.success) return;
  const { kind, id } = known.data;
  if (kind === 'companion') {
    for (const item of applyCompanion(db, id, entry)) concern(db, itemSubject(item), entry.seq);
    return;
  }
  const before = prepared(db, 'SELECT first, at, fields FROM record WHERE id = ?').get(id) as
    | { first: number; at: string; fields: string }
    | undefined;
  const stateBefore = before === undefined ? {} : (JSON.parse(before.fields) as RecordState);
  const state = merged(stateBefore, entry.fields);
  const text = (name: string) => (typeof state[name] === 'string' ? state[name] : null);
  const item = typeof state.item === 'number' ? state.item : null;
  const testimony = text('testimony');
  const digest = isRegistered(kind) ? digestOf(kind, state) : null;
  const title = digest?.title ?? text('witness') ?? '';
  const person = text('person');
  const about = () => {
    if (item !== null) concern(db, itemSubject(item), entry.seq);
    if (testimony !== null) concern(db, recordSubject(testimony), entry.seq);
    if (person !== null) concern(db, recordSubject(person), entry.seq);
  };
  if (before === undefined && entry.fields[essential(kind)] === undefined) {
    concern(db, recordSubject(id), entry.seq);
    about();
    return;
  }
  prepared(
    db,
    `INSERT INTO record (id, kind, first, head, at, fields, item, incident, testimony, person, title, sorting,
       first_day, last_day)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET head = excluded.head, fields = excluded.fields, item = excluded.item,
       incident = excluded.incident, testimony = excluded.testimony, person = excluded.person, title = excluded.title, sorting = excluded.sorting,
       first_day = excluded.first_day, last_day = excluded.last_day`,
  ).run(
    id,
    kind,
    before?.first ?? entry.seq,
    entry.seq,
    before?.at ?? enteredAt(entry),
    canonicalText(state),
    item,
    text('incident'),
    testimony,
    person,
    title,
    fold(title),
    ...boundsOf(digest?.days ?? null),
  );
  concern(db, recordSubject(id), entry.seq);
  about();
  applyReferences(db, entry.seq, id, digest?.references ?? []);
  if (words === 'with words') indexRecord(db, { kind, id, state, before: stateBefore, item, testimony });
  if (kind === 'incident' && before !== undefined) flagAnew(db, id, stateBefore, state);
  const incident = aboutCases.includes(kind) ? text('incident') : null;
  if (incident !== null) concern(db, recordSubject(incident), entry.seq);
}

/** Where a case is put somewhere else, its items may lie far from it, or not any more. */
function flagAnew(
  db: Database,
  incident: string,
  { place = null }: RecordState,
  { place: now = null }: RecordState,
): void {
  if (canonicalText(place) !== canonicalText(now)) flagItemsOf(db, incident);
}

/** Kinds that say something about a case without belonging to it. */
const aboutCases: readonly RecordKind[] = ['hold', 'involvement', 'mark', 'restriction', 'override', 'claim', 'tag'];

/** An erasure concerns what its request was about. */
function applyErase(db: Database, entry: Appended): void {
  const request = prepared(db, "SELECT item, testimony, person FROM record WHERE id = ? AND kind = 'erasure'").get(
    entry.fields.request ?? '',
  ) as { item: number | null; testimony: string | null; person: string | null } | undefined;
  if (request === undefined) return;
  if (request.item !== null) concern(db, itemSubject(request.item), entry.seq);
  if (request.testimony !== null) concern(db, recordSubject(request.testimony), entry.seq);
  if (request.person !== null) concern(db, recordSubject(request.person), entry.seq);
}

function applyCustody(db: Database, { seq, fields }: Appended): void {
  if (fields.action === 'witness key made') concern(db, witnessKeySubject, seq);
  if (fields.action === 'verified') concern(db, verifiedSubject, seq);
  if (fields.action === 'moved') concern(db, movedSubject, seq);
  if (fields.action === 'person report' && typeof fields.person === 'string')
    concern(db, recordSubject(fields.person), seq);
  if (fields.action !== 'accessed') return;
  const listed = accessedEntry.safeParse(fields);
  if (!listed.success) return;
  const { items, testimonies, identities } = listed.data;
  const subjects = [...items.map(itemSubject), ...testimonies.map(recordSubject), ...identities.map(recordSubject)];
  for (const subject of subjects) concern(db, custodySubject(subject), seq);
}

/** Brings the tables up to one entry, in the transaction of the caller. An unknown type is passed over. */
export function applyEntry(db: Database, whole: Appended, words: Words = 'with words'): void {
  noteEntryOf(db, whole);
  const entry = withoutClosed(db, whole);
  switch (entry.type) {
    case 'acquisition':
      applyAcquisition(db, entry);
      break;
    case 'item':
      if (applyItem(db, entry) && words === 'with words') indexItem(db, entry);
      break;
    case 'record':
      applyRecord(db, entry, words);
      break;
    case 'link':
      applyLink(db, entry);
      break;
    case 'anchor':
      concern(db, anchorSubject, entry.seq);
      break;
    case 'erase':
      applyErase(db, entry);
      break;
    case 'custody':
      applyCustody(db, entry);
      break;
  }
}
