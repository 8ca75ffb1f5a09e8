/**
 * The checkpoints that a reviewer's side has ever seen, as plain notes: one folder for each ledger, one file for each note, so that
 * two programs never write over one another, and every file is a note that any other program takes.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HeldCheckpoint, Reviewer } from '../../../shared/bundle/reviewer.ts';
import { Fault } from '../../../shared/faults.ts';
import { readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { spread } from '../../../shared/ledger/spread.ts';
import { MAX_WITHIN, type SeenCheckpoint } from '../../../shared/ledger/vouching.ts';
import { systemCalls } from '../vault/durable.ts';

/**
 * `<size>-<when first seen>-<beginning of SHA-256>.txt`, with `-brought` at its end where a person brought the note, and `-within` where a
 * bundle carried it below its end.
 */
const fileName = /^([1-9]\d{0,15})-(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z-([0-9a-f]{16})(?:-(brought|within))?\.txt$/;

type Origin = SeenCheckpoint['origin'];

/** What counts for more first: a note that is kept as one of them is not kept as one after it. */
const origins: readonly Origin[] = ['brought', 'stated', 'within'];

type KeptFile = {
  readonly name: string;
  readonly size: number;
  /** `YYYY-MM-DDTHH:MM:SS.000Z` */
  readonly at: string;
  readonly hash: string;
  readonly origin: Origin;
};

/** What `SANAD_KNOWN` names; nowhere where it is empty; without it the user's own folder for program data. */
export function knownFolder(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment.SANAD_KNOWN;
  if (named !== undefined) return named === '' ? null : resolve(named);
  switch (process.platform) {
    case 'win32':
      return join(environment.APPDATA || join(homedir(), 'AppData', 'Roaming'), 'Sanad', 'known');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Sanad', 'known');
    default:
      return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'sanad', 'known');
  }
}

export class KnownCheckpoints implements NonNullable<Reviewer['known']> {
  readonly #folder: string;
  readonly #own: Hex64 | null;
  readonly #now: () => Date;

  /**
   * `own` is the ledger of the vault that is open here, which keeps its own checkpoints: no trace of it is left in clear
   * outside the vault.
   */
  constructor(folder: string, { own = null, now = () => new Date() }: { own?: Hex64 | null; now?: () => Date } = {}) {
    this.#folder = folder;
    this.#own = own;
    this.#now = now;
  }

  /** The smallest first. Files that are not notes of this ledger, under the names that `keep` gives, are passed over. */
  async held(ledger: Hex64): Promise<HeldCheckpoint[]> {
    const held = new Map<string, HeldCheckpoint>();
    for (const { name, size, at, origin } of await this.#files(ledger)) {
      const bytes = await readFile(join(this.#folder, ledger, name));
      if (!isNoteOf(ledger, size, bytes)) continue;
      const note = bytes.toString('utf8');
      const before = held.get(note);
      held.set(note, before === undefined ? { size, note, at, origin } : merged(before, { size, note, at, origin }));
    }
    return [...held.values()].sort((a, b) => a.size - b.size);
  }

  /**
   * Keeps what is not kept yet, durably; what one check brings has one time, later than that of every check before. Of those from within
   * bundles `MAX_WITHIN` at most stay, of this check and all before; no other is ever taken away. Throws the file system's own errors: a
   * check that forgets is none.
   */
  async keep(ledger: Hex64, seen: readonly SeenCheckpoint[]): Promise<void> {
    if (seen.length === 0 || ledger === this.#own) return;
    const folder = join(this.#folder, ledger);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = await this.#files(ledger);
    // Which check came first is told by these times alone: two checks in one second, or a clock set back, must not confuse them.
    const latest = Math.max(...files.map(({ at }) => Date.parse(at)));
    const time = new Date(Math.max(this.#now().getTime(), latest + 1_000));
    const at = time.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
    const kept = new Map(origins.map((origin) => [origin, hashesOf(files, origin)]));
    const isKept = (hash: string, origin: Origin): boolean =>
      origins.slice(0, origins.indexOf(origin) + 1).some((other) => kept.get(other)?.has(hash) === true);
    const fresh: (KeptFile & { readonly bytes: Uint8Array })[] = [];
    // What counts for more first: one that the bundle has as well is kept once.
    for (const { size, bytes, origin } of [...seen].sort(byOrigin)) {
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      if (isKept(hash, origin)) continue;
      kept.get(origin)?.add(hash);
      const name = `${size}-${at}z-${hash}${origin === 'stated' ? '' : `-${origin}`}.txt`;
      fresh.push({ name, size, at, hash, origin, bytes });
    }
    const within = [...files, ...fresh].filter(({ origin }) => origin === 'within');
    const stays = new Set(spread(within, MAX_WITHIN).map(({ name }) => name));
    await writeAll(
      folder,
      fresh.filter(({ name, origin }) => origin !== 'within' || stays.has(name)),
    );
    for (const { name, origin } of files) {
      if (origin === 'within' && !stays.has(name)) await rm(join(folder, name), { force: true });
    }
  }

  async #files(ledger: Hex64): Promise<KeptFile[]> {
    const folder = join(this.#folder, ledger);
    const names = existsSync(folder) ? await readdir(folder) : [];
    return names.flatMap((name) => {
      const [, size, year, month, day, hours, minutes, seconds, hash, marked] = fileName.exec(name) ?? [];
      if (size === undefined || hash === undefined) return [];
      const at = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`;
      const origin = marked === 'brought' || marked === 'within' ? marked : 'stated';
      return Number.isNaN(Date.parse(at)) ? [] : [{ name, size: Number(size), at, hash, origin }];
    });
  }
}

const byOrigin = (a: { origin: Origin }, b: { origin: Origin }): number =>
  origins.indexOf(a.origin) - origins.indexOf(b.origin);

/** Several at a time: the drive is waited for once for many of them, and a first bundle can bring a thousand. */
const writtenAtOnce = 16;

/** Each file is there whole or not at all, and all are durable once this has answered. */
async function writeAll(folder: string, files: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
  const waiting = files.values();
  const writer = async (): Promise<void> => {
    for (const { name, bytes } of waiting) {
      const temporary = join(folder, `${name}.new`);
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(folder, name));
    }
  };
  await Promise.all(Array.from({ length: writtenAtOnce }, writer));
  if (files.length > 0) systemCalls.syncFolder(folder);
}

function hashesOf(files: readonly KeptFile[], of: Origin): Set<string> {
  return new Set(files.flatMap(({ hash, origin }) => (origin === of ? [hash] : [])));
}

/** One note in two files. When it was seen within a bundle says nothing of when it was stated, which is what vouching goes by. */
function merged(a: HeldCheckpoint, b: HeldCheckpoint): HeldCheckpoint {
  const [first, second] = byOrigin(a, b) <= 0 ? [a, b] : [b, a];
  return second.origin === 'within' || first.at <= second.at ? first : { ...first, at: second.at };
}

function isNoteOf(ledger: Hex64, size: number, bytes: Uint8Array): boolean {
  try {
    const checkpoint = readCheckpoint(bytes);
    return checkpoint.ledger === ledger && checkpoint.size === size;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
