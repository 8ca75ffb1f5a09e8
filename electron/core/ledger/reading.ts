/** What is in a ledger, read: entries, what opens them, checkpoints, keys, and proofs from the stored tree. */
import { Fault } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { type KeyRange, ledgerKey } from '../../../shared/ledger/checkpoint.ts';
import { readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { BODY } from '../../../shared/ledger/field-name.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { type At, readAt } from '../../../shared/ledger/reserved.ts';
import { consistencyProof, inclusionProof, type NodeSource, rootOf } from '../../../shared/ledger/tree.ts';
import type { Database } from '../vault/database.ts';
import { primitives } from './primitives.ts';
import { LedgerRows, type StoredCheckpoint, type StoredEntry, type WholeRow } from './rows.ts';
import type { StoredDisclosure } from './together.ts';

/** An entry with everything in it; `fields` without `at`, `type` and `operator`. */
export interface Appended {
  readonly seq: number;
  readonly leaf: Hex64;
  /** The canonical entry, as hashed. */
  readonly bytes: Uint8Array;
  readonly at: At;
  readonly type: string;
  readonly operator: string;
  readonly fields: Record<string, Json>;
}

/** Entries read at a time while iterating. */
const BATCH = 1_000;
/** The same where all that is kept with them is read. */
const WHOLE = 64;

export class LedgerReading {
  readonly id: Hex64;
  protected readonly rows: LedgerRows;
  protected readonly nodes: NodeSource;
  /** How many entries whoever writes has come to. */
  protected count = 0;

  constructor(db: Database, id: Hex64) {
    this.id = id;
    this.rows = new LedgerRows(db);
    this.nodes = (level, index) => this.rows.node(level, index);
  }

  /** How many entries there are. */
  get size(): number {
    return this.count;
  }

  /** The tree's root over the first `size` entries. */
  root(size: number = this.count): Uint8Array {
    return rootOf(primitives, size, this.nodes);
  }

  latestCheckpoint(): StoredCheckpoint | null {
    return this.rows.latestCheckpoint();
  }

  /** All of them, the smallest first. */
  checkpoints(): StoredCheckpoint[] {
    return this.rows.checkpoints();
  }

  /** The one over the first `size` entries, null where none was made there. */
  checkpointAt(size: number): StoredCheckpoint | null {
    return this.rows.checkpoint(size);
  }

  /** The leaf hash of an entry below `size`. */
  leaf(seq: number): Uint8Array {
    return this.nodes(0, seq);
  }

  entry(seq: number): StoredEntry | null {
    return this.rows.entries(seq, seq + 1)[0] ?? null;
  }

  /** Entries `from` to before `to`. Read in batches: others may use the database in between. */
  *entries(from = 0, to: number = this.count): IterableIterator<StoredEntry> {
    for (let at = from; at < to; at += BATCH) yield* this.rows.entries(at, Math.min(to, at + BATCH));
  }

  /** The same with all that is kept with them, a batch at a time. */
  *wholeRows(from: number, to: number): IterableIterator<WholeRow[]> {
    for (let at = from; at < to; at += WHOLE) yield this.rows.whole(at, Math.min(to, at + WHOLE));
  }

  /** What opens an entry: the body first, then the fields by name. */
  disclosuresOf(seq: number): StoredDisclosure[] {
    return this.rows.disclosuresOf(seq);
  }

  /** The text that opens one field (or `body`), null where there is none. */
  disclosure(seq: number, name: string): string | null {
    return this.rows.disclosure(seq, name);
  }

  /** Every field of an entry, `at`, `type` and `operator` included. */
  readFields(seq: number): Record<string, Json> {
    const fields: Record<string, Json> = Object.create(null);
    for (const { name, text } of this.disclosuresOf(seq)) {
      if (name !== BODY) fields[name] = readDisclosure(primitives, text).value;
    }
    return fields;
  }

  /** An entry as it was when it was appended, opened again. Throws RECORD_NOT_FOUND, VAULT_DATABASE_DAMAGED. */
  appended(seq: number): Appended {
    const entry = this.entry(seq);
    if (entry === null) throw new Fault('RECORD_NOT_FOUND');
    const { at: claimed, type, operator, ...fields } = this.readFields(seq);
    const at = readAt(claimed ?? null);
    if (at === null || typeof type !== 'string' || typeof operator !== 'string') {
      throw new Fault('VAULT_DATABASE_DAMAGED');
    }
    return { ...entry, at, type, operator, fields };
  }

  /** The whole ledger opened again, in order: what the tables that screens read are rebuilt from. */
  *everyAppended(): IterableIterator<Appended> {
    for (let seq = 0; seq < this.count; seq++) yield this.appended(seq);
  }

  /** Which key signs from which entry on. */
  signingKeys(): { from: number; publicKey: Uint8Array }[] {
    return this.rows.signingKeys();
  }

  /** The same as notes name them. */
  keyRanges(): KeyRange[] {
    return this.signingKeys().map(({ from, publicKey }) => ({
      seq: from,
      key: ledgerKey(primitives, this.id, publicKey),
    }));
  }

  /** RFC 6962 section 2.1.1, from the entry upwards. */
  inclusionProof(seq: number, size: number = this.count): Uint8Array[] {
    return inclusionProof(primitives, seq, size, this.nodes);
  }

  /** RFC 6962 section 2.1.2. */
  consistencyProof(oldSize: number, size: number = this.count): Uint8Array[] {
    return consistencyProof(primitives, oldSize, size, this.nodes);
  }
}
