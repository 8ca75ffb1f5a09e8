/** What an open vault is made of, and what it takes to open and close it. What is in it is the ledger's and the objects' business. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { operatorCode } from '../../../shared/model/records.ts';
import type { Clock } from '../ledger/clock.ts';
import { Ledger, type Opening, type ReadOnlyReason } from '../ledger/ledger.ts';
import { ledgerMigrations } from '../ledger/schema.ts';
import { closeDatabase, type Database, openDatabase } from './database.ts';
import { finishErasures, replayErasures } from './erasing.ts';
import { type Header, readHeader, requireAuthentic, writeHeader } from './header.ts';
import { deriveKeys, type VaultKeys } from './keys.ts';
import { earlierLedger, type LedgerFiles, presentLedger } from './ledger-files.ts';
import { ledgerOptions, type Projections } from './ledger-options.ts';
import type { WriterLock } from './lock.ts';
import { makeTables, makeTablesAtOnce, type Waiting } from './making-tables.ts';
import { ObjectStore } from './objects.ts';
import { unwrapForOperator, wrapForOperator } from './operator-slot.ts';
import { type KdfCost, requireStrongPassphrase, tuneKdf } from './passphrase.ts';
import { recoveryKit } from './recovery.ts';
import { finishRewriting, writtenAnew } from './rewriting.ts';
import { storageFault } from './storage-fault.ts';
import { noticesCopies } from './whereabouts.ts';

/** Which program wrote something; stands in the ledger. */
export interface Software {
  readonly name: string;
  readonly version: string;
}

/** The vault key in hand, and on whose behalf. The key is overwritten when the vault closes. */
export type Access = { readonly vaultKey: Uint8Array; readonly operator: string; readonly clock: Clock | undefined };

/** An open vault. `close` ends it; nothing of it works afterwards. */
export class OpenVault {
  readonly path: string;
  /** The folder's name, without `.sanad`. */
  readonly name: string;
  /** Who opened it, by code. */
  readonly operator: string;
  readonly objects: ObjectStore;
  /** Made to learn with: what is in it is no evidence. */
  readonly training: boolean;
  readonly #keys: VaultKeys;
  readonly #vaultKey: Uint8Array;
  readonly #clock: Clock | undefined;
  readonly #lock: WriterLock | null;
  readonly #projections: Projections;
  #header: Header;
  #db: Database;
  #ledger: Ledger;
  #closed = false;

  private constructor(
    path: string,
    header: Header,
    { vaultKey, operator, clock }: Access,
    keys: VaultKeys,
    lock: WriterLock | null,
    parts: { db: Database; ledger: Ledger; objects: ObjectStore },
    projections: Projections,
  ) {
    this.path = path;
    this.name = basename(path).replace(/\.sanad$/, '');
    this.operator = operator;
    this.#header = header;
    this.#vaultKey = vaultKey;
    this.#clock = clock;
    this.#keys = keys;
    this.#lock = lock;
    this.#projections = projections;
    this.#db = parts.db;
    this.#ledger = parts.ledger;
    this.objects = parts.objects;
    this.training = parts.ledger.readFields(0).training === true;
  }

