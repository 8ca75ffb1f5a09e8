import { createHash } from 'node:crypto';
import type { AcquisitionTaken } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalise, type Json } from '../../../shared/ledger/canonical.ts';
import { mostSigned, signOffFields } from '../../../shared/model/acquisition.ts';
import { cameraName } from '../../../shared/model/camera-name.ts';
import { acquisitionFields, itemFields } from '../../../shared/model/entries.ts';
import { type ClosedFile, closedFiles, closedHoldings } from '../gate/closed-files.ts';
import {
  type Acquisition,
  archivedFrom,
  archivedPlaces,
  type Holding,
  holdingsOf,
  readAcquisition,
} from '../ingest/holdings.ts';
import { serialOf } from '../records/batches.ts';
import { enteredAt } from '../records/entered.ts';
import { append, listRecords, newRecordId, recordDraft } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type FrameCamera, type FrameGap, frameGaps } from './frames.ts';
import { statementRecord } from './statements.ts';

/** How an acquisition stands, reckoned from the ledger alone, and the operator's signature under that. */
type Row = {
  seq: number;
  number: number;
  sha256: string;
  make: string | null;
  model: string | null;
  serial: string | null;
  reread: string | null;
};

/** What was archived of each file that is listed: here, or from the same place by another import. */
function archivedOf(
  vault: OpenVault,
  acquisition: Acquisition,
  holdings: readonly Holding[],
): ReadonlyMap<number, readonly Row[]> {
  const columns = 'seq, number, sha256, make, model, serial, reread';
  const found = new Map<number, Row[]>();
  const closed = closedFiles(vault).map((file) => closedRow(vault, file));
  for (const { own, ...row } of closed)
    if (own.seq === acquisition.seq) found.set(row.number, [...(found.get(row.number) ?? []), row]);
  const rows = vault.db
    .prepare(`SELECT ${columns} FROM item WHERE acquisition = ? ORDER BY seq`)
    .all(acquisition.seq) as Row[];
  for (const row of rows) found.set(row.number, [...(found.get(row.number) ?? []), row]);
  if (holdings.every(({ number }) => found.has(number))) return found;
  const places = archivedPlaces(vault);
  const bySeq = vault.db.prepare(`SELECT ${columns} FROM item WHERE seq = ?`);
  for (const holding of holdings) {
    if (found.has(holding.number)) continue;
    const seqs = [...archivedFrom(places, acquisition, holding).values()];
    if (seqs.length > 0)
      found.set(
        holding.number,
        seqs.flatMap((seq) => (bySeq.get(seq) as Row | undefined) ?? closed.find((row) => row.seq === seq) ?? []),
      );
  }
  return found;
}

/** What is closed counts like everything else. */
function closedRow(
  vault: OpenVault,
  { seq, acquisition, sha256 }: ClosedFile,
): Row & { own: ClosedFile['acquisition'] } {
  const fields = vault.ledger.readFields(seq);
  const camera = itemFields['derived.camera'].safeParse(fields['derived.camera']);
  const reread = itemFields.reread.safeParse(fields.reread);
  return {
    ...{ seq, number: acquisition.number, sha256, own: acquisition },
    make: camera.data?.make ?? null,
    model: camera.data?.model ?? null,
    serial: serialOf(itemFields['read.other'].catch([]).parse(fields['read.other'])),
    reread: reread.data?.outcome ?? null,
  };
}

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** `signOffFields.digest`. */
export const digestOver = (hashes: Iterable<string>): string =>
  sha256(
    [...new Set(hashes)]
      .sort()
      .map((hash) => `${hash}\n`)
      .join(''),
  );

const cameraOf = (rows: readonly Row[]): FrameCamera | null => {
  const known = rows.find(({ make, model }) => make !== null || model !== null);
  return known === undefined ? null : { make: known.make ?? '', model: known.model ?? '', serial: known.serial };
};

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function gapsOf(holdings: readonly Holding[], archived: ReadonlyMap<number, readonly Row[]>): FrameGap[] {
  return frameGaps(
    holdings.map(({ number, path }) => ({
      number,
      folder: folderOf(path),
      name: path.slice(path.lastIndexOf('/') + 1),
      camera: cameraOf(archived.get(number) ?? []),
    })),
  );
}

