/**
 * The last signed checkpoint, kept beside the database: a database that was put back from a copy is behind it, and says so.
 * Encrypted, because a checkpoint tells how much there is.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Fault } from '../../../shared/faults.ts';
import { readCheckpoint, type SignedCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { type DurableCalls, replaceFile, systemCalls } from '../vault/durable.ts';

export const HEAD_FILE = 'head.checkpoint';
const NONCE = 12;
const TAG = 16;
const LABEL = Buffer.from('sanad-head/v1');

export interface HeadStore {
  write(note: string): void;
  /** Null where it is missing, or is not what the holder of the key wrote. */
  read(): SignedCheckpoint | null;
}

/** AES-256-GCM under `key` (32 bytes): nonce ‖ ciphertext ‖ tag, replaced atomically. */
export function headStore(path: string, key: Uint8Array, calls: DurableCalls = systemCalls): HeadStore {
  return {
    write(note) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(LABEL);
      const bytes = Buffer.concat([nonce, cipher.update(note, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      replaceFile(path, bytes, calls);
    },
    read() {
      try {
        const bytes = readFileSync(path);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
          .setAAD(LABEL)
          .setAuthTag(bytes.subarray(-TAG));
        const note = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
        return readCheckpoint(new Uint8Array(note));
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
