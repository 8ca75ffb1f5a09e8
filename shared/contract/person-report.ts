import { z } from 'zod';
import { consentFields, purposes } from '../model/consent.ts';
import { holdTarget } from '../model/erasure.ts';
import { legalBases } from '../model/legal-bases.ts';
import { involvements, namedAs, namedIn, personFields, thing } from '../model/persons.ts';
import { identity, recordId } from '../model/records.ts';
import { overrideGrounds, overrideStates, viewers } from '../model/use.ts';
import { type Calls, call } from './call.ts';
import { identityKept } from './identity.ts';
import { recipient } from './person.ts';
import { hex64, instant, passphrase, seq } from './scalars.ts';

const entered = { seq, at: instant, operator: z.string() };

/** Something that the archive holds about the person. Of other people nothing stands in it but a code name. */
const held = z.strictObject({
  on: thing,
  as: z.array(z.enum(involvements)),
  /** Of a file the name that a camera gave it, else none; a testimony's code name; a case's title. Null also while it is closed. */
  name: z.string().nullable(),
  /** Media type of a file. */
  type: z.string().nullable(),
  closed: z.boolean(),
  /** The connection with the person. */
  ...entered,
});

/** Everything held about one person, for that person. */
export const personReport = z.strictObject({
  made: z.strictObject({ at: instant, operator: z.string(), entry: seq, ledger: hex64, software: z.string() }),
  person: recordId,
  fields: personFields,
  recorded: z.strictObject(entered),
  identity: z.strictObject({
    kept: identityKept,
    /** Only where it was unlocked for this report. */
    said: identity.nullable(),
  }),
  /** The day until which it is kept, and whether that is past. */
  retention: z.strictObject({ until: z.string(), isPast: z.boolean(), ...entered }).nullable(),
  /** On what the holding rests, and who set it. */
  basis: z.strictObject({ basis: z.enum(legalBases), words: z.string(), ...entered }).nullable(),
  /** What they agreed to, now and before, the newest first. */
  consents: z.array(z.strictObject({ fields: consentFields, ...entered })),
  things: z.array(held),
  /** Where their code name stands besides: as what, in what kind of record, whether that is closed, and the entry that began it. */
  named: z.array(z.strictObject({ as: z.enum(namedAs), in: z.enum(namedIn), closed: z.boolean(), ...entered })),
  recipients: z.array(recipient.extend({ purpose: z.enum(purposes).nullable(), basis: z.enum(legalBases).nullable() })),
  /** Legal holds on them and on those things, restrictions and exceptions on these: what, on which, since when. Whether they are in force. */
  holds: z.array(z.strictObject({ on: holdTarget, authority: z.string(), inForce: z.boolean(), ...entered })),
  restrictions: z.array(
    z.strictObject({
      on: thing,
      viewers: z.array(z.enum(viewers)),
      authority: z.string(),
      inForce: z.boolean(),
      ...entered,
    }),
  ),
  exceptions: z.array(
    z.strictObject({
      on: thing,
      viewer: z.enum(viewers),
      ground: z.enum(overrideGrounds),
      state: z.enum(overrideStates),
      ...entered,
    }),
  ),
});
export type PersonReport = z.infer<typeof personReport>;

export const personReportCalls = {
  /**
   * Made for the person themselves; that it was made stands in the ledger. `identityPassphrase`: the identity's own, where the report is to
   * say who they are.
   */
  'person.report': call(z.strictObject({ id: recordId, identityPassphrase: passphrase.nullable() }), personReport),
} as const satisfies Calls;
