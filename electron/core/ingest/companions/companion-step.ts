import type { CompanionFound } from '../../../../shared/contract/companion.ts';
import { Fault } from '../../../../shared/faults.ts';
import { isHex64 } from '../../../../shared/ledger/hex.ts';
import type { AboutFile, CompanionCounts, SaidOfFile } from '../../../../shared/model/companions.ts';
import { closedFiles, closedHoldings } from '../../gate/closed-files.ts';
import { type Companion, recordCompanion } from '../../records/companions.ts';
import type { OpenVault } from '../../vault/vault.ts';
import { placeOf } from '../source.ts';
import type { MediaPool } from '../supervisor.ts';
import { type Attached, type Attachment, attach, Presence, type Present } from './attaching.ts';
import { compare, createFileHashes, type FileHashes } from './file-hashes.ts';
import { type CompanionReading, longestCompanion, type NamedFile } from './reading.ts';

/**
 * After a source's files are archived, those among them that speak of others are read, from what stands in the vault: what they say
 * is compared with the files and entered in the ledger. Doing it again enters only what is new.
 */

/** Raised when a reader finds something else in the same file than before. */
const parsers = ['sanad companions 2'];

type Source = { readonly kind: string; readonly label: string };

const sourceOf = (vault: OpenVault, acquisition: number): Source | undefined =>
  vault.db.prepare('SELECT kind, path AS label FROM acquisition WHERE seq = ?').get(acquisition) as Source | undefined;

/** What of it is closed inside the archive: it isn't read, and isn't missed either. */
function closedIn(vault: OpenVault, acquisition: number): Present[] {
  const source = sourceOf(vault, acquisition);
  const holdings = closedHoldings(vault, acquisition);
  if (source === undefined || holdings.length === 0) return [];
  const files = closedFiles(vault);
  return holdings.flatMap(({ number, path, size, modified }): Present[] => {
    const found =
      files.find((file) => file.acquisition.seq === acquisition && file.acquisition.number === number) ??
      files.find((file) => file.place === placeOf(source, path) && file.size === size && file.modified === modified);
    return found === undefined ? [] : [{ seq: found.seq, path, sha256: found.sha256, size, type: found.type }];
  });
}

/** What an acquisition lists and the vault has and shows, wherever it came in first. */
function presentIn(vault: OpenVault, acquisition: number): Present[] {
  const source = sourceOf(vault, acquisition);
  if (source === undefined) return [];
  const columns = 'item.seq, item.sha256, item.size, item.type';
  const rows = vault.db
    .prepare(
      `SELECT holding.path, holding.size AS listedSize, holding.modified, ${columns} FROM holding
       LEFT JOIN item ON item.acquisition = holding.acquisition AND item.number = holding.number
       WHERE holding.acquisition = ? ORDER BY holding.number`,
    )
    .all(acquisition) as (Present & { listedSize: number; modified: string | null; seq: number | null })[];
  const elsewhere = vault.db.prepare(
    `SELECT ${columns} FROM item WHERE path = ? AND size = ? AND modified IS ? ORDER BY seq DESC LIMIT 1`,
  );
  return rows.flatMap(({ listedSize, modified, ...row }): Present[] => {
    if (row.seq !== null) return [row];
    const found = elsewhere.get(placeOf(source, row.path), listedSize, modified) as Omit<Present, 'path'> | undefined;
    return found === undefined ? [] : [{ ...found, path: row.path }];
  });
}

async function bytesOf(vault: OpenVault, { sha256 }: Present): Promise<Uint8Array> {
  if (!isHex64(sha256)) throw new Fault('OBJECT_MISSING');
  const object = await vault.objects.open('original', sha256);
  try {
    return await object.read(0, object.size);
  } finally {
    await object.close();
  }
}

