/**
 * The checkpoints that a reviewer's side has ever seen, as plain notes: one folder for each ledger, one file for each note, so that
 * two programs never write over one another, and every file is a note that any other program takes.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HeldCheckpoint, Reviewer } from '../../../shared/bundle/reviewer.ts';
import { Fault } from '../../../shared/faults.ts';
import { readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import type { SeenCheckpoint } from '../../../shared/ledger/vouching.ts';
import { replaceFile } from '../vault/durable.ts';

/** `<size>-<when first seen>-<beginning of SHA-256>.txt`, with `-brought` at its end where a person brought the note. */
const fileName = /^([1-9]\d{0,15})-(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z-([0-9a-f]{16})(-brought)?\.txt$/;

type KeptFile = {
  readonly name: string;
  readonly size: number;
  /** `YYYY-MM-DDTHH:MM:SS.000Z` */
  readonly at: string;
  readonly hash: string;
  readonly brought: boolean;
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
    for (const { name, size, at, brought } of await this.#files(ledger)) {
      const bytes = await readFile(join(this.#folder, ledger, name));
      if (!isNoteOf(ledger, size, bytes)) continue;
      const note = bytes.toString('utf8');
      const before = held.get(note);
      held.set(note, {
        size,
        note,
        at: before !== undefined && before.at < at ? before.at : at,
        brought: brought || before?.brought === true,
      });
    }
    return [...held.values()].sort((a, b) => a.size - b.size);
  }

  /**
   * Keeps what is not kept yet, durably; what one check brings has one time, later than that of every check before. Throws the file
   * system's own errors: a check that forgets is none.
   */
  async keep(ledger: Hex64, seen: readonly SeenCheckpoint[]): Promise<void> {
    if (seen.length === 0 || ledger === this.#own) return;
    const folder = join(this.#folder, ledger);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = await this.#files(ledger);
    const kept = new Set(files.map(({ hash }) => hash));
    const keptBrought = new Set(files.flatMap(({ hash, brought }) => (brought ? [hash] : [])));
    // Which check came first is told by these times alone: two checks in one second, or a clock set back, must not confuse them.
    const latest = Math.max(...files.map(({ at }) => Date.parse(at)));
    const time = new Date(Math.max(this.#now().getTime(), latest + 1_000));
    const at = time.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
    // Those brought first: one that the bundle has as well is kept once.
    for (const { size, bytes, brought } of [...seen].sort((a, b) => Number(b.brought) - Number(a.brought))) {
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      if (brought ? keptBrought.has(hash) : kept.has(hash)) continue;
      kept.add(hash);
      if (brought) keptBrought.add(hash);
      replaceFile(join(folder, `${size}-${at}z-${hash}${brought ? '-brought' : ''}.txt`), bytes);
    }
  }

  async #files(ledger: Hex64): Promise<KeptFile[]> {
    const folder = join(this.#folder, ledger);
    const names = existsSync(folder) ? await readdir(folder) : [];
    return names.flatMap((name) => {
      const [, size, year, month, day, hours, minutes, seconds, hash, brought] = fileName.exec(name) ?? [];
      if (size === undefined || hash === undefined) return [];
      const at = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`;
      return Number.isNaN(Date.parse(at))
        ? []
        : [{ name, size: Number(size), at, hash, brought: brought !== undefined }];
    });
  }
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
