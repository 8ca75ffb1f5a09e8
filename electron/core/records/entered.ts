import { readAt } from '../../../shared/ledger/reserved.ts';
import type { Appended } from '../ledger/ledger.ts';

/** When something was entered the first time, by the wall clock of then: also where a vault went on in a new ledger since. */
export function enteredAt({ at, fields }: Pick<Appended, 'at' | 'fields'>): string {
  return readAt(fields.carried ?? null)?.wall ?? at.wall;
}
