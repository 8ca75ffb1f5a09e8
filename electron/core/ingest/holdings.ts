import type { InterruptedImport } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Held } from '../../../shared/model/entries.ts';
import { closedFiles, closedHoldings } from '../gate/closed-files.ts';
import type { OpenVault } from '../vault/vault.ts';
import { toLookThrough } from './looking-through.ts';
import { placeOf, type SourceKind } from './source.ts';

/**
 * What acquisitions say that their sources held, against what has been archived since: from this comes which import was
 * interrupted, what is missing by name, and whether a new run is the rest of an old one.
 */
export type Acquisition = {
  readonly seq: number;
  readonly kind: SourceKind;
  readonly label: string;
  readonly count: number;
  readonly at: string;
};

export type Holding = Held & { readonly number: number };

type AcquisitionRow = { seq: number; kind: Acquisition['kind']; path: string; count: number; at: string };

const fromRow = ({ path, ...row }: AcquisitionRow): Acquisition => ({ ...row, label: path });

const columns = 'seq, kind, path, count, at';

/** Throws RECORD_NOT_FOUND. */
export function readAcquisition(vault: OpenVault, seq: number): Acquisition {
  const row = vault.db.prepare(`SELECT ${columns} FROM acquisition WHERE seq = ?`).get(seq);
  if (row === undefined) throw new Fault('RECORD_NOT_FOUND');
  return fromRow(row as AcquisitionRow);
}

export function holdingsOf(vault: OpenVault, acquisition: number): Holding[] {
  return vault.db
    .prepare('SELECT number, path, size, modified FROM holding WHERE acquisition = ? ORDER BY number')
    .all(acquisition) as Holding[];
}

/** One file as listed: the same path with another size or time is another file. */
export const listedKey = ({ path, size, modified }: Held): string => JSON.stringify([path, size, modified]);

/**
 * The newest acquisition of the same source that lists every one of these files: a second run over a card, or over what is
 * left on it, goes on with that one instead of listing everything again. `null` when there is none.
 */
export function acquisitionListing(
  vault: OpenVault,
  source: { readonly kind: string; readonly label: string },
  files: readonly Held[],
): { seq: number; numbers: ReadonlyMap<string, number> } | null {
  const candidates = vault.db
    .prepare('SELECT seq FROM acquisition WHERE kind = ? AND path = ? AND count >= ? ORDER BY seq DESC')
    .all(source.kind, source.label, files.length) as { seq: number }[];
  for (const { seq } of candidates) {
    const listed = [...holdingsOf(vault, seq), ...closedHoldings(vault, seq)];
    const numbers = new Map(listed.map((holding) => [listedKey(holding), holding.number]));
    if (files.every((file) => numbers.has(listedKey(file)))) return { seq, numbers };
  }
  return null;
}

const archivedKey = (place: string, size: number, modified: string | null) => JSON.stringify([place, size, modified]);

/** What was archived from each place, by place, size and time: entries by hash, of what is closed as well. */
export type ArchivedPlaces = ReadonlyMap<string, ReadonlyMap<string, number>>;

export function archivedPlaces(vault: OpenVault): ArchivedPlaces {
  const places = new Map<string, Map<string, number>>();
  const rows = vault.db.prepare('SELECT seq, path, size, modified, sha256 FROM item').iterate() as IterableIterator<{
    seq: number;
    path: string;
    size: number;
    modified: string | null;
    sha256: string;
  }>;
  const add = (key: string, sha256: string, seq: number) => {
    const hashes = places.get(key);
    if (hashes === undefined) places.set(key, new Map([[sha256, seq]]));
    else hashes.set(sha256, seq);
  };
  for (const { seq, path, size, modified, sha256 } of rows) add(archivedKey(path, size, modified), sha256, seq);
  for (const { seq, place, size, modified, sha256 } of closedFiles(vault))
    add(archivedKey(place, size, modified), sha256, seq);
  return places;
}

/**
 * Where acquisitions list an archived file: in its own, and each time that its source was listed, by the same place, size and time.
 */
export function listedAt(db: OpenVault['db'], item: number): { acquisition: number; number: number }[] {
  const file = db.prepare('SELECT acquisition, number, path, size, modified FROM item WHERE seq = ?').get(item) as
    | (Holding & { acquisition: number })
    | undefined;
  if (file === undefined) return [];
  // A place is the source's own and the path within it: one of the ends of the place.
  const parts = file.path.split(/[\\/]/);
  const ends = JSON.stringify(parts.map((_, index) => parts.slice(index).join('/')));
  const rows = db
    .prepare(
      `SELECT holding.acquisition, number, holding.path, kind, acquisition.path AS label
       FROM holding JOIN acquisition ON acquisition.seq = holding.acquisition
       WHERE holding.path IN (SELECT value FROM json_each(:ends)) AND size = :size AND modified IS :modified
       UNION SELECT holding.acquisition, number, holding.path, kind, acquisition.path
       FROM holding JOIN acquisition ON acquisition.seq = holding.acquisition
       WHERE holding.acquisition = :acquisition AND number = :number`,
    )
    .all({ ...file, ends }) as (Acquisition & Holding & { acquisition: number })[];
  return rows.flatMap(({ acquisition, number, path, ...source }) =>
    (acquisition === file.acquisition && number === file.number) || placeOf(source, path) === file.path
      ? [{ acquisition, number }]
      : [],
  );
}

