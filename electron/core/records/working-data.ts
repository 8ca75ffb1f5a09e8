import type { Database } from 'better-sqlite3';

/**
 * What people keep to work with, and what no entry says: drafts, templates, mappings of lists, saved searches, proposals that were set aside, files to
 * look through. A vault that goes on in a new ledger keeps it: what stood at a number stands there again, so what is kept by numbers still fits.
 */
const tables = [
  'draft',
  'case_template',
  'testimony_template',
  'case_list_mapping',
  'saved_search',
  'set_aside',
  'to_look_through',
];

/** Each table with its rows, as it was made: none of them refers to another. */
export function carryWorkingData(from: Database, to: Database): void {
  const made = from.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?").pluck();
  to.transaction(() => {
    for (const table of tables) {
      const sql = made.get(table) as string | undefined;
      if (sql === undefined) continue;
      to.exec(sql);
      const columns = (from.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
      const insert = to.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
      );
      for (const row of from.prepare(`SELECT * FROM ${table}`).all()) insert.run(row);
    }
  })();
}