/** What every companion of an acquisition says, entered in the ledger. Throws IMPORT_CANCELLED, VAULT_DISK_FULL. */
export async function readCompanions(
  vault: OpenVault,
  media: MediaPool,
  acquisition: number,
  stop: AbortSignal | undefined,
): Promise<CompanionFound[]> {
  const items = presentIn(vault, acquisition);
  const presence = new Presence([...items, ...closedIn(vault, acquisition)]);
  const hashes = createFileHashes(vault);
  const found: CompanionFound[] = [];
  for (const item of items) {
    if (item.type !== 'text/plain' || item.size === 0 || item.size > longestCompanion) continue;
    if (stop?.aborted) throw new Fault('IMPORT_CANCELLED');
    const at = { item: item.seq, name: item.path };
    try {
      const outcome = await media.readCompanion(await bytesOf(vault, item));
      if ('problem' in outcome) found.push({ ...at, form: null, counts: null, chat: null });
      else if (outcome.reading !== null) {
        const companion = await judged(outcome.reading, item, presence, hashes, acquisition);
        recordCompanion(vault, companion);
        const { form, counts, chat } = companion;
        found.push({ ...at, form, counts, chat });
      }
    } catch (error) {
      // An object that the vault has lost costs what is said of it; the vault's own check names it.
      if (!(error instanceof Fault && error.code.startsWith('OBJECT_'))) throw error;
      found.push({ ...at, form: null, counts: null, chat: null });
    }
  }
  return found;
}

async function judged(
  reading: CompanionReading,
  item: Present,
  presence: Presence,
  hashes: FileHashes,
  acquisition: number,
): Promise<Companion> {
  const attachment = attach(reading, item, presence);
  const { form, absent, unnamed } = attachment;
  // Numbers are those of the files as the companion has them, so that they stay the same when more of them are there.
  const numbers = new Map(attachment.order.map((file, index) => [file, index + 1]));
  const files: Companion['files'][number][] = [];
  const counts = { ...countsOf(reading, attachment), same: 0, differs: 0 };
  let further = attachment.order.length;
  const taken = new Set<number>();
  for (const each of attachment.attached) {
    const own = numbers.get(each.file) ?? 0;
    further += taken.has(own) ? 1 : 0;
    const number = taken.has(own) ? further : own;
    taken.add(number);
    const { answer, algorithms, other } = await compare(each.file, each.item, hashes);
    if (answer === 'same') counts.same += 1;
    if (answer === 'differs') counts.differs += 1;
    const about: AboutFile = { item: each.item.seq, rule: each.rule, answer, algorithms: [...algorithms] };
    files.push({ number, about, says: saidOf(each, other) });
  }
  for (const { seq } of unnamed) {
    further += 1;
    const about: AboutFile = { item: seq, rule: 'same folder', answer: 'not listed', algorithms: [] };
    files.push({ number: further, about, says: null });
  }
  return {
    item: item.seq,
    acquisition,
    form,
    parsers,
    counts,
    chat: reading.chat,
    cut: reading.cut,
    files,
    absent: absent.flatMap((file) =>
      file.named === null ? [] : [{ number: numbers.get(file) ?? 0, named: file.named }],
    ),
  };
}

function countsOf({ malformed }: CompanionReading, attachment: Attachment): CompanionCounts {
  const { order, attached, absent, unnamed } = attachment;
  const found = new Set(attached.map(({ item }) => item.seq)).size;
  return {
    named: new Set([...order.filter(({ named }) => named !== null), ...attached.map(({ file }) => file)]).size,
    found,
    same: 0,
    differs: 0,
    absent: absent.filter(({ named }) => named !== null).length,
    notListed: unnamed.length,
    malformed,
  };
}

/** `null` where it says no more than that the file is the one that it names, where it names it. */
function saidOf({ file, rule }: Attached, other: NamedFile['hashes']): SaidOfFile | null {
  const { sent, sender, tags } = file;
  const named = rule === 'path stated' ? null : file.named;
  if (named === null && other.length === 0 && sent === null && sender === null && tags.length === 0) return null;
  return { named, hashes: other, sent, sender, tags };
}
