import type { Database } from '../vault/database.ts';

/** A body and at most 1024 fields (FORMAT.md): the numbers that are kept free for each entry's disclosures. */
export const DISCLOSURES_PER_ENTRY = 2048;

/** Whether a database is one of before the schema's sixth version: it lies on a medium that can't be written, and is read as it is. */
export const isOfEarlierSchema = (db: Database): boolean =>
  db.prepare("SELECT 1 FROM pragma_table_xinfo('disclosure') WHERE name = 'position'").get() === undefined;

/** SQL, for a WHERE: the disclosures of the entry whose number is the parameter `@seq`. */
export const ofEntry = (db: Database): string =>
  isOfEarlierSchema(db)
    ? 'seq = @seq'
    : `position >= @seq * ${DISCLOSURES_PER_ENTRY} AND position < (@seq + 1) * ${DISCLOSURES_PER_ENTRY}`;
