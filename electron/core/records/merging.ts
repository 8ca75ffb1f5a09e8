import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';

/** A record's present fields, with its amendments applied. */
export type RecordState = { [field: string]: Json };

/** What stands in every entry and is no part of a record's content. */
const envelope = new Set(['at', 'type', 'operator', 'amends', 'reason', 'carried']);

/**
 * Applies one entry's fields to a record: an amendment carries only what changes, and `null` removes a field
 * (FORMAT.md, "Entry").
 */
export function merged(before: RecordState, fields: Readonly<Record<string, Json>>): RecordState {
  const after: RecordState = { ...before };
  for (const [name, value] of Object.entries(fields)) {
    if (envelope.has(name)) continue;
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return after;
}

/** The fields that lead from one state to the other: changed and new ones with their value, dropped ones with `null`. */
export function difference(before: RecordState, after: RecordState): RecordState {
  const changes: RecordState = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = after[name];
    if (value === undefined) changes[name] = null;
    else if (before[name] === undefined || canonicalText(value) !== canonicalText(before[name])) changes[name] = value;
  }
  return changes;
}
