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

/** `<size>-<when first seen>-<beginning of SHA-256>.txt` */
const fileName = /^([1-9]\d{0,15})-(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)z-([0-9a-f]{16})\.txt$/;

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
    const held: HeldCheckpoint[] = [];
    for (const name of await this.#names(ledger)) {
      const [, size, year, month, day, hours, minutes, seconds] = fileName.exec(name) ?? [];
      if (size === undefined) continue;
      const note = await readFile(join(this.#folder, ledger, name));
      if (!isNoteOf(ledger, Number(size), note)) continue;
      const at = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.000Z`;
      held.push({ size: Number(size), note: note.toString('utf8'), at });
    }
    return held.sort((a, b) => a.size - b.size);
  }

  /** Keeps what is not kept yet, durably. Throws the file system's own errors: a check that forgets is none. */
  async keep(ledger: Hex64, seen: readonly SeenCheckpoint[]): Promise<void> {
    if (seen.length === 0 || ledger === this.#own) return;
    const folder = join(this.#folder, ledger);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const kept = new Set((await this.#names(ledger)).map((name) => fileName.exec(name)?.[8]));
    const at = this.#now().toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
    for (const { size, bytes } of seen) {
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      if (kept.has(hash)) continue;
      kept.add(hash);
      replaceFile(join(folder, `${size}-${at}z-${hash}.txt`), bytes);
    }
  }

  async #names(ledger: Hex64): Promise<string[]> {
    const folder = join(this.#folder, ledger);
    return existsSync(folder) ? readdir(folder) : [];
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
