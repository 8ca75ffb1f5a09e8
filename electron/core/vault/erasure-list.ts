/**
 * Which fields of which entries were erased, kept beside the database: a database that was put back from a copy still holds them, and
 * must not show them again. Twice, each copy replaced atomically, encrypted, and padded, because its length would tell how much was
 * erased. It names entries and fields, and nothing of what stood there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalise, parseCanonical } from '../../../shared/ledger/canonical.ts';
import { type Hex64, isHex64 } from '../../../shared/ledger/hex.ts';
import type { ErasuresByLedger, LedgerErasure } from '../ledger/erasures.ts';
import { type DurableCalls, replaceFile, systemCalls } from './durable.ts';
import { seal, unseal } from './sealed-file.ts';

export const ERASURE_FILES = ['erasures.list', 'erasures.copy.list'] as const;
const LABEL = 'sanad-erasures/v1';
/** Bytes; the list grows by this much at a time. */
const STEP = 16_384;

const erasure = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  entry: z.number().int().positive(),
  at: z.string(),
  operator: z.string(),
  requester: z.string(),
  ground: z.string(),
  fields: z.array(z.strictObject({ seq: z.number().int(), names: z.array(z.string()).min(1) })),
});
const content = z.strictObject({
  version: z.literal(1),
  ledgers: z.record(z.string().refine(isHex64), z.array(erasure)),
});

/** What both copies hold together; nothing where there is none that the holder of the key wrote. */
export function readErasureList(folder: string, key: Uint8Array): ErasuresByLedger {
  return ERASURE_FILES.map((name) => readCopy(join(folder, name), key)).reduce(together);
}

/** Throws what the file system throws; after any interruption each copy is the old one or the new one, whole. */
export function writeErasureList(
  folder: string,
  key: Uint8Array,
  list: ErasuresByLedger,
  calls: DurableCalls = systemCalls,
): void {
  const bytes = canonicalise({ version: 1, ledgers: Object.fromEntries([...list].sort(byText)) as never });
  const padded = new Uint8Array(Math.ceil((bytes.length + 1) / STEP) * STEP).fill(0x20);
  padded.set(bytes);
  for (const name of ERASURE_FILES) replaceFile(join(folder, name), seal(key, LABEL, padded), calls);
}

/** Whether both copies are there and say what `list` says. */
export function isErasureListWritten(folder: string, key: Uint8Array, list: ErasuresByLedger): boolean {
  return ERASURE_FILES.every((name) => {
    const copy = readCopy(join(folder, name), key);
    return copy !== nothing && text(copy) === text(list);
  });
}

/** Of two lists, all that either names. */
export function together(one: ErasuresByLedger, other: ErasuresByLedger): ErasuresByLedger {
  const all = new Map<Hex64, LedgerErasure[]>();
  for (const [ledger, erasures] of [...one, ...other]) {
    const known = all.get(ledger) ?? [];
    const ids = new Set(known.map(({ id }) => id));
    const more = erasures.filter(({ id }) => !ids.has(id));
    all.set(
      ledger,
      [...known, ...more].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  }
  return all;
}

const nothing: ErasuresByLedger = new Map();

function readCopy(path: string, key: Uint8Array): ErasuresByLedger {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return nothing;
    throw error;
  }
  const opened = unseal(key, LABEL, bytes);
  if (opened === null) return nothing;
  const end = opened.findLastIndex((byte) => byte !== 0x20) + 1;
  const read = content.safeParse(parseCanonical(opened.subarray(0, end)));
  return read.success
    ? new Map(Object.entries(read.data.ledgers).flatMap(([id, all]) => (isHex64(id) ? [[id, all] as const] : [])))
    : nothing;
}

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
const text = (list: ErasuresByLedger) => JSON.stringify([...list].sort(byText));
