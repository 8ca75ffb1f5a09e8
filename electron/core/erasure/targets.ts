/** What an erasure is about: how a request says so, what people know it by, and which legal holds keep it. */
import type { Hold } from '../../../shared/contract/erasure.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { ErasureTarget, HoldTarget } from '../../../shared/model/erasure.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { thingOf } from '../gate/bearings.ts';
import { bearingsIn } from '../gate/in-tables.ts';
import { isClosedThing } from '../gate/things.ts';
import { listHolds, nameOf } from '../records/holds.ts';
import { readRecord, recordsOf, type StoredRecord } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

export const targetFields = (target: ErasureTarget): Record<string, Json> => {
  switch (target.what) {
    case 'item':
      return { what: target.what, item: target.seq };
    case 'person':
      return { what: target.what, person: target.id };
    default:
      return { what: target.what, testimony: target.id };
  }
};

export function targetOf({ state }: StoredRecord): ErasureTarget {
  if (state.what === 'item') return { what: 'item', seq: Number(state.item) };
  if (state.what === 'person') return { what: 'person', id: String(state.person) };
  return { what: state.what === 'identity' ? 'identity' : 'testimony', id: String(state.testimony) };
}

/** The thing itself, or the testimony whose witness's identity it is. */
const thingOfTarget = (target: Exclude<ErasureTarget, { what: 'person' }>): HoldTarget =>
  target.what === 'item' ? target : { what: 'testimony', id: target.id };

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED. */
export const nameOfTarget = (vault: OpenVault, target: ErasureTarget): string =>
  target.what === 'person'
    ? String(readRecord(vault, 'person', target.id).state.code)
    : nameOf(vault, thingOfTarget(target));

/** What a person is connected with: each once. */
export function thingsOfPerson(vault: OpenVault, person: RecordId): Thing[] {
  return recordsOf(vault, 'involvement', { person }).flatMap(({ state }) => {
    const on = state.ended === true ? null : thingOf(state);
    return on === null ? [] : [on];
  });
}

const isPerson = (on: HoldTarget, id: RecordId): boolean => on.what === 'person' && on.id === id;

/** Legal holds in force that keep it. What is recorded of a person is kept by those on them, and by those on whatever it concerns. */
export function holdsKeeping(vault: OpenVault, target: ErasureTarget): Hold[] {
  if (target.what !== 'person') return listHolds(vault, thingOfTarget(target)).filter(({ lifted }) => lifted === null);
  const bearings = bearingsIn(vault.db);
  const things = thingsOfPerson(vault, target.id);
  const entries = new Set(things.flatMap((on) => [...bearings.of(on).holds]));
  // Of something closed it is not known here to which case it belongs.
  const isAnyClosed = things.some((on) => isClosedThing(vault, on));
  return listHolds(vault).filter(
    ({ head, on, lifted }) =>
      lifted === null && (entries.has(head) || isPerson(on, target.id) || (isAnyClosed && on.what === 'incident')),
  );
}
