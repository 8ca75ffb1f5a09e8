import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { linkEnd } from '../../../../shared/model/entries.ts';
import type { Appended } from '../../ledger/ledger.ts';
import { indexLinked } from '../../search/concerning-facility.ts';
import { prepared } from '../../vault/prepared.ts';
import { flagBeside } from '../flags.ts';
import { endSubject } from '../subjects.ts';
import { concern } from './concerns.ts';

export const linkSchema = `
  -- Ends by their subjects; record and item beside them only where a case is joined with a file.
  CREATE TABLE link (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, record TEXT, item INTEGER,
    reason TEXT NOT NULL, first INTEGER NOT NULL, removed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX link_by_source ON link (source, removed);
  CREATE INDEX link_by_target ON link (target, removed);
  CREATE INDEX link_by_record ON link (record, removed);
  CREATE INDEX link_by_item ON link (item, removed);
`;

const linkEntry = z.object({
  kind: z.string(),
  id: z.string(),
  from: linkEnd,
  to: linkEnd,
  reason: z.string().default(''),
});
const unlinkEntry = z.object({ id: z.string(), amends: z.array(z.number()).min(1), from: z.null() });

/** Counts anew which records an item is linked to. */
export function countLinks(db: Database, item: number): void {
  const before = prepared(db, 'SELECT incidents FROM item WHERE seq = ?').pluck().get(item) as number | undefined;
  if (before === undefined) return;
  const count = 'SELECT COUNT(DISTINCT record) FROM link WHERE item = ? AND removed = 0';
  const now = prepared(db, count).pluck().get(item) as number;
  prepared(db, 'UPDATE item SET incidents = ? WHERE seq = ?').run(now, item);
  // Of one row, by its key: what may touch several is taken back as a whole, and for that FTS5 writes out its index each time.
  prepared(db, 'UPDATE tally SET unlinked = unlinked + ? WHERE one = 1').run(Number(now === 0) - Number(before === 0));
}

const isIncident = (db: Database, id: string): boolean =>
  prepared(db, "SELECT 1 FROM record WHERE id = ? AND kind = 'incident'").get(id) !== undefined;

export function applyLink(db: Database, entry: Appended): void {
  const removal = unlinkEntry.safeParse(entry.fields);
  if (removal.success) {
    const link = prepared(db, 'SELECT source, target, item FROM link WHERE id = ?').get(removal.data.id) as
      | { source: string; target: string; item: number | null }
      | undefined;
    if (link === undefined) return;
    prepared(db, 'UPDATE link SET removed = 1 WHERE id = ?').run(removal.data.id);
    if (link.item !== null) countLinks(db, link.item);
    if (link.item !== null) flagBeside(db, link.item);
    indexLinked(db, [link.source, link.target]);
    concern(db, link.source, entry.seq);
    concern(db, link.target, entry.seq);
    return;
  }
  const link = linkEntry.safeParse(entry.fields);
  if (!link.success) return;
  const { id, kind, from, to, reason } = link.data;
  const isCase = 'record' in from && isIncident(db, from.record);
  const item = isCase && 'item' in to ? to.item : null;
  prepared(
    db,
    `INSERT INTO link (id, kind, source, target, record, item, reason, first, removed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  ).run(
    id,
    kind,
    endSubject(from),
    endSubject(to),
    item !== null && 'record' in from ? from.record : null,
    item,
    reason,
    entry.seq,
  );
  if (item !== null) countLinks(db, item);
  if (item !== null) flagBeside(db, item);
  indexLinked(db, [endSubject(from), endSubject(to)]);
  concern(db, endSubject(from), entry.seq);
  concern(db, endSubject(to), entry.seq);
}
