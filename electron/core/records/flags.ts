import type { Database } from 'better-sqlite3';
import { messengerOfName } from '../../../shared/model/messengers.ts';
import type { Conflict } from '../../../shared/model/metadata.ts';
import { captureTime } from '../../../shared/model/time.ts';
import { indexValue } from '../search/search-index.ts';
import { prepared } from '../vault/prepared.ts';
import { wasCapturedWhenSent } from './captured-when-sent.ts';
import { farFromCases } from './far-from-case.ts';
import { itemSubject } from './subjects.ts';

/**
 * What is flagged in files: what the entry of a file has, and what comes of holding it against what was recorded beside it, which is looked
 * at again whenever either changes. An item counts each kind once.
 */
export const flagSchema = `
  CREATE TABLE flag (
    acquisition INTEGER NOT NULL, kind TEXT NOT NULL, messenger TEXT NOT NULL, item INTEGER NOT NULL,
    PRIMARY KEY (acquisition, kind, messenger, item)
  ) STRICT, WITHOUT ROWID;
`;

type Said = {
  readonly acquisition: number;
  readonly item: number;
  readonly name: string;
  readonly conflicts: readonly Conflict[];
};

/** The flags that the entry of a file has. */
export function applyFlags(db: Database, { acquisition, item, name, conflicts }: Said): void {
  for (const { kind } of conflicts)
    prepared(db, 'INSERT OR IGNORE INTO flag (acquisition, kind, messenger, item) VALUES (?, ?, ?, ?)').run(
      acquisition,
      kind,
      kind === 'metadata absent' ? (messengerOfName(name) ?? '') : '',
      item,
    );
}

type Flagged = {
  readonly acquisition: number;
  readonly captured: string | null;
  readonly latitude: string | null;
  readonly longitude: string | null;
};

/** Kinds that come of what was recorded beside a file, and whether an item has each. */
const besides: readonly (readonly [Conflict['kind'], (db: Database, item: number, flagged: Flagged) => boolean])[] = [
  ['captured when sent', isCapturedWhenSent],
  ['far from the case', isFarFromACase],
];

function isCapturedWhenSent(db: Database, item: number, { captured }: Flagged): boolean {
  if (captured === null) return false;
  const sent = prepared(
    db,
    'SELECT sent AS wall, zone AS offset FROM companion_file WHERE item = ? AND sent IS NOT NULL',
  ).all(item) as { wall: string; offset: string | null }[];
  if (sent.length === 0) return false;
  const made = captureTime.parse(JSON.parse(captured));
  return sent.some((stated) => wasCapturedWhenSent(made, stated));
}

function isFarFromACase(db: Database, item: number, { latitude, longitude }: Flagged): boolean {
  if (latitude === null || longitude === null) return false;
  const cases = prepared(db, 'SELECT DISTINCT record FROM link WHERE item = ? AND removed = 0').pluck().all(item);
  return farFromCases(db, { latitude, longitude }, cases as string[]).length > 0;
}

/** Holds an item anew against what is recorded beside it; nothing where there is no such item. */
export function flagBeside(db: Database, item: number): void {
  const flagged = prepared(db, 'SELECT acquisition, captured, latitude, longitude FROM item WHERE seq = ?').get(item) as
    | Flagged
    | undefined;
  if (flagged === undefined) return;
  for (const [kind, holds] of besides) {
    const row = [flagged.acquisition, kind, item];
    const has =
      prepared(db, "SELECT 1 FROM flag WHERE acquisition = ? AND kind = ? AND messenger = '' AND item = ?").get(
        ...row,
      ) !== undefined;
    if (holds(db, item, flagged) === has) continue;
    prepared(
      db,
      has
        ? "DELETE FROM flag WHERE acquisition = ? AND kind = ? AND messenger = '' AND item = ?"
        : "INSERT INTO flag (acquisition, kind, messenger, item) VALUES (?, ?, '', ?)",
    ).run(...row);
    countFlag(db, item, has ? -1 : 1);
    indexValue(db, itemSubject(item), 'flag', kind, !has);
  }
}

function countFlag(db: Database, item: number, more: 1 | -1): void {
  const now = prepared(db, 'UPDATE item SET conflicts = conflicts + ? WHERE seq = ? RETURNING conflicts')
    .pluck()
    .get(more, item) as number;
  const isOther = more === 1 ? now === 1 : now === 0;
  if (isOther) prepared(db, 'UPDATE tally SET conflicting = conflicting + ? WHERE one = 1').run(more);
}

/** Holds every item of a case anew against it. */
export function flagItemsOf(db: Database, incident: string): void {
  const items = prepared(db, 'SELECT DISTINCT item FROM link WHERE record = ? AND removed = 0 AND item IS NOT NULL');
  for (const item of items.pluck().all(incident) as number[]) flagBeside(db, item);
}
