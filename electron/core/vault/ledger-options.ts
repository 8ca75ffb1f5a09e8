import { join } from 'node:path';
import { Fault } from '../../../shared/faults.ts';
import { type Clock, systemClock } from '../ledger/clock.ts';
import { HEAD_FILE, headStore } from '../ledger/head.ts';
import type { Appended, LedgerOptions } from '../ledger/ledger.ts';
import type { Database } from './database.ts';
import type { VaultKeys } from './keys.ts';

/** A whole ledger, as tables are made from it. */
export interface Entries {
  readonly size: number;
  /** One entry, opened; from 0. */
  appended(seq: number): Appended;
}

/** Of a ledger that is just being made. */
export const noEntries: Entries = {
  size: 0,
  appended() {
    throw new Fault('RECORD_NOT_FOUND');
  },
};

/** Tables computed from the ledger: their caller knows what is in them. */
export interface Projections {
  /**
   * Makes the tables, or makes them again from `entries` where another version made them, or where they are wanted `anew`: nothing of what
   * they held before is left in them then. Called at every opening, but not on a medium that can't be written. It goes step by step, as its
   * caller asks for each (`making-tables.ts`), and gives the share that is done (0 to 1). All of it is one transaction: where the caller
   * does not go on to the end, everything is as it was.
   */
  migrating(db: Database, entries: Entries, anew?: boolean): Iterable<number>;
  /** Runs inside the transaction that appends. */
  apply(db: Database, appended: readonly Appended[]): void;
  /**
   * Leaves out what is closed by now, and puts in again what is no more. Runs inside the transaction that decided it. `entry` opens one of
   * the ledger.
   */
  reclose(db: Database, entry: (seq: number) => Appended): void;
}

/** How a ledger in a vault's folder is opened. */
export function ledgerOptions(
  db: Database,
  folder: string,
  keys: VaultKeys,
  projections: Projections,
  clock: Clock = systemClock,
  headFile = HEAD_FILE,
): LedgerOptions {
  return {
    db,
    head: headStore(join(folder, headFile), keys.head),
    clock,
    project: (database, appended) => projections.apply(database, appended),
  };
}
