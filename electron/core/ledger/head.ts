/**
 * The last signed checkpoint, kept beside the database: a database that was put back from a copy is behind it, and says so. The file
 * also says where it was written, so that a copy of the whole folder says so too. Encrypted, because a checkpoint tells how much
 * there is.
 */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalise, parseCanonical } from '../../../shared/ledger/canonical.ts';
import { readCheckpoint, type SignedCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { type DurableCalls, replaceFile, systemCalls } from '../vault/durable.ts';
import { seal, unseal } from '../vault/sealed-file.ts';
import { isElsewhere, whereabouts, whereaboutsOf } from '../vault/whereabouts.ts';

export const HEAD_FILE = 'head.checkpoint';
const LABEL = 'sanad-head/v2';
/** The note alone, as it was kept before the file said where it is. */
const NOTE_LABEL = 'sanad-head/v1';

const content = z.strictObject({ note: z.string(), whereabouts: whereabouts.nullable() });

export type KeptHead = {
  readonly checkpoint: SignedCheckpoint;
  /**
   * `elsewhere`: the file is not where it was written; its folder was moved to another disk, copied, or restored. `unsaid`: it was
   * written before it said where.
   */
  readonly place: 'as written' | 'elsewhere' | 'unsaid';
};

export interface HeadStore {
  write(note: string): void;
  /** Null where it is missing, or is not what the holder of the key wrote. */
  read(): KeptHead | null;
}

/** Sealed under `key` (32 bytes), replaced atomically. */
export function headStore(path: string, key: Uint8Array, calls: DurableCalls = systemCalls): HeadStore {
  return {
    write(note) {
      const sealedAt = (file: number) =>
        seal(key, LABEL, canonicalise({ note, whereabouts: whereaboutsOf(file, path) }));
      replaceFile(path, sealedAt, calls);
    },
    read() {
      try {
        return readHead(path, key);
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

function readHead(path: string, key: Uint8Array): KeptHead | null {
  const file = openSync(path, 'r');
  try {
    const bytes = readFileSync(file);
    const opened = unseal(key, LABEL, bytes);
    if (opened === null) {
      const note = unseal(key, NOTE_LABEL, bytes);
      return note === null ? null : { checkpoint: readCheckpoint(note), place: 'unsaid' };
    }
    const head = content.parse(parseCanonical(opened));
    const elsewhere = isElsewhere(head.whereabouts, whereaboutsOf(file, path));
    return { checkpoint: readCheckpoint(encodeUtf8(head.note)), place: elsewhere ? 'elsewhere' : 'as written' };
  } finally {
    closeSync(file);
  }
}