/** What was archived from exactly this place, listed exactly so: entries by hash; empty when nothing was. */
export function archivedFrom(
  places: ArchivedPlaces,
  source: { readonly kind: string; readonly label: string },
  file: Held,
): ReadonlyMap<string, number> {
  return places.get(archivedKey(placeOf(source, file.path), file.size, file.modified)) ?? new Map();
}

type OpenHolding = Holding & { acquisition: number };

/**
 * Imports with files that were listed and never archived, neither by that import nor by a later one from the same place, and those whose
 * files were not looked through to the end. Names are the paths within the source; what a chosen zip held follows the zip, under its name,
 * where both were interrupted: taking them in was one act. What was recorded here and is not archived is offered elsewhere.
 */
export function interruptedImports(vault: OpenVault): InterruptedImport[] {
  const missing = missingByAcquisition(vault);
  const waiting = toLookThrough(vault);
  const interrupted = [...new Set([...missing.keys(), ...waiting])].sort((one, other) => one - other);
  const acts = new Map<number, InterruptedImport>();
  for (const seq of interrupted) {
    const { at, kind, label, count } = readAcquisition(vault, seq);
    const numbers = missing.get(seq) ?? new Set();
    const holdings = holdingsOf(vault, seq);
    const zip = kind === 'zip' ? zipOf(vault, seq) : null;
    const chosen = zip === null ? undefined : acts.get(zip.acquisition);
    const named = ({ path }: Holding) => (chosen === undefined ? path : `${zip?.name}/${path}`);
    const own = {
      listed: count,
      archived: holdings.filter(({ number }) => !numbers.has(number)).map(named),
      missing: holdings.filter(({ number }) => numbers.has(number)).map(named),
      lookedThrough: !waiting.has(seq),
      needsSource: kind !== 'zip' && numbers.size > 0,
    };
    if (chosen === undefined) acts.set(seq, { acquisition: seq, at, source: label, ...own });
    else
      acts.set(chosen.acquisition, {
        ...chosen,
        listed: chosen.listed + own.listed,
        archived: [...chosen.archived, ...own.archived],
        missing: [...chosen.missing, ...own.missing],
        lookedThrough: chosen.lookedThrough && own.lookedThrough,
      });
  }
  return [...acts.values()];
}

export type ArchivedZip = {
  readonly acquisition: number;
  readonly name: string;
  readonly sha256: string;
  readonly path: string;
};

/** The archived zip whose files an acquisition lists; `null` where it was erased, or it lists those of something else. */
export function zipOf({ db, ledger }: OpenVault, acquisition: number): ArchivedZip | null {
  const item = ledger.readFields(acquisition)['source.item'] ?? null;
  const row = db.prepare('SELECT acquisition, name, sha256, path FROM item WHERE seq = ?').get(item);
  return (row as ArchivedZip | undefined) ?? null;
}

/** Numbers of files that were listed and never archived. */
export function missingByAcquisition(vault: OpenVault): ReadonlyMap<number, ReadonlySet<number>> {
  const open = vault.db
    .prepare(
      `SELECT acquisition, number, path, size, modified FROM holding
       WHERE NOT EXISTS (
         SELECT 1 FROM item WHERE item.acquisition = holding.acquisition AND item.number = holding.number
       ) AND acquisition NOT IN (SELECT seq FROM acquisition WHERE kind = 'recorder') ORDER BY acquisition, number`,
    )
    .all() as OpenHolding[];
  const missing = new Map<number, Set<number>>();
  if (open.length === 0) return missing;
  const places = archivedPlaces(vault);
  const acquisitions = new Map<number, Acquisition>();
  for (const holding of open) {
    const acquisition = acquisitions.get(holding.acquisition) ?? readAcquisition(vault, holding.acquisition);
    acquisitions.set(holding.acquisition, acquisition);
    if (archivedFrom(places, acquisition, holding).size > 0) continue;
    const numbers = missing.get(acquisition.seq) ?? new Set();
    numbers.add(holding.number);
    missing.set(acquisition.seq, numbers);
  }
  return missing;
}
