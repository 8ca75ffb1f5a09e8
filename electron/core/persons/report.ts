/** Everything held about one person, for that person: nothing of others stands in it beyond code names. */
import type { PersonReport } from '../../../shared/contract/person-report.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { overrideGrounds, overrideStates, viewers } from '../../../shared/model/use.ts';
import { isCameraMade } from '../bundle/camera-made.ts';
import { softwareOf, statedIn } from '../custody/custody-log.ts';
import { keyOf } from '../gate/bearings.ts';
import { surroundingsIn } from '../gate/in-tables.ts';
import { aboutOf, isClosedThing, recordsAbout } from '../gate/things.ts';
import { enteredAt } from '../records/entered.ts';
import { nameIfShown } from '../records/holds.ts';
import { identityKept, readIdentity } from '../records/identity.ts';
import { itemRow } from '../records/items.ts';
import { merged, type RecordState } from '../records/merging.ts';
import { append, readRecord, recordsOf, type StoredRecord } from '../records/recording.ts';
import { concerning, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { consentOf } from './consents.ts';
import { namedByCode } from './named-by-code.ts';
import { fieldsOf, involvementsOf, isPast, waysOf } from './persons.ts';
import { recipientsOf } from './recipients.ts';

type Entered = PersonReport['recorded'];

function enteredIn(vault: OpenVault, seq: number): Entered {
  const entry = vault.ledger.appended(seq);
  return { seq, at: enteredAt(entry), operator: entry.operator };
}

/** Entries of one record, ascending. */
const entriesOf = (vault: OpenVault, id: RecordId): number[] =>
  concerning(vault.db, recordSubject(id)).filter((seq) => vault.ledger.readFields(seq).id === id);

/** The newest entry that set a field of a record. */
function whenSet(vault: OpenVault, { id, head }: StoredRecord, field: string): Entered {
  const set = entriesOf(vault, id).findLast((seq) => Object.hasOwn(vault.ledger.readFields(seq), field));
  return enteredIn(vault, set ?? head);
}

/** What they agreed to, as it stood at each entry, the newest first. */
function consentsOf(vault: OpenVault, person: RecordId): PersonReport['consents'] {
  return recordsOf(vault, 'consent', { person })
    .flatMap((record) => {
      let state: RecordState = {};
      return entriesOf(vault, record.id).map((seq) => {
        state = merged(state, vault.ledger.readFields(seq));
        return { fields: consentOf({ ...record, state }), ...enteredIn(vault, seq) };
      });
    })
    .reverse();
}

/**
 * A name that says nothing of anybody else: a camera's for a file, a code name, the title of a case. Other names of files are words of
 * whoever chose them.
 */
function nameOf(vault: OpenVault, on: Thing): string | null {
  const name = nameIfShown(vault, on);
  return name === null || (on.what === 'item' && !isCameraMade(name)) ? null : name;
}

function heldOf(vault: OpenVault, tie: StoredRecord): PersonReport['things'][number] {
  const on = aboutOf(tie);
  const closed = isClosedThing(vault, on);
  const name = nameOf(vault, on);
  const isThere = on.what === 'item' && nameIfShown(vault, on) !== null;
  return {
    on,
    as: waysOf(tie),
    name,
    type: isThere ? itemRow(vault, on.seq).type : null,
    closed,
    ...enteredIn(vault, tie.first),
  };
}

/** The things themselves and the cases they belong to: what was decided on a case covers them. */
function covering(vault: OpenVault, things: readonly Thing[]): Thing[] {
  const { casesOf } = surroundingsIn(vault.db);
  const cases = things.flatMap((on) => casesOf(on).map((id): Thing => ({ what: 'incident', id })));
  return [...new Map([...things, ...cases].map((on) => [keyOf(on), on])).values()];
}

/** Whose words say on what ground are left out: they may speak of others. The entry says where they are. */
function decisionsOn(
  vault: OpenVault,
  person: RecordId,
  things: readonly Thing[],
): Pick<PersonReport, 'holds' | 'restrictions' | 'exceptions'> {
  const about = <T>(kind: StoredRecord['kind'], told: (record: StoredRecord, on: Thing) => T) =>
    things.flatMap((on) => recordsAbout(vault, kind, on).map((record) => told(record, on)));
  const common = <T>({ state, first }: StoredRecord, on: T) => ({
    on,
    authority: String(state.authority ?? ''),
    inForce: state.lifted !== true,
    ...enteredIn(vault, first),
  });
  return {
    holds: [
      ...recordsOf(vault, 'hold', { person }).map((record) => common(record, { what: 'person' as const, id: person })),
      ...about('hold', (record, on) => common(record, on)),
    ],
    restrictions: about('restriction', (record, on) => {
      const named = record.state.viewers;
      const seen = Array.isArray(named) ? (named as readonly unknown[]) : [];
      return { ...common(record, on), viewers: viewers.filter((viewer) => seen.includes(viewer)) };
    }),
    exceptions: about('override', ({ state, first }, on) => ({
      on,
      viewer: viewers.find((each) => each === state.viewer) ?? 'archive',
      ground: overrideGrounds.find((each) => each === state.ground) ?? 'the condition is met',
      state: overrideStates.find((each) => each === state.state) ?? 'ended',
      ...enteredIn(vault, first),
    })),
  };
}

/**
 * Puts the report together, and the entry that says that it was made into the ledger before. With `identityPassphrase` it says who they are,
 * where that is kept behind a passphrase. Throws RECORD_NOT_FOUND, RECORD_ERASED, IDENTITY_NOT_KEPT, IDENTITY_PASSPHRASE_WRONG, IDENTITY_SEALED, VAULT_READ_ONLY.
 */
export async function makeReport(
  vault: OpenVault,
  { id, identityPassphrase }: CallRequest<'person.report'>,
): Promise<PersonReport> {
  readRecord(vault, 'person', id);
  const said = identityPassphrase === null ? null : await readIdentity(vault, { person: id }, identityPassphrase);
  const [written] = append(vault, [
    {
      type: 'custody',
      operator: vault.operator,
      fields: { action: 'person report', person: id, identity: said !== null },
    },
  ]);
  if (written === undefined) throw new Fault('INTERNAL');
  const record = readRecord(vault, 'person', id);
  const fields = fieldsOf(record);
  const ties = involvementsOf(vault, id);
  const things = ties.map(aboutOf);
  const { keepUntil, basis, basisWords } = fields;
  const { seq: entry, ...made } = enteredIn(vault, written.seq);
  return {
    made: { ...made, entry, ledger: vault.ledger.id, software: softwareOf(vault) },
    person: id,
    fields,
    recorded: enteredIn(vault, record.first),
    identity: { kept: identityKept(vault, { person: id }), said },
    retention:
      keepUntil === null
        ? null
        : { until: keepUntil, isPast: isPast(vault, keepUntil), ...whenSet(vault, record, 'keepuntil') },
    basis: basis === null ? null : { basis, words: basisWords, ...whenSet(vault, record, 'basis') },
    consents: consentsOf(vault, id),
    things: ties.map((tie) => heldOf(vault, tie)),
    named: namedByCode(vault, id),
    recipients: recipientsOf(vault, id, things).map((recipient) => ({
      ...recipient,
      ...statedIn(vault, recipient.export),
    })),
    ...decisionsOn(vault, id, covering(vault, things)),
  };
}
