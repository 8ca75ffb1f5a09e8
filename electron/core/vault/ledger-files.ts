import { HEAD_FILE } from '../ledger/head.ts';
import { DATABASE_FILE } from './header.ts';

/** Which of a vault's ledgers is meant: the files in its folder that hold it. */
export type LedgerFiles = { readonly database: string; readonly head: string };

export const presentLedger: LedgerFiles = { database: DATABASE_FILE, head: HEAD_FILE };
/** One that is being made. */
export const unfinishedLedger: LedgerFiles = { database: 'unfinished.db', head: 'unfinished.checkpoint' };

/** The ledger that was left the `number`th time, from 1. */
export function earlierLedger(number: number): LedgerFiles {
  return { database: `earlier-${number}.db`, head: `earlier-${number}.checkpoint` };
}
