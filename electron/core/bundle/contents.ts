import { carriedBytes } from '../../../shared/anchors/carried-fields.ts';
import { stopWhenLocked } from '../../../shared/bundle/progress.ts';
import {
  absentBytes,
  checkpointPath,
  givenFilesHash,
  objectPath,
  paths,
  recordBytes,
  recordPath,
} from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { disclosureLine } from '../../../shared/ledger/disclosed.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { type FileClaim, readFileClaim } from '../../../shared/ledger/reserved.ts';
import { MAX_NOTES } from '../../../shared/ledger/vouching.ts';
import { anchorEntry } from '../../../shared/model/anchor-entry.ts';
import { anchorFileName } from '../anchors/vault-anchors.ts';
import { BundleSheets } from '../custody/bundle-sheet.ts';
import { primitives } from '../ledger/primitives.ts';
import type { OpenVault } from '../vault/vault.ts';
import { cosignedOf } from '../witness/cosignatures.ts';
import { type BundleFile, fileOf, Measure } from './bundle-file.ts';
import type { Judged, Standing } from './standing.ts';
import { withheldLines } from './statement.ts';
import { nextTurn } from './turns.ts';

/** Everything of a bundle that is settled before the export's own entry is appended. */
export type Contents = {
  /** Under data/, without entries.jsonl, disclosures.jsonl, checkpoint.txt and the export's own record. */
  readonly files: readonly BundleFile[];
  /** entries.jsonl and disclosures.jsonl so far; the export's lines follow. */
  readonly entries: Measure;
  readonly disclosures: Measure;
  /** How many entries show anything. */
  readonly disclosed: number;
  readonly originals: number;
  /** Files that are named and whose object is missing or damaged here. */
  readonly absent: readonly Hex64[];
};

/** What is known of an object after it was read whole: the file for the bundle, or `null` where it is missing or damaged. */
export type ObjectCache = Map<Hex64, BundleFile | null>;

/** `done` and `total` count objects. */
export type ObjectProgress = (done: number, total: number, bytesDone: number, bytesTotal: number) => void;

const lineEnd = encodeUtf8('\n');

/** Reads what leaves, entry by entry, and every object once: an object that is damaged here is never handed over as intact. */
export async function gather(
  vault: OpenVault,
  standing: Standing,
  objects: ObjectCache,
  onObject: ObjectProgress,
  signal?: AbortSignal,
): Promise<Contents> {
  const disclosures = new Measure();
  const records: BundleFile[] = [];
  const kept = { bytes: 0 };
  const withheld: string[] = [];
  const sheets = new BundleSheets(vault);
  const claims = new Map<Hex64, FileClaim>();
  const anchors: BundleFile[] = [];
  for (let seq = 0; seq < standing.size; seq++) {
    const judged = standing.judge(seq);
    withheld.push(...withheldLines(judged, vault.operator));
    sheets.learn(judged);
    if (judged.shown.length > 0) {
      disclosures.update(encodeUtf8(disclosureLines(judged)));
      records.push(recordFile(standing, judged, kept));
      anchors.push(...anchorFiles(judged));
      for (const { name } of judged.shown) {
        const claim = readFileClaim(judged.subject.fields[name] ?? null);
        // The lowest entry that names a file decides what its object is called.
        if (claim !== null && !claims.has(claim.sha256)) claims.set(claim.sha256, claim);
      }
    }
    await nextTurn(seq, signal);
  }
  await readObjects(vault, [...claims.values()], objects, onObject, signal);

  const present: BundleFile[] = [];
  const absent: Hex64[] = [];
  for (const claim of claims.values()) {
    const object = objects.get(claim.sha256);
    if (object) present.push({ ...object, name: objectPath(claim) });
    else absent.push(claim.sha256);
  }
  return {
    files: [
      ...earlierCheckpoints(vault),
      ...cosignedCheckpoints(vault),
      ...anchors,
      ...present,
      ...(absent.length > 0 ? [fileOf(paths.absent, absentBytes(absent))] : []),
      ...(withheld.length > 0 ? [fileOf(paths.withheld, encodeUtf8(withheld.join('')))] : []),
      ...sheets.files(),
      ...records,
    ],
    entries: await measureEntries(vault, standing.size, signal),
    disclosures,
    disclosed: records.length,
    originals: present.length,
    absent,
  };
}

