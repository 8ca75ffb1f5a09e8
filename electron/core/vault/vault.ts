/** A vault: one folder that holds everything, encrypted, under one key. Three ways in: making it, opening it, recovering it. */

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import type { Clock } from '../ledger/clock.ts';
import { Ledger } from '../ledger/ledger.ts';
import { ledgerMigrations } from '../ledger/schema.ts';
import { checkRecipient, generateIdentity } from './age.ts';
import { beginContinuation, type ContinuationAnswer } from './continuation.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { systemCalls } from './durable.ts';
import { DATABASE_FILE, FORMAT, type Header, readHeader, VERSION, writeHeader } from './header.ts';
import { deriveKeys, generateVaultKey, type VaultKeys } from './keys.ts';
import { earlierLedger, type LedgerFiles } from './ledger-files.ts';
import { ledgerOptions, noEntries, type Projections } from './ledger-options.ts';
import { acquireWriterLock } from './lock.ts';
import { makeTablesAtOnce, type Waiting } from './making-tables.ts';
import { ObjectStore } from './objects.ts';
import { type Access, OpenVault, requireOperatorCode, type Software } from './open-vault.ts';
import { unwrapForOperator, wrapForOperator } from './operator-slot.ts';
import { type KdfCost, requireStrongPassphrase, tuneKdf } from './passphrase.ts';
import { recoveryKit, unwrapForRecovery, wrapForRecovery } from './recovery.ts';
import { storageFault } from './storage-fault.ts';

export type { ContinuationAnswer } from './continuation.ts';
export type { Projections } from './ledger-options.ts';
export type { OpenVault, Software } from './open-vault.ts';

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
  /** A ledger that this vault went on from, by its number from 1, to be read. Without it the present one. */
  readonly earlier?: number;
  readonly waiting?: Waiting;
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
  readonly waiting?: Waiting;
}

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
 * VAULT_HEADER_ALTERED, VAULT_DATABASE_DAMAGED, OPENING_STOPPED.
 */
export async function openVault(options: OpenOptions): Promise<OpenVault> {
  const { path, earlier } = options;
  return enterLocked(resolve(path), options.projections, accessOf(options), {
    earlier: earlier === undefined ? null : earlierLedger(earlier),
    waiting: options.waiting,
  });
}

/**
 * Goes on where a vault opens read-only because of a copy. `copied`, or no answer where a copy was put back over it: in a new ledger
 * that names the one before; the old one is kept beside. `moved`: in the same ledger, which from then on says that its folder was moved;
 * only where nothing else stands against it. Throws as `openVault`, CONTINUATION_NOT_NEEDED, CONTINUATION_ANSWER_NEEDED,
 * CONTINUATION_NOT_MOVED, VAULT_READ_ONLY (the medium), VAULT_DISK_FULL.
 */
export async function continueVault(
  options: Omit<OpenOptions, 'earlier'> & { readonly software: Software; readonly answer?: ContinuationAnswer },
): Promise<OpenVault> {
  const { projections, software, answer = null } = options;
  const path = resolve(options.path);
  if (answer === 'moved') return settleMoved(path, options);
  return enterLocked(path, projections, accessOf(options), {
    before: (access) => beginContinuation(path, access, projections, software, answer, options.waiting),
    waiting: options.waiting,
  });
}

/** Writes into the ledger that its folder was moved, on the word of who opens it, and into the head where it is now. */
async function settleMoved(path: string, options: OpenOptions): Promise<OpenVault> {
  const found = await enterLocked(path, options.projections, accessOf(options), { waiting: options.waiting });
  const { readOnlyReason } = found;
  await found.close();
  if (readOnlyReason === null) throw new Fault('CONTINUATION_NOT_NEEDED');
  if (readOnlyReason === 'medium is read-only') throw new Fault('VAULT_READ_ONLY');
  if (readOnlyReason !== 'not where it was last written') throw new Fault('CONTINUATION_NOT_MOVED');
  const vault = await enterLocked(path, options.projections, accessOf(options), { moved: true });
  try {
    vault.ledger.append([{ type: 'custody', operator: vault.operator, fields: { action: 'moved' } }]);
    vault.ledger.checkpoint();
    return vault;
  } catch (error) {
    await vault.close();
    throw error;
  }
}

const accessOf =
  ({ operator, passphrase, clock }: OpenOptions) =>
  async (header: Header): Promise<Access> => ({ ...(await unwrapForOperator(header, passphrase, operator)), clock });

/** Opens a vault with a recovery identity and gives `operator` a new passphrase. Throws as `openVault`, RECOVERY_IDENTITY_WRONG. */
export async function recoverVault(options: RecoverOptions): Promise<OpenVault> {
  requireOperatorCode(options.operator);
  requireStrongPassphrase(options.passphrase);
  const { path, projections, operator, clock, waiting } = options;
  const access = async (header: Header) => ({
    vaultKey: await unwrapForRecovery(header, options.identity),
    operator,
    clock,
  });
  const vault = await enterLocked(resolve(path), projections, access, { waiting });
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
  {
    before,
    ...how
  }: {
    before?: (access: Access) => Promise<void>;
    earlier?: LedgerFiles | null;
    moved?: boolean;
    waiting?: Waiting | undefined;
  } = {},
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
  if (before !== undefined) {
    try {
      if (lock === null) throw new Fault('VAULT_READ_ONLY');
      await before(granted);
    } catch (error) {
      granted.vaultKey.fill(0);
      lock?.release();
      throw storageFault(error);
    }
  }
  return OpenVault.enter(path, lock, granted, projections, how);
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
      makeTablesAtOnce(options.projections.migrating(db, noEntries));
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
