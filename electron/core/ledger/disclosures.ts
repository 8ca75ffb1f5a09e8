import { BODY } from '../../../shared/ledger/field-name.ts';
import type { Database } from '../vault/database.ts';
import { prepared } from '../vault/prepared.ts';
import { readTogether, type StoredDisclosure } from './together.ts';

/**
 * How disclosures stand in a database: `with entries`, since the schema's seventh version. A database of before lies on a medium that
 * can't be written, and is read as it is: its disclosures have a table of their own, in the sixth version `by position`, the entry's number
 * times 2048 and their own, and in earlier ones `by name`.
 */
type Standing = 'with entries' | 'by position' | 'by name';

const standings = new WeakMap<Database, Standing>();

function standingIn(db: Database): Standing {
  const known = standings.get(db);
  if (known !== undefined) return known;
  const has = (table: string, column: string) =>
    db.prepare('SELECT 1 FROM pragma_table_xinfo(?) WHERE name = ?').get(table, column) !== undefined;
  const found = has('entry', 'disclosures')
    ? 'with entries'
    : has('disclosure', 'position')
      ? 'by position'
      : 'by name';
  standings.set(db, found);
  return found;
}

/** Whether entries can be written as this version writes them. */
export const isOfNow = (db: Database): boolean => standingIn(db) === 'with entries';

/** Whether the nodes of the tree stand with their entries. */
export const hasNodes = (db: Database): boolean => standingIn(db) !== 'by name';

// Names are ASCII: SQLite's BINARY order is the order of their bytes.
const earlier = {
  'by position':
    'SELECT seq, name, text FROM disclosure WHERE position >= @seq << 11 AND position < (@seq + 1) << 11 ORDER BY position',
  'by name': `SELECT seq, name, text FROM disclosure WHERE seq = @seq ORDER BY name <> '${BODY}', name`,
} as const;

/** What opens an entry: the body first, then the fields by name. Empty where there is no such entry. */
export function disclosuresIn(db: Database, seq: number): StoredDisclosure[] {
  const standing = standingIn(db);
  if (standing !== 'with entries') return prepared(db, earlier[standing]).all({ seq }) as StoredDisclosure[];
  const text = prepared(db, 'SELECT disclosures FROM entry WHERE seq = ?').pluck().get(seq) as string | undefined;
  return text === undefined ? [] : readTogether(seq, text);
}

/** The text that opens one field (or `body`), null where there is none. */
export const disclosureIn = (db: Database, seq: number, name: string): string | null =>
  disclosuresIn(db, seq).find((disclosure) => disclosure.name === name)?.text ?? null;
