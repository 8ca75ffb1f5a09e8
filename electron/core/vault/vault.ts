/**
 * A vault: one folder that holds everything, encrypted, under one key. Creating, opening, recovering and closing it; what is in
 * it is the ledger's and the objects' business.
 */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { operatorCode } from '../../../shared/model/records.ts';
import { type Clock, systemClock } from '../ledger/clock.ts';
import { HEAD_FILE, headStore } from '../ledger/head.ts';
import { type Appended, Ledger, type LedgerOptions, type ReadOnlyReason } from '../ledger/ledger.ts';
import { ledgerMigrations } from '../ledger/schema.ts';
import { checkRecipient, generateIdentity } from './age.ts';
import { closeDatabase, type Database, openDatabase } from './database.ts';
import { systemCalls } from './durable.ts';
import { DATABASE_FILE, FORMAT, type Header, readHeader, requireAuthentic, VERSION, writeHeader } from './header.ts';
import { deriveKeys, generateVaultKey, type VaultKeys } from './keys.ts';
import { acquireWriterLock, type WriterLock } from './lock.ts';
import { ObjectStore } from './objects.ts';
import { unwrapForOperator, wrapForOperator } from './operator-slot.ts';
import { type KdfCost, requireStrongPassphrase, tuneKdf } from './passphrase.ts';
import { recoveryKit, unwrapForRecovery, wrapForRecovery } from './recovery.ts';
import { storageFault } from './storage-fault.ts';

/** Tables computed from the ledger: their caller knows what is in them. */
export interface Projections {
  /**
   * Makes the tables, or makes them again from `entries` (the whole ledger, in order) where another version made them.
   * Called at every opening, but not on a medium that can't be written.
   */
  migrate(db: Database, entries: () => Iterable<Appended>): void;
  /** Runs inside the transaction that appends. */
  apply(db: Database, appended: readonly Appended[]): void;
}

/** Which program wrote something; stands in the ledger. */
export interface Software {
  readonly name: string;
  readonly version: string;
}

export interface CreateOptions {
  readonly path: string;
  readonly operator: string;
  /** At least ten characters. */
  readonly passphrase: string;
  /** Headquarters' public age keys. Where there is none, a recovery key is made and returned. */
  readonly recipients: readonly string[];
  readonly training: boolean;
  readonly software: Software;
  readonly projections: Projections;
  readonly clock?: Clock;
  /** Without it, tuned to about a second on this machine. */
  readonly kdf?: KdfCost;
}

export interface OpenOptions {
  readonly path: string;
  /** Without it, the slots are tried one after the other. */
  readonly operator?: string;
  readonly passphrase: string;
  readonly projections: Projections;
  readonly clock?: Clock;
}

export interface RecoverOptions {
  readonly path: string;
  /** The recovery identity, `AGE-SECRET-KEY-1…`. */
  readonly identity: string;
  /** Whose slot is made, or made anew. */
  readonly operator: string;
  readonly passphrase: string;
  readonly projections: Projections;
  readonly clock?: Clock;
  readonly kdf?: KdfCost;
}

type Access = { readonly vaultKey: Uint8Array; readonly operator: string; readonly clock: Clock | undefined };

/**
 * Makes a vault and opens it. The folder appears whole or not at all; an empty folder in its place is taken. `recoveryKey` is the
 * only way back without a passphrase where no recipient was given, and is not stored anywhere.
 * Throws VAULT_EXISTS, OPERATOR_UNKNOWN (not a code), PASSPHRASE_WEAK, RECIPIENT_INVALID, VAULT_DISK_FULL.
 */
