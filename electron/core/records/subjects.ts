import type { z } from 'zod';
import type { linkEnd } from '../../../shared/model/entries.ts';

/** Whom an entry concerns: what its history is looked up by. */
export const itemSubject = (seq: number) => `item:${seq}`;
export const recordSubject = (id: string) => `record:${id}`;
/** The same for one end of a link. */
export const endSubject = (end: z.infer<typeof linkEnd>) =>
  'item' in end ? itemSubject(end.item) : recordSubject(end.record);
/** Sessions in which something was looked at; `subject` is its own. No part of its history. */
export const custodySubject = (subject: string) => `custody:${subject}`;
/** Sessions in which the vault was verified. */
export const verifiedSubject = 'verified';
/** What all anchors concern: the ledger as a whole. */
export const anchorSubject = 'anchors';
/** The keys under which this vault countersigns, or did, for other ledgers. */
export const witnessKeySubject = 'witness keys';
