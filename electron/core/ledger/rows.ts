import { concatBytes } from '../../../shared/ledger/bytes.ts';
import type { SealedEntry } from '../../../shared/ledger/entry.ts';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import { nodeHash } from '../../../shared/ledger/tree.ts';
import type { Database } from '../vault/database.ts';
import { disclosureIn, disclosuresIn, hasNodes, isOfNow } from './disclosures.ts';
import { primitives } from './primitives.ts';
import { type StoredDisclosure, writeTogether } from './together.ts';

export interface StoredEntry {
  readonly seq: number;
  readonly leaf: Hex64;
  readonly bytes: Uint8Array;
}

/** A row as it stands, for who trusts nothing of it. */
export interface WholeRow {
  readonly seq: number;
  /** The entry: as text, because bytes of their own cost more than decrypting them. What is no UTF-8 shows as U+FFFD, which no entry has. */
  readonly entry: string;
  /** What is kept as its hash, and then as those of the subtrees that it completes, from the smallest: hex. */
  readonly hashes: string;
  /** Whether the database keeps subtrees with entries. */
  readonly hasNodes: boolean;
  /** What opens it, as `readTogetherIfWhole` reads it. */
  readonly disclosures: string;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly root: Hex64;
  /** The signed note, as text. */
  readonly note: string;
  /** Wall clock when it was made, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  readonly at: string;
}

type EntryRow = { seq: number; leaf: Buffer; bytes: Buffer };
type TextRow = [seq: number, entry: string, hashes: string, disclosures: string];
type CheckpointRow = { size: number; root: Buffer; note: string; at: string };

const hashLength = 32;

/** The ledger's tables, row by row: every statement that touches them. */
export class LedgerRows {
  readonly #db: Database;
  readonly #statements;

  constructor(db: Database) {
    this.#db = db;
    this.#statements = {
      ledgerId: db.prepare('SELECT id FROM ledger').pluck(),
      insertLedger: db.prepare('INSERT INTO ledger (one, id) VALUES (1, ?)'),
      last: db.prepare('SELECT seq, leaf, bytes FROM entry ORDER BY seq DESC LIMIT 1'),
      entries: db.prepare('SELECT seq, leaf, bytes FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq'),
      whole: db
        .prepare(
          `SELECT seq, CAST(bytes AS TEXT), lower(hex(${hasNodes(db) ? 'leaf || nodes' : 'leaf'})), ${isOfNow(db) ? 'disclosures' : "''"}
           FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq`,
        )
        .raw(),
      insertEntry: isOfNow(db)
        ? db.prepare('INSERT INTO entry (seq, leaf, bytes, nodes, disclosures) VALUES (?, ?, ?, ?, ?)')
        : null,
      leaf: db.prepare('SELECT leaf FROM entry WHERE seq = ?').pluck(),
      nodes: hasNodes(db) ? db.prepare('SELECT nodes FROM entry WHERE seq = ?').pluck() : null,
      latestCheckpoint: db.prepare('SELECT size, root, note, at FROM checkpoint ORDER BY size DESC LIMIT 1'),
      checkpoints: db.prepare('SELECT size, root, note, at FROM checkpoint ORDER BY size'),
      checkpoint: db.prepare('SELECT size, root, note, at FROM checkpoint WHERE size = ?'),
      insertCheckpoint: db.prepare('INSERT INTO checkpoint (size, root, note, at) VALUES (?, ?, ?, ?)'),
      signingKeys: db.prepare('SELECT from_seq, public_key FROM signing_key ORDER BY from_seq'),
      currentKey: db.prepare('SELECT public_key, seed FROM signing_key ORDER BY from_seq DESC LIMIT 1'),
      overwriteOldSeeds: db.prepare(
        `UPDATE signing_key SET seed = zeroblob(32)
         WHERE seed IS NOT NULL AND from_seq < (SELECT max(from_seq) FROM signing_key)`,
      ),
      dropOldSeeds: db.prepare(
        `UPDATE signing_key SET seed = NULL
         WHERE seed IS NOT NULL AND from_seq < (SELECT max(from_seq) FROM signing_key)`,
      ),
      destroyOldSeeds: db.transaction(() => {
        // In place first: a value of the same length is written over the old one. What the row then frees, secure_delete zeroes.
        if (this.#statements.overwriteOldSeeds.run().changes > 0) this.#statements.dropOldSeeds.run();
      }),
      insertKey: db.prepare('INSERT INTO signing_key (from_seq, public_key, seed) VALUES (?, ?, ?)'),
    };
  }

