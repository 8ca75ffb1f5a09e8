import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { canonicalText } from '../../../../shared/ledger/canonical.ts';
import { itemFields } from '../../../../shared/model/entries.ts';
import type { Recording } from '../../../../shared/model/recording.ts';
import { closeTwin } from '../../gate/closing.ts';
import type { Appended } from '../../ledger/ledger.ts';
import { prepared } from '../../vault/prepared.ts';
import { applyToBatch, serialOf } from '../batches.ts';
import { enteredAt } from '../entered.ts';
import { applyFlags } from '../flags.ts';
import { applyLikeness } from '../likeness.ts';
import { itemSubject } from '../subjects.ts';
import { concern } from './concerns.ts';

export const itemSchema = `
  CREATE TABLE item (
    seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL,
    acquisition INTEGER NOT NULL, number INTEGER NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, type TEXT NOT NULL,
    name TEXT NOT NULL, path TEXT NOT NULL, modified TEXT,
    captured TEXT, day TEXT, wall TEXT,
    positioned INTEGER NOT NULL, conflicts INTEGER NOT NULL,
    width INTEGER, height INTEGER, seconds REAL, pages INTEGER, preview INTEGER NOT NULL,
    make TEXT, model TEXT, serial TEXT, reread TEXT,
    -- Degrees and metres as the file has them.
    latitude TEXT, longitude TEXT, error TEXT,
    incidents INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX item_by_hash ON item (sha256);
  CREATE INDEX item_by_holding ON item (acquisition, number);
  CREATE INDEX item_by_time ON item (day IS NULL, day, wall, seq);
  CREATE INDEX item_unlinked ON item (day IS NULL, day, wall, seq) WHERE incidents = 0;
  CREATE INDEX item_conflicting ON item (day IS NULL, day, wall, seq) WHERE conflicts > 0;
  CREATE INDEX item_unplaced ON item (day IS NULL, day, wall, seq) WHERE positioned = 0;
  -- One row: how many items each filter of the gallery shows. Counting them anew for each page takes half a second of 100,000.
  CREATE TABLE tally (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    items INTEGER NOT NULL, unlinked INTEGER NOT NULL, conflicting INTEGER NOT NULL, unplaced INTEGER NOT NULL
  ) STRICT;
`;

const itemEntry = z.object({
  file: z.object({ sha256: z.string(), size: z.number(), type: z.string() }),
  acquisition: itemFields.acquisition,
  name: itemFields.name,
  path: itemFields.path,
  modified: itemFields.modified.default(null),
  reread: itemFields.reread.optional(),
  conflicts: itemFields.conflicts.default([]),
  preview: itemFields.preview.optional(),
  'read.other': itemFields['read.other'].default([]),
  'derived.camera': itemFields['derived.camera'].optional(),
  'derived.captured': itemFields['derived.captured'].optional(),
  'derived.position': itemFields['derived.position'].optional(),
  'derived.picture': itemFields['derived.picture'].optional(),
  'derived.recording': itemFields['derived.recording'].optional(),
  'derived.document': itemFields['derived.document'].optional(),
});

/** Text in the entry, because canonical JSON has no fractions. */
function secondsOf(recording: Recording | undefined): number | null {
  return recording === undefined || recording.seconds === null ? null : Number(recording.seconds);
}

/** The row of a file. Returns whether it has one: what was erased or is closed has none. */
export function applyItem(db: Database, entry: Appended): boolean {
  if (entry.fields.file === undefined) return false;
  const fields = itemEntry.parse(entry.fields);
  if (closeTwin(db, entry, fields.file.sha256)) return false;
  const captured = fields['derived.captured'] ?? null;
  const position = fields['derived.position'] ?? null;
  const picture = fields['derived.picture'] ?? null;
  // EXIF orientations 5 to 8 stand on their side (CIPA DC-008, tag 0x0112).
  const turned = picture !== null && picture.orientation >= 5;
  prepared(
    db,
    `INSERT INTO item (seq, leaf, at, operator, acquisition, number, sha256, size, type, name, path, modified, captured,
       day, wall, positioned, conflicts, width, height, seconds, pages, preview, make, model, serial, reread,
       latitude, longitude, error, incidents)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  ).run(
    entry.seq,
    entry.leaf,
    enteredAt(entry),
    entry.operator,
    fields.acquisition.seq,
    fields.acquisition.number,
    fields.file.sha256,
    fields.file.size,
    fields.file.type,
    fields.name,
    fields.path,
    fields.modified,
    captured === null ? null : canonicalText(captured),
    captured?.wall.slice(0, 10) ?? null,
    captured === null ? null : `${captured.wall}.${captured.subsecond ?? ''}`,
    position === null ? 0 : 1,
    new Set(fields.conflicts.map(({ kind }) => kind)).size,
    (turned ? picture?.height : picture?.width) ?? null,
    (turned ? picture?.width : picture?.height) ?? null,
    secondsOf(fields['derived.recording']),
    fields['derived.document']?.pages ?? null,
    fields.preview !== undefined && 'thumb' in fields.preview ? 1 : 0,
    fields['derived.camera']?.make ?? null,
    fields['derived.camera']?.model ?? null,
    serialOf(fields['read.other']),
    fields.reread?.outcome ?? null,
    position?.latitude ?? null,
    position?.longitude ?? null,
    position?.errorMetres ?? null,
  );
  prepared(
    db,
    `INSERT INTO tally (one, items, unlinked, conflicting, unplaced) VALUES (1, 1, 1, :conflicting, :unplaced)
     ON CONFLICT (one) DO UPDATE SET items = items + 1, unlinked = unlinked + 1,
       conflicting = conflicting + :conflicting, unplaced = unplaced + :unplaced`,
  ).run({
    conflicting: fields.conflicts.length > 0 ? 1 : 0,
    unplaced: fields['derived.position'] === undefined ? 1 : 0,
  });
  if (fields.preview !== undefined && 'thumb' in fields.preview && fields.preview.likeness !== undefined)
    applyLikeness(db, entry.seq, fields.preview.likeness);
  const said = { acquisition: fields.acquisition.seq, item: entry.seq };
  applyFlags(db, { ...said, name: fields.name, conflicts: fields.conflicts });
  applyToBatch(db, {
    ...said,
    metadata: { captured, position: fields['derived.position'] ?? null, camera: fields['derived.camera'] ?? null },
    otherTags: fields['read.other'],
  });
  concern(db, itemSubject(entry.seq), entry.seq);
  return true;
}
