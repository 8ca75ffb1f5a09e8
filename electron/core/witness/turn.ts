/**
 * How many times a witness has answered, kept twice: in its database, and in a sealed file beside it that also says where it was
 * written. A database that was put back from an older copy is behind the file, and the file of a folder that was copied or put back lies
 * elsewhere: either way the memory may lack a tree that was countersigned since, and countersigns nothing.
 */
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault } from '../../../shared/faults.ts';
import { canonicalise, parseCanonical } from '../../../shared/ledger/canonical.ts';
import { type DurableCalls, replaceFile, systemCalls } from '../vault/durable.ts';
import { seal, unseal } from '../vault/sealed-file.ts';
import { isElsewhere, whereabouts, whereaboutsOf } from '../vault/whereabouts.ts';

const LABEL = 'sanad-witness-turn/v1';
const content = z.strictObject({ turn: z.number().int().nonnegative(), whereabouts: whereabouts.nullable() });

export interface TurnFile {
  /** After the database has it, and before anybody gets the answer. Throws what the file system throws. */
  write(turn: number): void;
  /** Throws WITNESS_PUT_BACK unless the database, at `turn`, is the newest there is as far as this file knows. */
  require(turn: number): void;
}

/** Sealed under `key` (32 bytes), replaced atomically. */
export function turnFile(path: string, key: Uint8Array, calls: DurableCalls = systemCalls): TurnFile {
  return {
    write(turn) {
      replaceFile(
        path,
        (file) => seal(key, LABEL, canonicalise({ turn, whereabouts: whereaboutsOf(file, path) })),
        calls,
      );
    },
    require(turn) {
      // A witness that never answered, and one from before there was such a file, have none.
      if (turn === 0 && !existsSync(path)) return;
      const kept = readTurn(path, key);
      // One that is ahead of the file was interrupted before the file was written.
      if (kept === null || kept.elsewhere || kept.turn > turn) throw new Fault('WITNESS_PUT_BACK');
    },
  };
}

function readTurn(path: string, key: Uint8Array): { turn: number; elsewhere: boolean } | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const opened = unseal(key, LABEL, readFileSync(file));
    if (opened === null) return null;
    const { turn, whereabouts: written } = content.parse(parseCanonical(opened));
    return { turn, elsewhere: isElsewhere(written, whereaboutsOf(file, path)) };
  } finally {
    closeSync(file);
  }
}
