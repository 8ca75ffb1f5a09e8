import type { Database } from 'better-sqlite3';
import type { z } from 'zod';
import type { linkEnd } from '../../../shared/model/entries.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { prepared } from '../vault/prepared.ts';

/** Whom an entry concerns: what its history is looked up by. */
export const itemSubject = (seq: number) => `item:${seq}`;
export const recordSubject = (id: string) => `record:${id}`;
/** The same for one end of a link. */
export const endSubject = (end: z.infer<typeof linkEnd>) =>
  'item' in end ? itemSubject(end.item) : recordSubject(end.record);
export const thingSubject = (on: Thing) => (on.what === 'item' ? itemSubject(on.seq) : recordSubject(on.id));
/** Sessions in which something was looked at; `subject` is its own. No part of its history. */
export const custodySubject = (subject: string) => `custody:${subject}`;
/** Sessions in which the vault was verified. */
export const verifiedSubject = 'verified';
/** When the folder of the vault went to another place. */
export const movedSubject = 'moved';
/** What all anchors concern: the ledger as a whole. */
export const anchorSubject = 'anchors';
/** The keys under which this vault countersigns, or did, for other ledgers. */
export const witnessKeySubject = 'witness keys';

/** Sequence numbers of the entries that concern a subject, ascending. */
export const concerning = (db: Database, subject: string): number[] =>
  prepared(db, 'SELECT seq FROM concern WHERE subject = ? ORDER BY seq').pluck().all(subject) as number[];