  ledgerId(): Hex64 | null {
    return (this.#statements.ledgerId.get() as Hex64 | undefined) ?? null;
  }

  insertLedger(id: Hex64): void {
    this.#statements.insertLedger.run(id);
  }

  last(): StoredEntry | null {
    const row = this.#statements.last.get() as EntryRow | undefined;
    return row === undefined ? null : fromEntryRow(row);
  }

  entries(from: number, to: number): StoredEntry[] {
    return (this.#statements.entries.all(from, to) as EntryRow[]).map(fromEntryRow);
  }

  /** Entries with all that is kept with them, each read from the disk once. */
  whole(from: number, to: number): WholeRow[] {
    const [withDisclosures, withNodes] = [isOfNow(this.#db), hasNodes(this.#db)];
    return (this.#statements.whole.all(from, to) as TextRow[]).map(([seq, entry, hashes, disclosures]) => ({
      seq,
      entry,
      hashes,
      hasNodes: withNodes,
      disclosures: withDisclosures ? disclosures : writeTogether(this.disclosuresOf(seq)),
    }));
  }

  /** With its disclosures. `nodes`: the subtrees of two and more entries that it completes, from the smallest. */
  insertEntry({ seq, leaf, bytes, body, fields }: SealedEntry, nodes: readonly Uint8Array[]): void {
    this.#statements.insertEntry?.run(seq, leaf, bytes, concatBytes(...nodes), writeTogether([body, ...fields]));
  }

  disclosuresOf(seq: number): StoredDisclosure[] {
    return disclosuresIn(this.#db, seq);
  }

  disclosure(seq: number, name: string): string | null {
    return disclosureIn(this.#db, seq, name);
  }

  /** The hash of a complete subtree, or of an entry where `level` is 0. Throws a RangeError where there is none. */
  node(level: number, index: number): Uint8Array {
    const { leaf, nodes } = this.#statements;
    if (level > 0 && nodes === null) {
      return nodeHash(primitives, this.node(level - 1, 2 * index), this.node(level - 1, 2 * index + 1));
    }
    const found = (level === 0 ? leaf.get(index) : nodes?.get(lastEntryOf(level, index))) as Buffer | undefined;
    const hash = level === 0 ? found : found?.subarray((level - 1) * hashLength, level * hashLength);
    if (hash?.length !== hashLength) throw new RangeError('no such node');
    return plain(hash);
  }

  latestCheckpoint(): StoredCheckpoint | null {
    const row = this.#statements.latestCheckpoint.get() as CheckpointRow | undefined;
    return row === undefined ? null : fromCheckpointRow(row);
  }

  checkpoints(): StoredCheckpoint[] {
    return (this.#statements.checkpoints.all() as CheckpointRow[]).map(fromCheckpointRow);
  }

  checkpoint(size: number): StoredCheckpoint | null {
    const row = this.#statements.checkpoint.get(size) as CheckpointRow | undefined;
    return row === undefined ? null : fromCheckpointRow(row);
  }

  insertCheckpoint(size: number, root: Uint8Array, note: string, at: string): void {
    this.#statements.insertCheckpoint.run(size, root, note, at);
  }

  signingKeys(): { from: number; publicKey: Uint8Array }[] {
    const rows = this.#statements.signingKeys.all() as { from_seq: number; public_key: Buffer }[];
    return rows.map((row) => ({ from: row.from_seq, publicKey: plain(row.public_key) }));
  }

  /** The caller overwrites the seed when it has signed. */
  currentSigningKey(): { publicKey: Uint8Array; seed: Uint8Array } {
    const row = this.#statements.currentKey.get() as { public_key: Buffer; seed: Buffer | null } | undefined;
    if (row === undefined || row.seed === null) throw new Error('no key to sign with');
    return { publicKey: plain(row.public_key), seed: plain(row.seed) };
  }

  insertSigningKey(from: number, publicKey: Uint8Array, seed: Uint8Array): void {
    this.#statements.insertKey.run(from, publicKey, seed);
  }

  /** Destroys the secret of every key but the one that signs now. */
  destroyOldSeeds(): void {
    this.#statements.destroyOldSeeds.immediate();
  }
}

/** The entry that completes a subtree. */
function lastEntryOf(level: number, index: number): number {
  return (index + 1) * 2 ** level - 1;
}

function fromEntryRow({ seq, leaf, bytes }: EntryRow): StoredEntry {
  return { seq, leaf: hashToHex(leaf), bytes: plain(bytes) };
}

function fromCheckpointRow({ size, root, note, at }: CheckpointRow): StoredCheckpoint {
  return { size, root: hashToHex(root), note, at };
}

/** The same memory without Buffer's own methods: its `slice` shares bytes where Uint8Array's copies. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
