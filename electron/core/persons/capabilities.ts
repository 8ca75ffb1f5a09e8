import { Fault } from '../../../shared/faults.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { Capabilities } from '../capability.ts';
import { gateChanged } from '../gate/capabilities.ts';
import { readIdentity } from '../records/identity.ts';
import { readRecord } from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';
import { addConsent, amendConsent } from './consents.ts';
import {
  amendPerson,
  createPerson,
  fieldsOf,
  involve,
  listPersons,
  personsOf,
  readPerson,
  release,
  suggestPersonCode,
} from './persons.ts';
import { recordNotice } from './recipients.ts';
import { makeReport } from './report.ts';

const person = (vault: OpenVault, id: RecordId) => fieldsOf(readRecord(vault, 'person', id));

export const personCapabilities: Capabilities<
  | 'person.list'
  | 'person.get'
  | 'person.create'
  | 'person.amend'
  | 'person.identity'
  | 'person.suggestCode'
  | 'person.involve'
  | 'person.release'
  | 'person.of'
  | 'person.report'
  | 'consent.add'
  | 'consent.amend'
  | 'consent.withdraw'
  | 'consent.notice'
> = {
  'person.list': ({ vault }) => listPersons(vault),
  'person.get': ({ vault }, { id }) => readPerson(vault, id),
  'person.create': async (session, request) => gateChanged(session, await createPerson(session.vault, request)),
  'person.amend': (session, request) => gateChanged(session, amendPerson(session.vault, request)),
  'person.identity': async ({ vault, opened }, { id, passphrase }) => {
    const who = await readIdentity(vault, { person: id }, passphrase);
    opened.identity(id);
    return who;
  },
  'person.suggestCode': ({ vault }) => suggestPersonCode(vault),
  'person.involve': (session, request) => gateChanged(session, involve(session.vault, request)),
  'person.release': (session, request) => gateChanged(session, release(session.vault, request)),
  'person.of': ({ vault }, { on }) => personsOf(vault, on),
  'person.report': async (session, request) => {
    const report = await makeReport(session.vault, request);
    if (report.identity.said !== null) session.opened.identity(request.id);
    session.changed('persons', 'ledger', 'vault');
    return report;
  },

  'consent.add': (session, { person: id, fields }) => {
    const { vault } = session;
    addConsent(vault, id, person(vault, id), fields);
    return gateChanged(session, readPerson(vault, id));
  },
  'consent.amend': (session, { person: id, ...request }) => {
    const { vault } = session;
    amendConsent(vault, id, person(vault, id), request);
    return gateChanged(session, readPerson(vault, id));
  },
  'consent.withdraw': (session, { person: id, head, withdrawal, reason }) => {
    const { vault } = session;
    const given = readPerson(vault, id).consent;
    if (given === null) throw new Fault('RECORD_NOT_FOUND');
    const fields = { ...given.fields, state: 'withdrawn' as const, withdrawal };
    amendConsent(vault, id, person(vault, id), { head, fields, reason });
    return gateChanged(session, readPerson(vault, id));
  },
  'consent.notice': (session, request) => {
    const { vault } = session;
    const things = readPerson(vault, request.person).involvements.map(({ on }) => on);
    recordNotice(vault, things, request);
    return gateChanged(session, readPerson(vault, request.person));
  },
};
