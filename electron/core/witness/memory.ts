import { ledgerKey, type SignedCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { encodeHex, type Hex64, isHex64 } from '../../../shared/ledger/hex.ts';
import type { Refusal } from '../../../shared/ledger/witness-answer.ts';
import type { HeldTree } from '../../../shared/ledger/witness-request.ts';
import { primitives } from '../ledger/primitives.ts';
import type { Database } from '../vault/database.ts';
import type { MemoryTables } from './schema.ts';

/** The largest tree that a witness holds of one ledger. */
export type Holding = HeldTree & {
  /** Cosigned, as it was handed out last. */
  readonly note: string;
  /** Of the last cosignature, in seconds since 1970. */
  readonly time: number;
};

export type WitnessedLedger = {
  readonly ledger: Hex64;
  readonly size: number;
  readonly root: string;
  readonly note: string;
  /** When the ledger was first seen here: until then its history was taken on trust. */
  readonly firstAt: string;
  readonly at: string;
  /** Refused notes that were rightly signed and do not fit: evidence of another history, or a damaged proof. */
  readonly conflicts: number;
  /** Those among them of a size that was seen with another root: another history, however it came about. */
  readonly forks: number;
  /** Refused because a larger tree had been seen. */
  readonly rollbacks: number;
};

export type SeenNote = {
  readonly size: number;
  readonly root: string;
  readonly outcome: 'cosigned' | Refusal;
  readonly note: string;
  readonly at: string;
};

type LedgerRow = { id: string; size: number; root: Buffer; note: string; time: number; first_at: string; at: string };
type SeenRow = { size: number; root: Buffer; outcome: SeenNote['outcome']; note: string; at: string };

/** A witness's tables, row by row. */
export class WitnessMemory {
  readonly #statements;

  constructor(db: Database, { ledger, key, seen }: MemoryTables) {
    this.#statements = {
      ledger: db.prepare(`SELECT * FROM ${ledger} WHERE id = ?`),
      ledgers: db.prepare(`SELECT * FROM ${ledger} ORDER BY first_at, id`),
      keys: db.prepare(`SELECT from_seq, public_key FROM ${key} WHERE ledger = ? ORDER BY from_seq`),
      hold: db.prepare(
        `INSERT INTO ${ledger} (id, size, root, note, time, first_at, at) VALUES (@id, @size, @root, @note, @time, @at, @at)
         ON CONFLICT (id) DO UPDATE SET size = @size, root = @root, note = @note, time = @time, at = @at`,
      ),
      holdKey: db.prepare(`INSERT INTO ${key} (ledger, from_seq, public_key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`),
      see: db.prepare(
        `INSERT INTO ${seen} (ledger, size, root, outcome, note, request, at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
      ),
      seen: db.prepare(`SELECT size, root, outcome, note, at FROM ${seen} WHERE ledger = ? ORDER BY id`),
      has: db.prepare(`SELECT 1 FROM ${seen} WHERE ledger = ? AND outcome = ? AND note = ?`).pluck(),
      requests: db.prepare(`SELECT request FROM ${seen} WHERE ledger = ? AND request IS NOT NULL ORDER BY id`).pluck(),
      otherRoot: db.prepare(`SELECT 1 FROM ${seen} WHERE ledger = ? AND size = ? AND root <> ? LIMIT 1`).pluck(),
      count: db.prepare(`SELECT count(*) FROM ${seen} WHERE ledger = ? AND outcome = ?`).pluck(),
    };
  }

  holding(ledger: Hex64): Holding | null {
    const row = this.#statements.ledger.get(ledger) as LedgerRow | undefined;
    if (row === undefined) return null;
    const keys = this.#statements.keys.all(ledger) as { from_seq: number; public_key: Buffer }[];
    return {
      size: row.size,
      root: new Uint8Array(row.root),
      keys: keys.map((key) => ({
        seq: key.from_seq,
        key: ledgerKey(primitives, ledger, new Uint8Array(key.public_key)),
      })),
      note: row.note,
      time: row.time,
    };
  }

  hold(ledger: Hex64, { size, root, keys, note, time }: Holding, at: string): void {
    this.#statements.hold.run({ id: ledger, size, root, note, time, at });
    for (const { seq, key } of keys) this.#statements.holdKey.run(ledger, seq, key.publicKey);
  }

  see(
    checkpoint: SignedCheckpoint,
    note: string,
    outcome: SeenNote['outcome'],
    request: Uint8Array | null,
    at: string,
  ): void {
    const { ledger, size, root } = checkpoint;
    this.#statements.see.run(ledger, size, root, outcome, note, request, at);
  }

  /** Whether this very note was kept with this outcome. */
  hasSeen({ ledger }: SignedCheckpoint, note: string, outcome: SeenNote['outcome']): boolean {
    return this.#statements.has.get(ledger, outcome, note) !== undefined;
  }

  /** Whether a rightly signed note of this size and another root was ever seen. */
  hasSeenOther({ ledger, size, root }: SignedCheckpoint): boolean {
    return this.#statements.otherRoot.get(ledger, size, root) !== undefined;
  }

  ledgers(): WitnessedLedger[] {
    return (this.#statements.ledgers.all() as LedgerRow[]).map((row) => {
      const count = (...outcomes: Refusal[]): number =>
        outcomes.reduce((sum, outcome) => sum + (this.#statements.count.get(row.id, outcome) as number), 0);
      return {
        ledger: row.id as Hex64,
        size: row.size,
        root: encodeHex(row.root),
        note: row.note,
        firstAt: row.first_at,
        at: row.at,
        conflicts: count('fork', 'inconsistent'),
        forks: count('fork'),
        rollbacks: count('rollback'),
      };
    });
  }

  /** Every note of a ledger that was rightly signed, in the order in which they came. */
  notes(ledger: string): SeenNote[] {
    if (!isHex64(ledger)) return [];
    return (this.#statements.seen.all(ledger) as SeenRow[]).map((row) => ({ ...row, root: encodeHex(row.root) }));
  }

  /** The requests that were refused and kept, as they came. */
  refusedRequests(ledger: Hex64): Uint8Array[] {
    return (this.#statements.requests.all(ledger) as Buffer[]).map((bytes) => new Uint8Array(bytes));
  }
}