/** The bytes of a time stamp or proof that an entry shows, as other programs take them. */
function anchorFiles({ subject, shown }: Judged): BundleFile[] {
  if (subject.type !== 'anchor') return [];
  const fields = anchorEntry.safeParse(Object.fromEntries(shown.map(({ name }) => [name, subject.fields[name]])));
  const bytes = fields.success ? carriedBytes(fields.data) : null;
  if (!fields.success || bytes === null || fields.data.checkpoint === undefined) return [];
  return [fileOf(`data/ledger/anchors/${anchorFileName(fields.data.checkpoint.size, bytes)}`, bytes)];
}

/** hex H over the bundle's files as the closing export states it. */
export function filesHash(contents: Contents, closing: number): Hex64 {
  const files = contents.files.map(({ name, sha256 }) => ({ path: name, sha256 }));
  return givenFilesHash(primitives, files, closing);
}

/** The lines of disclosures.jsonl for one entry: the body, then the shown fields by name. */
export function disclosureLines({ seq, body, shown }: Pick<Judged, 'seq' | 'body' | 'shown'>): string {
  if (body === null || shown.length === 0) return '';
  return [body, ...shown].map(({ text }) => disclosureLine(seq, text)).join('');
}

/** How many bytes of records are kept between measuring and writing; beyond, they are made again. */
const keptLimit = 64 * 1024 * 1024;

function recordFile(standing: Standing, judged: Judged, kept: { bytes: number }): BundleFile {
  const content = recordContent(judged);
  const { seq } = judged;
  kept.bytes += content.length;
  if (kept.bytes <= keptLimit) return fileOf(recordPath(seq), content);
  return new Measure().update(content).file(recordPath(seq), () => [recordContent(standing.judge(seq))]);
}

function recordContent({ subject, shown }: Judged): Uint8Array {
  return recordBytes(new Map(shown.map(({ name }) => [name, subject.fields[name] ?? null])));
}

async function readObjects(
  vault: OpenVault,
  claims: readonly FileClaim[],
  objects: ObjectCache,
  onObject: ObjectProgress,
  signal?: AbortSignal,
): Promise<void> {
  const bytesTotal = claims.reduce((sum, { size }) => sum + size, 0);
  let bytesDone = 0;
  for (const [index, claim] of claims.entries()) {
    onObject(index, claims.length, bytesDone, bytesTotal);
    if (!objects.has(claim.sha256)) objects.set(claim.sha256, await readObject(vault, claim, signal));
    bytesDone += claim.size;
  }
  onObject(claims.length, claims.length, bytesTotal, bytesTotal);
}

async function readObject(vault: OpenVault, claim: FileClaim, signal?: AbortSignal): Promise<BundleFile | null> {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    const object = await vault.objects.open('original', claim.sha256);
    try {
      for await (const piece of object.stream()) {
        stopWhenLocked(signal);
        yield piece;
      }
    } finally {
      await object.close();
    }
  };
  const measure = new Measure();
  try {
    for await (const piece of open()) measure.update(piece);
  } catch {
    stopWhenLocked(signal);
    return null;
  }
  return measure.sha256() === claim.sha256 && measure.size === claim.size ? measure.file('', open) : null;
}

/** How many countersigned checkpoints travel along: what counts is each witness's newest. */
const MAX_COSIGNED = 500;

/** The newest, each under its own name: a witness may countersign one size several times. */
function cosignedCheckpoints(vault: OpenVault): BundleFile[] {
  return cosignedOf(vault)
    .slice(-MAX_COSIGNED)
    .map(({ size, witness, time, note }) => {
      const [, keyId] = witness.split('+');
      return fileOf(checkpointPath(size, `-${keyId}-${time}`), encodeUtf8(note));
    });
}

/** All of them, or, where a bundle could not hold them, those that confirm a key change and the newest. */
function earlierCheckpoints(vault: OpenVault): BundleFile[] {
  const all = vault.ledger.checkpoints();
  const keyChanges = new Set(vault.ledger.signingKeys().map(({ from }) => from + 1));
  const oldest = all.length - (MAX_NOTES - MAX_COSIGNED - keyChanges.size - 1);
  return all
    .filter(({ size }, index) => index >= oldest || keyChanges.has(size))
    .map(({ size, note }) => fileOf(checkpointPath(size), encodeUtf8(note)));
}

async function measureEntries(vault: OpenVault, size: number, signal?: AbortSignal): Promise<Measure> {
  const measure = new Measure();
  for (const entry of vault.ledger.entries(0, size)) {
    measure.update(entry.bytes).update(lineEnd);
    await nextTurn(entry.seq, signal);
  }
  return measure;
}
