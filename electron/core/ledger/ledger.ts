/**
 * The ledger of one vault: entries are appended in durable transactions, together with what opens them, the tree over them, and
 * whatever tables are computed from them. The format itself is in shared/ledger.
 */
import { hash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Fault } from '../../../shared/faults.ts';
import { equalBytes } from '../../../shared/ledger/bytes.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { checkpointText, ledgerOrigin } from '../../../shared/ledger/checkpoint.ts';
import { SALT_LENGTH } from '../../../shared/ledger/disclosure.ts';
import { ledgerId, NO_PREVIOUS, type SealedEntry, sealEntry } from '../../../shared/ledger/entry.ts';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import { signNote } from '../../../shared/ledger/note.ts';
import type { At } from '../../../shared/ledger/reserved.ts';
import { GrowingTree } from '../../../shared/ledger/tree.ts';
import type { Database } from '../vault/database.ts';
import { storageFault } from '../vault/storage-fault.ts';
import type { Clock } from './clock.ts';
import type { HeadStore } from './head.ts';
import { isKeyChangeDue, MAX_KEYS } from './key-change.ts';
import { createSigner, generateSigningKey, primitives, type SigningKey } from './primitives.ts';
import { type Appended, LedgerReading } from './reading.ts';
import { LedgerRows, type StoredCheckpoint } from './rows.ts';

export type { Appended } from './reading.ts';
export type { StoredDisclosure } from './together.ts';

/** What a writer wants recorded; `fields` without `at`, `type` and `operator`. */
export interface EntryDraft {
  readonly type: string;
  readonly operator: string;
  readonly fields: { readonly [name: string]: Json };
}

/**
 * Why nothing may be written. The first three: a copy was put back, and going on would make a second history. The fourth: this may be a
 * copy, of which a person must say. The fifth: the ledger was left already.
 */
export type ReadOnlyReason =
  | 'behind its last checkpoint'
  | 'differs from its last checkpoint'
  | 'last checkpoint is missing'
  | 'not where it was last written'
  | 'went on in another ledger'
  | 'medium is read-only';

/** How a ledger that is there is opened. */
export type Opening = {
  readonly mediumIsReadOnly: boolean;
  /** A person says that its folder was moved, and that there is no other. */
  readonly moved?: boolean;
  /** One that was left: it is read and no more. */
  readonly left?: boolean;
};

/** Computes the tables that screens read. Called inside the transaction that appends: it happens with the entries or not at all. */
type Project = (db: Database, appended: readonly Appended[]) => void;

/** What else is written in the transaction that appends. */
type Alongside = (written: readonly Appended[]) => void;

export interface LedgerOptions {
  readonly db: Database;
  readonly head: HeadStore;
  readonly clock: Clock;
  readonly project: Project;
}

/** A checkpoint is made at the latest after this many entries. */
const ENTRIES_PER_CHECKPOINT = 1_000;

const saltsAtOnce = 256;
let salts: string[] = [];

/** Drawn from the system many at a time: a call for each would cost more than the hashes. Nothing is given out twice. */
function freshSalt(): string {
  const next = salts.pop();
  if (next !== undefined) return next;
  const drawn = randomBytes(saltsAtOnce * SALT_LENGTH);
  salts = Array.from({ length: saltsAtOnce }, (_, at) =>
    drawn.toString('base64url', at * SALT_LENGTH, (at + 1) * SALT_LENGTH),
  );
  drawn.fill(0);
  return freshSalt();
}

export class Ledger extends LedgerReading {
  /** Null where entries can be appended. */
  readonly readOnlyReason: ReadOnlyReason | null;
  readonly #db: Database;
  readonly #head: HeadStore;
  readonly #clock: Clock;
  readonly #project: Project;
  readonly #appendDurably;
  #tip: Hex64 = NO_PREVIOUS;
  /** As it stands after the last append, so that the next needs nothing from the database; null where it must be asked. */
  #tree: GrowingTree | null = null;
  /** The subtrees that the last leaf completed. */
  #completed: Uint8Array[] = [];
  /** The present uptime, as the clock names it and as entries do. */
  #boot = { of: '', said: '' };
  /** Size of the checkpoint that is kept beside the database; 0 where there is none that counts. */
  #headSize = 0;
  /** Whether pieces are being appended: whatever else is written meanwhile would be taken back with them. */
  #inPieces = false;

