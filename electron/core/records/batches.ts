import type { Database } from 'better-sqlite3';
import type { Batch, BatchFlags } from '../../../shared/contract/batches.ts';
import { cameraName } from '../../../shared/model/camera-name.ts';
import type { Metadata } from '../../../shared/model/metadata.ts';
import { prepared } from '../vault/prepared.ts';
import type { OpenVault } from '../vault/vault.ts';

/** The clocks of one source's cameras beside one another; and what is flagged in its files, rolled up. */
export const batchSchema = `
  -- How many seconds a camera's wall clock is ahead of UTC by GPS, its time zone included.
  CREATE TABLE camera_clock (
    acquisition INTEGER NOT NULL, device TEXT NOT NULL, item INTEGER NOT NULL, ahead INTEGER NOT NULL,
    PRIMARY KEY (acquisition, device, item)
  ) STRICT, WITHOUT ROWID;
`;

/** Serial numbers tell two cameras of one model apart; where a file has none, they count as one. */
const serialTags = /^(ExifIFD|IFD0|XMP-aux|XMP-exifEX):(Body)?SerialNumber$/;

/** The serial number of the camera, as the file has it. */
export const serialOf = (tags: Metadata['read']['other']): string | null =>
  tags.find((tag) => serialTags.test(tag.name))?.value || null;

type Said = {
  readonly acquisition: number;
  readonly item: number;
  readonly metadata: Pick<Metadata['derived'], 'captured' | 'position' | 'camera'>;
  readonly otherTags: Metadata['read']['other'];
};

export function applyToBatch(db: Database, { acquisition, item, metadata, otherTags }: Said): void {
  const { captured, position, camera } = metadata;
  const device = camera === null ? '' : cameraName(camera);
  if (captured === null || position === null || position.gpsTime === null || device === '') return;
  const ahead = Math.round((Date.parse(`${captured.wall}Z`) - Date.parse(position.gpsTime)) / 1_000);
  if (Number.isNaN(ahead)) return;
  const serial = serialOf(otherTags);
  prepared(db, 'INSERT INTO camera_clock (acquisition, device, item, ahead) VALUES (?, ?, ?, ?)').run(
    acquisition,
    serial === null ? device : `${device} (${serial})`,
    item,
    ahead,
  );
}

/** A single fix may be minutes old: a camera's clock is judged from this many pictures, by the middle one. */
const fewestPictures = 3;
/** Seconds by which two cameras may differ; phones write fixes that are some minutes old. */
const sameClock = 300;

function middle(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? 0;
}

function clocksOf(db: Database, acquisitions: string): BatchFlags['clocks'] {
  const rows = db
    .prepare(
      'SELECT device, ahead FROM camera_clock WHERE acquisition IN (SELECT value FROM json_each(?)) ORDER BY device',
    )
    .all(acquisitions) as { device: string; ahead: number }[];
  const byDevice = new Map<string, number[]>();
  for (const { device, ahead } of rows) byDevice.set(device, [...(byDevice.get(device) ?? []), ahead]);
  const clocks = [...byDevice]
    .filter(([, ahead]) => ahead.length >= fewestPictures)
    .map(([device, ahead]) => ({ device, ahead: middle(ahead) }))
    .sort((a, b) => b.ahead - a.ahead);
  const slowest = clocks.at(-1);
  if (slowest === undefined) return [];
  // Each against the one furthest behind: all pairs would say the same many times over.
  return clocks
    .map(({ device, ahead }) => ({ device, behind: slowest.device, seconds: ahead - slowest.ahead }))
    .filter(({ seconds }) => seconds > sameClock);
}

/** The flags of everything archived from these acquisitions, most frequent first. */
export function batchFlagsOf(vault: OpenVault, acquisitions: readonly number[]): BatchFlags {
  const list = JSON.stringify(acquisitions);
  const kinds = vault.db
    .prepare(
      `SELECT kind, nullif(messenger, '') AS messenger, COUNT(*) AS count FROM flag
       WHERE acquisition IN (SELECT value FROM json_each(?)) GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`,
    )
    .all(list) as BatchFlags['kinds'];
  return { kinds, clocks: clocksOf(vault.db, list) };
}

/** The newest sources with a flag. */
export function flaggedBatches(vault: OpenVault, limit: number): Batch[] {
  const rows = vault.db
    .prepare(
      `SELECT seq AS acquisition, at, path AS source,
         (SELECT COUNT(*) FROM item WHERE item.acquisition = acquisition.seq) AS archived
       FROM acquisition
       WHERE EXISTS (SELECT 1 FROM flag WHERE flag.acquisition = acquisition.seq)
       ORDER BY seq DESC LIMIT ?`,
    )
    .all(limit) as Omit<Batch, 'flags'>[];
  return rows.map((row) => ({ ...row, flags: batchFlagsOf(vault, [row.acquisition]) }));
}
