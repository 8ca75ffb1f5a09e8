import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { type Harm, type IncidentFields, uncoded } from '../../../shared/model/incident.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { fieldsOf } from '../records/kinds.ts';
import { merged, type RecordState } from '../records/merging.ts';
import { readRecord, type StoredRecord } from '../records/recording.ts';
import { concerning, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Which rows of a list are here already, and what a later version of it says otherwise. A case is known by the identifier that the list's
 * keeper gave it, or else by its row in the very same file. What somebody here entered since is never written over.
 */

/** Closed cases are found so that nobody enters them a second time; nothing of them is told. */
type Found = { readonly id: RecordId; readonly closed: boolean };

export type Sameness = { readonly found: Found | null; readonly several: boolean };

export class CasesHere {
  readonly #bySsa = new Map<string, Found>();
  readonly #bySind = new Map<string, Found>();
  readonly #byRow = new Map<number, Found>();

  /** @param sha256 of the file: rows of its other copies in the archive are the same rows */
  constructor({ db, ledger }: OpenVault, sha256: Hex64) {
    const copies = new Set(db.prepare('SELECT seq FROM item WHERE sha256 = ?').pluck().all(sha256) as number[]);
    const rows = db
      .prepare(
        `SELECT id, fields ->> '$."ssa.id"' AS ssa, fields ->> '$."sind.id"' AS sind,
           fields ->> '$."listed.item"' AS item, fields ->> '$."listed.row"' AS row
         FROM record WHERE kind = 'incident' ORDER BY first`,
      )
      .iterate() as IterableIterator<{ id: RecordId; ssa: Json; sind: Json; item: Json; row: Json }>;
    for (const { id, ...known } of rows) this.#learn({ id, closed: false }, known, copies);
    const closed = db
      .prepare("SELECT DISTINCT seq FROM closed WHERE name IN ('ssa.id', 'sind.id', 'listed.row')")
      .pluck()
      .all() as number[];
    for (const seq of closed) {
      const { kind, id, ...fields } = ledger.readFields(seq);
      if (kind !== 'incident' || typeof id !== 'string') continue;
      const [ssa, sind, item, row] = ['ssa.id', 'sind.id', 'listed.item', 'listed.row'].map((name) => fields[name]);
      this.#learn({ id, closed: true }, { ssa, sind, item, row }, copies);
    }
  }

  #learn(
    found: Found,
    { ssa, sind, item, row }: Readonly<Record<'ssa' | 'sind' | 'item' | 'row', Json | undefined>>,
    copies: ReadonlySet<number>,
  ): void {
    const add = <K>(to: Map<K, Found>, key: K) => {
      if (!to.has(key)) to.set(key, found);
    };
    if (typeof ssa === 'string' && ssa !== '') add(this.#bySsa, ssa);
    if (typeof sind === 'string' && sind !== '') add(this.#bySind, sind);
    if (typeof item === 'number' && typeof row === 'number' && copies.has(item)) add(this.#byRow, row);
  }

  /** `several`: its two identifiers are those of two cases. */
  find({ ssa, sind }: IncidentFields, row: number): Sameness {
    const [one, other] = [this.#bySsa.get(ssa.id), this.#bySind.get(sind.id)];
    const several = one !== undefined && other !== undefined && one.id !== other.id;
    const named = ssa.id !== '' || sind.id !== '';
    return { found: one ?? other ?? (named ? null : (this.#byRow.get(row) ?? null)), several };
  }
}

/** The smallest parts of a case that a list can change by themselves. */
type Slots = Map<string, Json>;

const harmSlot = ({ group, harm }: Harm) => `harm|${group}|${harm}`;

function slotsOf(fields: IncidentFields): Slots {
  const slots: Slots = new Map();
  for (const name of [
    'title',
    'facility',
    'place',
    'when',
    'account',
    'attackTypes',
    'certainty',
    'definitions',
  ] as const)
    slots.set(name, fields[name] as Json);
  for (const [part, value] of Object.entries(fields.ssa)) slots.set(`ssa.${part}`, value);
  for (const [part, value] of Object.entries(fields.sind)) slots.set(`sind.${part}`, value as Json);
  slots.set('context.control', fields.context.control);
  slots.set('listed.stated', fields.listed.stated);
  for (const row of fields.harm) slots.set(harmSlot(row), row);
  return slots;
}

function withSlots(fields: IncidentFields, slots: ReadonlyMap<string, Json | undefined>): IncidentFields {
  const after = structuredClone(fields) as unknown as Record<string, Record<string, Json>> & IncidentFields;
  for (const [slot, value] of slots) {
    const [name = '', part] = slot.split('.');
    if (slot.startsWith('harm|')) {
      const at = after.harm.findIndex((row) => harmSlot(row) === slot);
      after.harm.splice(
        at < 0 ? after.harm.length : at,
        at < 0 ? 0 : 1,
        ...(value === undefined ? [] : [value as Harm]),
      );
    } else if (part === undefined) (after as Record<string, unknown>)[name] = value;
    else (after as Record<string, Record<string, unknown>>)[name] = { ...after[name], [part]: value };
  }
  return after;
}

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : canonicalText(a) === canonicalText(b);

/** One thing that the list says otherwise than it did. */
export interface ListDifference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  /** Somebody here has said something else since: that stays. */
  readonly kept: boolean;
}

export type Comparison =
  | { readonly outcome: 'same' }
  | {
      readonly outcome: 'changed' | 'kept';
      readonly record: StoredRecord;
      readonly fields: IncidentFields;
      readonly differences: readonly ListDifference[];
    };

/** What the list said when it was taken in last: the entries that taking it in wrote, without anybody's corrections. */
function lastSaid(vault: OpenVault, id: RecordId): IncidentFields | null {
  let state: RecordState = {};
  for (const seq of concerning(vault.db, recordSubject(id))) {
    const fields = vault.ledger.readFields(seq);
    if (fields.id === id && fields['listed.item'] !== undefined) state = merged(state, fields);
  }
  try {
    return fieldsOf('incident', state);
  } catch {
    // Entered by hand under this identifier, or in parts erased since: nothing tells what the list said.
    return null;
  }
}

const asText = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : canonicalText(value);

/** Compares a row with the case that it is. Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function compare(vault: OpenVault, id: RecordId, row: IncidentFields): Comparison {
  const said = lastSaid(vault, id);
  const after = slotsOf(row);
  // What this mapping says nothing about was not taken back by the list.
  const before = said === null ? null : slotsOf(said);
  if (
    before !== null &&
    [...new Set([...before.keys(), ...after.keys()])].every((slot) => same(before.get(slot), after.get(slot)))
  )
    return { outcome: 'same' };
  const record = readRecord(vault, 'incident', id);
  const current = fieldsOf('incident', record.state);
  const now = slotsOf(current);
  const blank = slotsOf({ ...current, ...uncoded });
  const changes = new Map<string, Json | undefined>();
  const differences: ListDifference[] = [];
  for (const slot of new Set([...(before ?? blank).keys(), ...after.keys()])) {
    const [was, is, stands] = [(before ?? blank).get(slot), after.get(slot), now.get(slot)];
    if (before === null ? is === undefined || same(is, blank.get(slot)) : same(was, is)) continue;
    if (same(stands, is)) continue;
    const kept = before === null || !same(stands, was);
    if (!kept) changes.set(slot, is);
    differences.push({ field: slot, before: asText(stands), after: asText(is), kept });
  }
  if (differences.length === 0) return { outcome: 'same' };
  const fields = changes.size === 0 ? current : withSlots(current, changes);
  return { outcome: changes.size === 0 ? 'kept' : 'changed', record, fields, differences };
}