  private constructor({ db, head, clock, project }: LedgerOptions, id: Hex64, opening: Opening) {
    super(db, id);
    this.#db = db;
    this.#head = head;
    this.#clock = clock;
    this.#project = project;
    this.#appendDurably = db.transaction((drafts: readonly EntryDraft[], alongside: Alongside | undefined) => {
      const written = this.#write(drafts, null);
      this.#project(this.#db, written);
      alongside?.(written);
      return written;
    });
    this.#reload();
    this.readOnlyReason = this.#whyNotWritten(opening);
  }

  /** Begins a ledger in an empty database: a fresh key, its first entry, and a checkpoint of that. */
  static create(
    options: LedgerOptions,
    genesis: { operator: string; fields: { readonly [name: string]: Json } },
  ): Ledger {
    const { db, project } = options;
    const key = generateSigningKey();
    const ledger = new Ledger(options, ledgerId(primitives, key.publicKey), { mediumIsReadOnly: false });
    db.transaction(() => {
      ledger.rows.insertLedger(ledger.id);
      const written = ledger.#write([{ type: 'genesis', ...genesis }], key.publicKey);
      ledger.rows.insertSigningKey(0, key.publicKey, key.seed);
      project(db, written);
    }).immediate();
    key.seed.fill(0);
    ledger.#reload();
    ledger.checkpoint();
    return ledger;
  }

  /** Throws VAULT_DATABASE_DAMAGED where the database holds no ledger. */
  static open(options: LedgerOptions, opening: Opening): Ledger {
    const id = new LedgerRows(options.db).ledgerId();
    if (id === null) throw new Fault('VAULT_DATABASE_DAMAGED');
    const ledger = new Ledger(options, id, opening);
    if (ledger.size === 0) throw new Fault('VAULT_DATABASE_DAMAGED');
    // Left over where a change of keys was interrupted. A key that signs no more is of no use to anyone but a thief.
    if (!opening.mediumIsReadOnly) ledger.#destroyOldSecrets();
    return ledger;
  }

  /** The day (UTC, `YYYY-MM-DD`) that an entry would bear if it were written now: this computer's claim. */
  today(): string {
    return this.#clock.now().wall.toISOString().slice(0, 10);
  }

  /** The moment (RFC 3339, UTC) that an entry would bear if it were written now: this computer's claim. */
  now(): string {
    return this.#clock.now().wall.toISOString();
  }

  /**
   * Appends entries in one durable transaction: when this returns, they survive a power cut; when it throws, none is there, or
   * (where the disk failed at the very end) all are, and `size` tells which. `alongside` writes, in that same transaction, what the
   * entries tell of: it is there with them or not at all. Throws VAULT_READ_ONLY, VAULT_DISK_FULL, and what `sealEntry` throws for a
   * draft that the format has no form for.
   */
  append(drafts: readonly EntryDraft[], alongside?: Alongside): Appended[] {
    this.#requireWritable();
    if (drafts.length === 0) return [];
    let appended: Appended[];
    try {
      appended = this.#appendDurably.immediate(drafts, alongside);
    } catch (error) {
      this.#reload();
      throw storageFault(error);
    }
    this.#standAfter(appended.at(-1) ?? null);
    this.#checkpointWhenDue();
    return appended;
  }

  /**
   * As `append`, for more than should be in memory at once: piece by piece as `pieces` gives them, others having their turn in between, and
   * still one transaction. When it throws, nothing of it is there, also where the program ends meanwhile. Nobody else may write to the
   * database until then, and whoever reads it sees what may be taken back. Returns what `pieces` does. Throws as `append`;
   * IMPORT_CANCELLED, IMPORT_RUNNING, and what `pieces` throws.
   */
  async appendInPieces<T>(pieces: () => AsyncGenerator<readonly EntryDraft[], T>, stop: AbortSignal): Promise<T> {
    this.#requireWritable();
    let result: T;
    this.#inPieces = true;
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      result = await this.#writePieces(pieces(), stop);
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw storageFault(error);
    } finally {
      this.#inPieces = false;
      this.#reload();
    }
    this.#checkpointWhenDue();
    return result;
  }

  async #writePieces<T>(pieces: AsyncGenerator<readonly EntryDraft[], T>, stop: AbortSignal): Promise<T> {
    try {
      for (;;) {
        await setImmediate();
        if (stop.aborted) throw new Fault('IMPORT_CANCELLED');
        const piece = await pieces.next();
        if (piece.done) return piece.value;
        const written = this.#write(piece.value, null);
        this.#project(this.#db, written);
        const last = written.at(-1);
        this.count += written.length;
        this.#tip = last?.leaf ?? this.#tip;
      }
    } finally {
      await pieces.return(undefined as T);
    }
  }

  /** Signs the tree as it stands; the same one again when nothing is new. Throws VAULT_READ_ONLY, VAULT_DISK_FULL. */
  checkpoint(): StoredCheckpoint {
    this.#requireWritable();
    try {
      const latest = this.rows.latestCheckpoint();
      const stored = latest?.size === this.count ? latest : this.#signWithCurrentKey();
      if (this.#headSize !== stored.size) this.#head.write(stored.note);
      this.#headSize = stored.size;
      return stored;
    } catch (error) {
      throw storageFault(error);
    }
  }

  /** Whether enough was entered since the signing key last changed for it to change again. */
  get isKeyChangeDue(): boolean {
    const keys = this.rows.signingKeys();
    const since = keys.at(-1)?.from ?? 0;
    const begun = this.rows.checkpoint(since + 1)?.at ?? this.#now().wall;
    const elapsed = Math.abs(Date.parse(this.#now().wall) - Date.parse(begun));
    return isKeyChangeDue({ keys: keys.length, entries: this.count - 1 - since, elapsed });
  }

  /**
   * Goes on with a fresh signing key, for what comes next: an entry that names it, the key itself and the checkpoint that the old
   * and the new key sign together are written in one durable transaction. Only when that is done is the old secret destroyed, and
   * with it any way to sign another history for what came before. Returns that checkpoint.
   * Throws VAULT_READ_ONLY, VAULT_DISK_FULL, KEY_CHANGES_EXHAUSTED.
   */
  changeKey(operator: string): StoredCheckpoint {
    this.#requireWritable();
    if (this.rows.signingKeys().length >= MAX_KEYS) throw new Fault('KEY_CHANGES_EXHAUSTED');
    const old = this.rows.currentSigningKey();
    const fresh = generateSigningKey();
    try {
      this.#db
        .transaction(() => {
          const seq = this.count;
          const written = this.#write([{ type: 'key', operator, fields: {} }], fresh.publicKey);
          this.rows.insertSigningKey(seq, fresh.publicKey, fresh.seed);
          this.#sign(seq + 1, [old, fresh]);
          this.#project(this.#db, written);
        })
        .immediate();
      this.#destroyOldSecrets();
    } catch (error) {
      throw storageFault(error);
    } finally {
      old.seed.fill(0);
      fresh.seed.fill(0);
      this.#reload();
    }
    return this.checkpoint();
  }

  /** Whether the last checkpoint, in the database and beside it, covers everything. */
  get isCheckpointed(): boolean {
    return this.#headSize === this.count;
  }

  /** Adds entries inside a transaction of the caller's. `newKey` signs from here on: for one entry, that names it. */
  #write(drafts: readonly EntryDraft[], newKey: Uint8Array | null): Appended[] {
    let seq = this.count;
    let prev = this.#tip;
    const tree = this.#tree ?? this.#resumedTree();
    this.#tree = tree;
    return drafts.map((draft) => {
      const at = this.#now();
      const position = { seq, ledger: this.id, prev, key: newKey };
      const { type, operator, fields } = draft;
      const sealed: SealedEntry = sealEntry(primitives, freshSalt, position, { type, operator, fields, at });
      const leaf = hashToHex(sealed.leaf);
      this.#completed = [];
      tree.append(sealed.leaf);
      this.rows.insertEntry(sealed, this.#completed);
      const written = { seq, leaf, bytes: sealed.bytes, at, type, operator, fields: { ...fields } };
      prev = leaf;
      seq++;
      return written;
    });
  }

  #resumedTree(): GrowingTree {
    return GrowingTree.resume(primitives, this.count, this.nodes, (level, _index, hash) => {
      if (level > 0) this.#completed.push(hash);
    });
  }

  /** Signs the first `size` entries and keeps the note. The caller overwrites the seeds. */
  #sign(size: number, keys: readonly SigningKey[]): StoredCheckpoint {
    const root = this.root(size);
    const text = checkpointText({ ledger: this.id, size, root });
    const note = signNote(primitives, ledgerOrigin(this.id), text, keys.map(createSigner));
    const { wall } = this.#now();
    this.rows.insertCheckpoint(size, root, note, wall);
    return { size, root: hashToHex(root), note, at: wall };
  }

  #signWithCurrentKey(): StoredCheckpoint {
    const key = this.rows.currentSigningKey();
    try {
      return this.#sign(this.count, [key]);
    } finally {
      key.seed.fill(0);
    }
  }

  /** Every secret but the present one: out of the rows, the pages that SQLite keeps for later, and the write-ahead log. */
  #destroyOldSecrets(): void {
    this.rows.destroyOldSeeds();
    // The log still holds the pages as they were. Where a reader is at work this waits for it, and locking does it again.
    this.#db.pragma('wal_checkpoint(TRUNCATE)');
  }

  #checkpointWhenDue(): void {
    if (this.count - this.#headSize < ENTRIES_PER_CHECKPOINT) return;
    try {
      this.checkpoint();
    } catch {
      // The entries are in: to report a failure now would say that they are not. The next append, or locking, tries again.
    }
  }

  /** The database is what counts: where a transaction did not end as it should, ask it. */
  #reload(): void {
    this.#standAfter(this.rows.last());
  }

  #standAfter(last: { readonly seq: number; readonly leaf: Hex64 } | null): void {
    this.count = last === null ? 0 : last.seq + 1;
    this.#tip = last?.leaf ?? NO_PREVIOUS;
    // What grew with entries that are not there has nothing to do with the ledger.
    if (this.#tree?.size !== this.count) this.#tree = null;
  }

  /** Whether the database goes on from the last checkpoint that was made, as far as can be told from beside it. */
  #whyNotWritten({ mediumIsReadOnly, moved = false, left = false }: Opening): ReadOnlyReason | null {
    // A ledger that is just being made.
    if (this.count === 0) return null;
    const head = this.#head.read();
    if (head === null) return 'last checkpoint is missing';
    const { ledger, size, root } = head.checkpoint;
    if (ledger !== this.id) return 'differs from its last checkpoint';
    if (size > this.count) return 'behind its last checkpoint';
    if (!equalBytes(this.root(size), root)) return 'differs from its last checkpoint';
    // Where it has to be said anew where the head is, it counts as one that is still to be written.
    if (head.place === 'as written') this.#headSize = size;
    if (left) return 'went on in another ledger';
    if (mediumIsReadOnly) return 'medium is read-only';
    return head.place === 'elsewhere' && !moved ? 'not where it was last written' : null;
  }

  #requireWritable(): void {
    if (this.readOnlyReason !== null) throw new Fault('VAULT_READ_ONLY');
    if (this.#inPieces) throw new Fault('IMPORT_RUNNING');
  }

  #now(): At {
    const { wall, mono, boot } = this.#clock.now();
    if (this.#boot.of !== boot) {
      // Hashed with the ledger, so that two ledgers of one computer can't be told to be so.
      this.#boot = { of: boot, said: hash('sha256', `${this.id}\n${boot}`).slice(0, 8) };
    }
    return {
      boot: this.#boot.said,
      clock: 'unknown',
      mono: Math.max(0, Math.trunc(mono)),
      wall: wall.toISOString(),
    };
  }
}
