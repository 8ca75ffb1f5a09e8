import type { Capabilities } from '../capability.ts';
import type { Session } from '../session.ts';
import { amendRecord, createRecord, listEntered, readEntered } from './entering.ts';
import { relate, relationsOf, unrelate } from './links.ts';

/** After something that stands in records, and in what is found and told of them. */
const recorded = (session: Session) => session.changed('records', 'ledger', 'vault');

export const recordCapabilities: Capabilities<
  | 'record.create'
  | 'record.amend'
  | 'record.get'
  | 'record.list'
  | 'record.relate'
  | 'record.unrelate'
  | 'record.relations'
> = {
  'record.create': (session, request) => {
    const made = createRecord(session.vault, request);
    recorded(session);
    return made;
  },
  'record.amend': (session, request) => {
    const amended = amendRecord(session.vault, request);
    recorded(session);
    return amended;
  },
  'record.get': ({ vault }, { kind, id }) => readEntered(vault, kind, id),
  'record.list': ({ vault }, request) => listEntered(vault, request),
  'record.relate': (session, request) => {
    const made = relate(session.vault, request);
    recorded(session);
    session.changed('incidents', 'items');
    return made;
  },
  'record.unrelate': (session, request) => {
    unrelate(session.vault, request);
    recorded(session);
    session.changed('incidents', 'items');
    return {};
  },
  'record.relations': ({ vault }, { of }) => relationsOf(vault, of),
};
