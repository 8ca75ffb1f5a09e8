import { Fault } from '../../../shared/faults.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { nameOf } from '../records/holds.ts';
import { recordsOf, type StoredRecord } from '../records/recording.ts';
import { thingSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { thingOf } from './bearings.ts';
import { isClosed } from './closing.ts';

/** Throws RECORD_NOT_FOUND, RECORD_ERASED where there is nothing; what is closed is there. */
export function requireThing(vault: OpenVault, on: Thing): void {
  if (!isClosedThing(vault, on)) nameOf(vault, on);
}

export const isClosedThing = ({ db }: OpenVault, on: Thing): boolean => isClosed(db, thingSubject(on));

/** Records of a kind about one thing. */
export function recordsAbout(vault: OpenVault, kind: StoredRecord['kind'], on: Thing): StoredRecord[] {
  switch (on.what) {
    case 'item':
      return recordsOf(vault, kind, { item: on.seq });
    case 'testimony':
      return recordsOf(vault, kind, { testimony: on.id });
    case 'incident':
      return recordsOf(vault, kind, { incident: on.id });
  }
}

/** What a record of the gate is about. */
export function aboutOf({ state }: StoredRecord): Thing {
  const on = thingOf(state);
  if (on === null) throw new Fault('RECORD_NOT_FOUND');
  return on;
}
