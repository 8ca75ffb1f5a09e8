/**
 * When the signing key changes. Each change costs an entry, so it is not made after every few words; what was entered since the
 * last one is what a thief of the unlocked vault could still sign otherwise, so it is not put off for long either.
 */
import { MAX_NOTES } from '../../../shared/ledger/vouching.ts';

/** At most one entry in nine is about keys, however short the sessions. */
const ENTRIES_PER_KEY = 8;
const DAY = 24 * 60 * 60 * 1_000;

/** Every change puts its checkpoint into every bundle, and a bundle holds so many notes: the rest is for all other ones. */
export const MAX_KEYS = MAX_NOTES - 1_000;

/** `entries`: since the key began to sign. `elapsed`: milliseconds since then, as far as the clock is to be believed. */
export function isKeyChangeDue({
  keys,
  entries,
  elapsed,
}: {
  keys: number;
  entries: number;
  elapsed: number;
}): boolean {
  return keys < MAX_KEYS && (entries >= ENTRIES_PER_KEY || (entries > 0 && elapsed >= DAY));
}
