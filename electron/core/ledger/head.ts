/**
 * The last signed checkpoint, kept beside the database: a database that was put back from a copy is behind it, and says so.
 * Encrypted, because a checkpoint tells how much there is.
 */
import { readFileSync } from 'node:fs';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { readCheckpoint, type SignedCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { type DurableCalls, replaceFile, systemCalls } from '../vault/durable.ts';
import { seal, unseal } from '../vault/sealed-file.ts';

export const HEAD_FILE = 'head.checkpoint';
const LABEL = 'sanad-head/v1';

export interface HeadStore {
  write(note: string): void;
  /** Null where it is missing, or is not what the holder of the key wrote. */
  read(): SignedCheckpoint | null;
}

/** Sealed under `key` (32 bytes), replaced atomically. */
export function headStore(path: string, key: Uint8Array, calls: DurableCalls = systemCalls): HeadStore {
  return {
    write: (note) => replaceFile(path, seal(key, LABEL, encodeUtf8(note)), calls),
    read() {
      try {
        const note = unseal(key, LABEL, readFileSync(path));
        return note === null ? null : readCheckpoint(note);
      } catch (error) {
        // Absent, cut, altered, another vault's: to the ledger it is all the same, nothing vouches for its length.
        if (error instanceof Fault || !(error instanceof Error)) return null;
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'EIO' || code === 'EACCES') throw error;
        return null;
      }
    },
  };
}