  /**
   * Opens with the key in hand. `lock` is null on a medium that can't be written; it is released where opening fails. `earlier`: a
   * ledger that this vault went on from, to be read. `moved`: a person says that the folder was moved and is no copy.
   */
  static async enter(
    path: string,
    lock: WriterLock | null,
    access: Access,
    projections: Projections,
    {
      earlier = null,
      moved = false,
      waiting,
    }: { earlier?: LedgerFiles | null; moved?: boolean; waiting?: Waiting | undefined } = {},
  ): Promise<OpenVault> {
    const files = earlier ?? presentLedger;
    const file = join(path, files.database);
    let keys: VaultKeys | undefined;
    let db: Database | undefined;
    try {
      const stored = readHeader(path);
      keys = await deriveKeys(access.vaultKey, stored.header.id);
      requireAuthentic(stored, keys.header);
      const mediumIsReadOnly = lock === null;
      if (!mediumIsReadOnly && !stored.copiesAgree) writeHeader(path, stored.header, keys.header);
      if (!mediumIsReadOnly) finishRewriting(file);
      db = openLedgerFile(file, keys, mediumIsReadOnly ? 'read' : 'write');
      const objects = new ObjectStore(path, keys);
      // Whose files the objects are is the present ledger's business.
      const ownObjects = earlier === null ? objects : null;
      const replayed = replayErasures(db, { path, keys }, ownObjects);
      const opening = { mediumIsReadOnly, moved, left: earlier !== null };
      const inFolder = { path, keys, projections, clock: access.clock, head: files.head };
      let ledger = openLedger(db, inFolder, opening);
      if (!mediumIsReadOnly) {
        await makeTables(projections.migrating(db, ledger, replayed), waiting);
        finishLeftErasures(db, inFolder, ownObjects, (settle) => {
          const anew = writtenAnew(db as Database, file, (at) => openLedgerFile(at, inFolder.keys, 'write'), settle);
          db = anew.db;
          ledger = openLedger(db, inFolder, opening);
          return anew.done;
        });
      }
      if (ledger.readOnlyReason !== null) db.pragma('query_only = ON');
      if (ledger.readOnlyReason === null) await objects.prepare();
      return new OpenVault(path, stored.header, access, keys, lock, { db, ledger, objects }, projections);
    } catch (error) {
      db?.close();
      keys?.wipe();
      access.vaultKey.fill(0);
      lock?.release();
      throw storageFault(error);
    }
  }

  /** Another one after an erasure, which writes its file anew: to be asked for where it is used, and not kept. */
  get db(): Database {
    return this.#db;
  }

  /** Likewise. */
  get ledger(): Ledger {
    return this.#ledger;
  }

  get id(): string {
    return this.#header.id;
  }

  get operators(): readonly string[] {
    return this.#header.operators.map(({ code }) => code);
  }

  /** Public age keys that can recover this vault. */
  get recipients(): readonly string[] {
    return this.#header.recipients.map(({ recipient }) => recipient);
  }

  /** Whether there is a headquarters: at least one of the recipients was imported. */
  get headquarters(): boolean {
    return this.#header.recipients.some(({ origin }) => origin === 'imported');
  }

  /** Headquarters' public age keys alone; a recovery key made here is not among them. */
  get headquartersRecipients(): readonly string[] {
    return this.#header.recipients.filter(({ origin }) => origin === 'imported').map(({ recipient }) => recipient);
  }

  get readOnly(): boolean {
    return this.ledger.readOnlyReason !== null;
  }

  get readOnlyReason(): ReadOnlyReason | null {
    return this.ledger.readOnlyReason;
  }

  /** Whether this vault would notice that its folder is a copy: it depends on the file system that it is on. */
  get noticesCopies(): boolean {
    return noticesCopies(this.path);
  }

  /** How many ledgers this vault went on from and keeps beside. */
  get earlierLedgers(): number {
    let number = 0;
    while (existsSync(join(this.path, earlierLedger(number + 1).database))) number++;
    return number;
  }

  /** Gives another person a way in. Throws OPERATOR_EXISTS, OPERATOR_UNKNOWN (not a code), PASSPHRASE_WEAK, VAULT_READ_ONLY. */
  async addOperator(code: string, passphrase: string, kdf?: KdfCost): Promise<void> {
    requireOperatorCode(code);
    if (this.operators.includes(code)) throw new Fault('OPERATOR_EXISTS');
    await this.#setSlot(code, passphrase, kdf);
  }

  /** Of the operator who opened the vault. Throws PASSPHRASE_WEAK, VAULT_READ_ONLY. */
  async changePassphrase(passphrase: string, kdf?: KdfCost): Promise<void> {
    await this.#setSlot(this.operator, passphrase, kdf);
  }