function problemsOf(holdings: readonly Holding[], archived: ReadonlyMap<number, readonly Row[]>) {
  return holdings.flatMap(({ number, path }): AcquisitionTaken['problems'] => {
    const rows = archived.get(number) ?? [];
    if (rows.length === 0) return [{ number, name: path, what: 'missing' }];
    if (rows.some(({ reread }) => reread === 'different')) return [{ number, name: path, what: 'read differently' }];
    if (rows.some(({ reread }) => reread === 'unreadable')) return [{ number, name: path, what: 'not read again' }];
    return [];
  });
}

/** Throws RECORD_NOT_FOUND. */
export function takenOf(vault: OpenVault, seq: number): AcquisitionTaken {
  const acquisition = readAcquisition(vault, seq);
  const closed = new Set(closedHoldings(vault, seq).map(({ number }) => number));
  const holdings = [...holdingsOf(vault, seq), ...closedHoldings(vault, seq)].sort((a, b) => a.number - b.number);
  /** Of what is closed no name, camera or folder is told. */
  const nameShown = (number: number, name: string) => (closed.has(number) ? '' : name);
  const archived = archivedOf(vault, acquisition, holdings);
  const rows = [...archived.values()].flat();
  const skipped = acquisitionFields.skipped.parse(vault.ledger.readFields(seq).skipped);
  const gaps = gapsOf(holdings, archived);
  const problems = problemsOf(holdings, archived);
  const missing = problems.filter(({ what }) => what === 'missing').length;
  const counts = {
    listed: acquisition.count,
    archived: holdings.length - missing,
    missing,
    // What was erased was erased from the list as well.
    erased: acquisition.count - holdings.length,
    skipped: skipped?.count ?? 0,
    readTwice: rows.filter(({ reread }) => reread === 'same').length,
    gaps: gaps.length,
  };
  const taken = {
    counts,
    digest: digestOver(rows.map((row) => row.sha256)),
    gaps: gaps.slice(0, mostSigned).map(({ folder, camera, after, before, missing }) => {
      const isHidden = closed.has(after.number) && closed.has(before.number);
      return {
        folder: isHidden ? '' : folder,
        camera: isHidden || camera === null ? null : cameraName(camera),
        after: { number: after.number, name: nameShown(after.number, after.name) },
        before: { number: before.number, name: nameShown(before.number, before.name) },
        missing,
      };
    }),
    problems: problems
      .slice(0, mostSigned)
      .map(({ number, name, what }) => ({ number, name: nameShown(number, name), what })),
    removable: problems.length === 0 && counts.skipped === 0,
  };
  const statement = statementRecord(vault, seq)?.head ?? null;
  return { ...taken, seen: sha256(canonicalise({ taken, statement } as unknown as Json)) };
}

/**
 * An operator's word that they have looked at how an acquisition stands. `seen` is that of what they looked at.
 * Throws RECORD_NOT_FOUND, RECORD_STALE where something has changed since, VAULT_READ_ONLY.
 */
export function signOff(vault: OpenVault, acquisition: number, seen: string): void {
  const taken = takenOf(vault, acquisition);
  if (taken.seen !== seen) throw new Fault('RECORD_STALE');
  const { counts, digest, removable } = taken;
  const statement = statementRecord(vault, acquisition)?.head;
  const fields = {
    acquisition,
    counts,
    digest,
    gaps: taken.gaps.map(({ after, before, missing }) => ({ after: after.number, before: before.number, missing })),
    problems: taken.problems.map(({ number, what }) => ({ number, what })),
    removable,
    ...(statement === undefined ? {} : { statement }),
  };
  append(vault, [recordDraft(vault, 'signoff', newRecordId(), fields)]);
}

/** Every sign-off of an acquisition, the newest first. `stands`: what was signed, statement and all, is still how it is. */
export function signOffsOf(vault: OpenVault, acquisition: number, taken: AcquisitionTaken) {
  const stated = statementRecord(vault, acquisition)?.head ?? null;
  return listRecords(vault, 'signoff')
    .filter(({ state }) => state.acquisition === acquisition)
    .map(({ first, state }) => {
      const { kind: _kind, id: _id, ...signed } = state;
      const {
        counts,
        digest = null,
        removable,
        statement = null,
      } = signOffFields.partial({ digest: true }).parse(signed);
      const entry = vault.ledger.appended(first);
      const { archived, missing } = taken.counts;
      const isTakenSo = digest === taken.digest && counts.archived === archived && counts.missing === missing;
      const stands = isTakenSo && statement === stated;
      return { seq: first, at: enteredAt(entry), operator: entry.operator, counts, digest, removable, stands };
    })
    .reverse();
}