export async function createVault(
  options: CreateOptions,
): Promise<{ vault: OpenVault; recoveryKey: string | null; recoveryKit: string }> {
  const path = resolve(options.path);
  requireFree(path);
  requireOperatorCode(options.operator);
  requireStrongPassphrase(options.passphrase);
  const imported = [...new Set(options.recipients.map(checkRecipient))];
  const made = imported.length === 0 ? await generateIdentity() : null;

  const id = randomBytes(16).toString('hex');
  const vaultKey = generateVaultKey();
  const cost = options.kdf ?? (await tuneKdf());
  const slot = await wrapForOperator(vaultKey, id, options.operator, options.passphrase, cost);
  const recipients =
    made === null
      ? await Promise.all(imported.map((recipient) => wrapForRecovery(vaultKey, id, recipient, 'imported')))
      : [await wrapForRecovery(vaultKey, id, made.recipient, 'made here')];
  const header: Header = { format: FORMAT, version: VERSION, id, operators: [slot], recipients };

  const keys = await deriveKeys(vaultKey, id);
  try {
    await build(path, header, keys, options);
  } catch (error) {
    vaultKey.fill(0);
    throw storageFault(error);
  } finally {
    keys.wipe();
  }
  const access = { vaultKey, operator: options.operator, clock: options.clock };
  const vault = await OpenVault.enter(path, acquireWriterLock(path), access, options.projections);
  return { vault, recoveryKey: made?.identity ?? null, recoveryKit: recoveryKit(header) };
}

/**
 * Throws VAULT_NOT_FOUND, VAULT_FOREIGN, VAULT_NEWER, VAULT_HEADER_DAMAGED, VAULT_IN_USE, OPERATOR_UNKNOWN, PASSPHRASE_WRONG,
 * VAULT_HEADER_ALTERED, VAULT_DATABASE_DAMAGED.
 */
export async function openVault({ path, operator, passphrase, projections, clock }: OpenOptions): Promise<OpenVault> {
  return enterLocked(resolve(path), projections, async (header) => {
    const access = await unwrapForOperator(header, passphrase, operator);
    return { ...access, clock };
  });
}

/** Opens a vault with a recovery identity and gives `operator` a new passphrase. Throws as `openVault`, RECOVERY_IDENTITY_WRONG. */
export async function recoverVault(options: RecoverOptions): Promise<OpenVault> {
  requireOperatorCode(options.operator);
  requireStrongPassphrase(options.passphrase);
  const vault = await enterLocked(resolve(options.path), options.projections, async (header) => ({
    vaultKey: await unwrapForRecovery(header, options.identity),
    operator: options.operator,
    clock: options.clock,
  }));
  try {
    await vault.changePassphrase(options.passphrase, options.kdf);
    return vault;
  } catch (error) {
    await vault.close();
    throw error;
  }
}

async function enterLocked(
  path: string,
  projections: Projections,
  access: (header: Header) => Promise<Access>,
): Promise<OpenVault> {
  // Looked at before anything is touched: a lock file has no place in somebody else's folder.
  readHeader(path);
  const lock = acquireWriterLock(path);
  let granted: Access;
  try {
    granted = await access(readHeader(path).header);
  } catch (error) {
    lock?.release();
    throw error;
  }
  return OpenVault.enter(path, lock, granted, projections);
}

