import type { Database } from 'better-sqlite3';
import type { LikeItem } from '../../../shared/contract/likeness.ts';
import { prepared } from '../vault/prepared.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Pictures that look alike, found by the bits kept with their previews. Two sets of 64 bits that differ in 7 at most have, of their four quarters, one that
 * differs in 1 at most (there is no room for 2 in each), so that four indexes find every one of them among 100,000 without looking at all.
 */
export const likenessSchema = `
  CREATE TABLE likeness (
    item INTEGER PRIMARY KEY, bits TEXT NOT NULL,
    q0 INTEGER NOT NULL, q1 INTEGER NOT NULL, q2 INTEGER NOT NULL, q3 INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX likeness_q0 ON likeness (q0);
  CREATE INDEX likeness_q1 ON likeness (q1);
  CREATE INDEX likeness_q2 ON likeness (q2);
  CREATE INDEX likeness_q3 ON likeness (q3);
`;

/** Of 64. In exif-samples, copies made smaller and compressed anew differ in 4 at most, and different scenes in more than 14. */
export const alikeWithin = 7;

/** Pictures looked at and shown; a series of thousands of the same wall does not fill the memory. */
const mostCompared = 5_000;
const mostShown = 24;

const quarters = (bits: string): number[] => [0, 4, 8, 12].map((at) => Number.parseInt(bits.slice(at, at + 4), 16));

/** @param bits 16 hexadecimal digits */
export function applyLikeness(db: Database, item: number, bits: string): void {
  prepared(db, 'INSERT INTO likeness (item, bits, q0, q1, q2, q3) VALUES (?, ?, ?, ?, ?, ?)').run(
    item,
    bits,
    ...quarters(bits),
  );
}

/** A quarter and the 16 that differ from it in one bit. */
const near = (quarter: number): number[] => [quarter, ...Array.from({ length: 16 }, (_, bit) => quarter ^ (1 << bit))];

const placeholders = Array(17).fill('?').join(', ');
/** Exported for the test that looks at its plan. */
export const likenessQuery = `
  SELECT item, bits FROM likeness
  WHERE q0 IN (${placeholders}) OR q1 IN (${placeholders}) OR q2 IN (${placeholders}) OR q3 IN (${placeholders})
  LIMIT ${mostCompared}`;

/** In how many bits two differ, 0 to 64. */
function difference(a: string, b: string): number {
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; differing !== 0n; differing &= differing - 1n) count += 1;
  return count;
}

/** Items whose picture looks like these bits, the likest first, at most 5,000 looked at. */
export function itemsLike(db: Database, bits: string): { item: number; apart: number }[] {
  const candidates = db.prepare(likenessQuery).all(...quarters(bits).flatMap(near)) as { item: number; bits: string }[];
  return candidates
    .map((candidate) => ({ item: candidate.item, apart: difference(bits, candidate.bits) }))
    .filter(({ apart }) => apart <= alikeWithin)
    .sort((a, b) => a.apart - b.apart || a.item - b.item);
}

/** What looks like an item and is not the same file: shown beside it, never merged with it. At most 24. */
export function alikeTo(vault: OpenVault, seq: number, sha256: string): LikeItem[] {
  const own = vault.db.prepare('SELECT bits FROM likeness WHERE item = ?').pluck().get(seq) as string | undefined;
  if (own === undefined) return [];
  const row = vault.db.prepare(
    'SELECT seq, name, size, width, height, captured IS NOT NULL AS dated FROM item WHERE seq = ? AND sha256 <> ?',
  );
  const alike: LikeItem[] = [];
  for (const { item, apart } of itemsLike(vault.db, own)) {
    if (alike.length >= mostShown) break;
    const found = row.get(item, sha256) as (Omit<LikeItem, 'apart' | 'dated'> & { dated: number }) | undefined;
    if (found !== undefined) alike.push({ ...found, dated: found.dated === 1, apart });
  }
  return alike;
}