  /**
   * Checks that somebody else is at the keyboard: that `passphrase` opens the slot of `code`. Throws OPERATOR_UNKNOWN, PASSPHRASE_WRONG.
   */
  async requireOperator(code: string, passphrase: string): Promise<void> {
    const { vaultKey } = await unwrapForOperator(this.#header, passphrase, code);
    vaultKey.fill(0);
  }

  /**
   * After fields were destroyed, inside the transaction that did it: the tables that screens read are made anew from what is left.
   * `size`: how many entries there are by then.
   */
  projectAnew(size: number): void {
    const entries = { size, appended: (seq: number) => this.ledger.appended(seq) };
    makeTablesAtOnce(this.#projections.migrating(this.db, entries, true));
  }

  /** After the gate decided, inside the transaction that did it: closes and opens in the tables what follows from it. */
  reclose(): void {
    this.#projections.reclose(this.db, (seq) => this.ledger.appended(seq));
  }

  /** Does what an erasure left to do on disk; false where something is left for the next opening. Throws VAULT_DISK_FULL. */
  finishErasures(): boolean {
    const inFolder = {
      path: this.path,
      keys: this.#keys,
      projections: this.#projections,
      clock: this.#clock,
      head: presentLedger.head,
    };
    try {
      return finishErasures(this.db, inFolder, this.objects, this.#projections, (settle) => {
        const file = join(this.path, presentLedger.database);
        const anew = writtenAnew(this.db, file, (at) => openLedgerFile(at, this.#keys, 'write'), settle);
        this.#db = anew.db;
        this.#ledger = openLedger(anew.db, inFolder, { mediumIsReadOnly: false });
        return anew.done;
      });
    } catch (error) {
      throw storageFault(error);
    }
  }

  /** Text to print or keep with the recovery key's holder. */
  recoveryKit(): string {
    return recoveryKit(this.#header);
  }

  async #setSlot(code: string, passphrase: string, kdf: KdfCost | undefined): Promise<void> {
    requireStrongPassphrase(passphrase);
    // The header says nothing about history: only a medium that can't be written keeps it from being changed.
    if (this.#lock === null) throw new Fault('VAULT_READ_ONLY');
    const slot = await wrapForOperator(this.#vaultKey, this.id, code, passphrase, kdf ?? (await tuneKdf()));
    const others = this.#header.operators.filter((operator) => operator.code !== code);
    const operators = [...others, slot].sort((a, b) => (a.code < b.code ? -1 : 1));
    const header = { ...this.#header, operators };
    try {
      writeHeader(this.path, header, this.#keys.header);
    } catch (error) {
      throw storageFault(error);
    }
    this.#header = header;
  }

  /**
   * A new signing key where that is due, or else a checkpoint where there are new entries; then everything is closed, the keys
   * overwritten and the lock released, also where signing fails: locking always locks. A second call does nothing.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (!this.readOnly) {
        if (this.ledger.isKeyChangeDue) this.ledger.changeKey(this.operator);
        else if (!this.ledger.isCheckpointed) this.ledger.checkpoint();
      }
    } finally {
      try {
        if (this.readOnly) this.db.close();
        else closeDatabase(this.db);
      } finally {
        this.#keys.wipe();
        this.#vaultKey.fill(0);
        this.#lock?.release();
      }
    }
  }
}

/** A ledger's surroundings: `head` is the name of the file that its last checkpoint is kept in. */
type InFolder = {
  readonly path: string;
  readonly keys: VaultKeys;
  readonly projections: Projections;
  readonly clock: Clock | undefined;
  readonly head: string;
};

const openLedgerFile = (path: string, { database }: VaultKeys, mode: 'read' | 'write'): Database =>
  openDatabase({ path, key: database, mode, migrations: ledgerMigrations });

const openLedger = (db: Database, { path, keys, projections, clock, head }: InFolder, opening: Opening): Ledger =>
  Ledger.open(ledgerOptions(db, path, keys, projections, clock, head), opening);

/** What was erased can't be read any more, whether or not this succeeds: a full disk is no reason to keep a vault shut. */
function finishLeftErasures(
  db: Database,
  folder: InFolder,
  objects: ObjectStore | null,
  rewrite: Parameters<typeof finishErasures>[4],
): void {
  try {
    finishErasures(db, folder, objects, folder.projections, rewrite);
  } catch {
    // Still noted as left to do: the next opening tries again.
  }
}

/** Throws OPERATOR_UNKNOWN for what is no code. */
export function requireOperatorCode(code: string): void {
  if (!operatorCode.safeParse(code).success) throw new Fault('OPERATOR_UNKNOWN');
}