/** Everything is made in a folder beside and moved into place at the end. */
async function build(path: string, header: Header, keys: VaultKeys, options: CreateOptions): Promise<void> {
  const site = join(dirname(path), `.${basename(path)}.unfinished`);
  rmSync(site, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(site, { mode: 0o700 });
  try {
    const db = openDatabase({
      path: join(site, DATABASE_FILE),
      key: keys.database,
      mode: 'create',
      migrations: ledgerMigrations,
    });
    try {
      options.projections.migrate(db, () => []);
      const { name, version } = options.software;
      Ledger.create(ledgerOptions(db, site, keys, options.projections, options.clock), {
        operator: options.operator,
        fields: { software: { name, version }, training: options.training },
      });
    } finally {
      closeDatabase(db);
    }
    await new ObjectStore(site, keys).prepare();
    writeHeader(site, header, keys.header);
    systemCalls.syncFolder(site);
    if (existsSync(path)) rmdirSync(path);
    renameSync(site, path);
    systemCalls.syncFolder(dirname(path));
  } catch (error) {
    rmSync(site, { recursive: true, force: true });
    throw error;
  }
}

function ledgerOptions(
  db: Database,
  folder: string,
  keys: VaultKeys,
  projections: Projections,
  clock: Clock = systemClock,
): LedgerOptions {
  return {
    db,
    head: headStore(join(folder, HEAD_FILE), keys.head),
    clock,
    project: (database, appended) => projections.apply(database, appended),
  };
}

function requireFree(path: string): void {
  if (!existsSync(path)) return;
  let entries: string[];
  try {
    entries = readdirSync(path);
  } catch {
    throw new Fault('VAULT_EXISTS');
  }
  if (entries.length > 0) throw new Fault('VAULT_EXISTS');
}

function requireOperatorCode(code: string): void {
  if (!operatorCode.safeParse(code).success) throw new Fault('OPERATOR_UNKNOWN');
}

/** An open vault. `close` ends it; nothing of it works afterwards. */
export class OpenVault {
  readonly path: string;
  /** The folder's name, without `.sanad`. */
  readonly name: string;
  /** Who opened it, by code. */
  readonly operator: string;
  readonly db: Database;
  readonly ledger: Ledger;
  readonly objects: ObjectStore;
  /** Made to learn with: what is in it is no evidence. */
  readonly training: boolean;
  readonly #keys: VaultKeys;
  readonly #vaultKey: Uint8Array;
  readonly #lock: WriterLock | null;
  #header: Header;
  #closed = false;

  private constructor(
    path: string,
    header: Header,
    { vaultKey, operator }: Access,
    keys: VaultKeys,
    lock: WriterLock | null,
    parts: { db: Database; ledger: Ledger; objects: ObjectStore },
  ) {
    this.path = path;
    this.name = basename(path).replace(/\.sanad$/, '');
    this.operator = operator;
    this.#header = header;
    this.#vaultKey = vaultKey;
    this.#keys = keys;
    this.#lock = lock;
    this.db = parts.db;
    this.ledger = parts.ledger;
    this.objects = parts.objects;
    this.training = parts.ledger.readFields(0).training === true;
  }

  /** Opens with the key in hand. `lock` is null on a medium that can't be written; it is released where opening fails. */
  static async enter(
    path: string,
    lock: WriterLock | null,
    access: Access,
    projections: Projections,
  ): Promise<OpenVault> {
    let keys: VaultKeys | undefined;
    let db: Database | undefined;
    try {
      const stored = readHeader(path);
      keys = await deriveKeys(access.vaultKey, stored.header.id);
      requireAuthentic(stored, keys.header);
      const mediumIsReadOnly = lock === null;
      if (!mediumIsReadOnly && !stored.copiesAgree) writeHeader(path, stored.header, keys.header);
      db = openDatabase({
        path: join(path, DATABASE_FILE),
        key: keys.database,
        mode: mediumIsReadOnly ? 'read' : 'write',
        migrations: ledgerMigrations,
      });
      const ledger = Ledger.open(ledgerOptions(db, path, keys, projections, access.clock), { mediumIsReadOnly });
      if (!mediumIsReadOnly) projections.migrate(db, () => ledger.everyAppended());
      if (ledger.readOnlyReason !== null) db.pragma('query_only = ON');
      const objects = new ObjectStore(path, keys);
      if (ledger.readOnlyReason === null) await objects.prepare();
      return new OpenVault(path, stored.header, access, keys, lock, { db, ledger, objects });
    } catch (error) {
      db?.close();
      keys?.wipe();
      access.vaultKey.fill(0);
      lock?.release();
      throw storageFault(error);
    }
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
   * A checkpoint where there are new entries, then everything is closed, the keys overwritten and the lock released, also where
   * the checkpoint fails: locking always locks. A second call does nothing.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (!this.readOnly && !this.ledger.isCheckpointed) this.ledger.checkpoint();
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
