import type { Database } from 'better-sqlite3';
import type { Json } from '../../../shared/ledger/canonical.ts';

/**
 * Which fields of a companion's entry speak of one file, by the tables as they stand: where the file is the companion itself, all
 * of `names`; of another, what the companion says of it.
 */
export function fieldsAboutFile(
  db: Database,
  companion: Json | undefined,
  item: number,
  names: readonly string[],
): readonly string[] {
  if (db.prepare('SELECT item FROM companion WHERE id = ?').pluck().get(companion) === item) return names;
  const numbers = db.prepare('SELECT number FROM companion_file WHERE id = ? AND item = ?').pluck();
  const about = (numbers.all(companion, item) as number[]).flatMap((number) => [`about.${number}`, `says.${number}`]);
  const spoken = new Set(about);
  return names.filter((name) => spoken.has(name));
}
