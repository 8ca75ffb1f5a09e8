import { z } from 'zod';
import { consentFields, noticeFields, personConsentStates } from '../model/consent.ts';
import { day, involvements, personFields, standings, thing } from '../model/persons.ts';
import { codeName, identity, reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { historyLine } from './history.ts';
import { identityGiven, identityKept } from './identity.ts';
import { instant, nothing, passphrase, seq } from './scalars.ts';

/** When somebody has to be asked again, and why. */
const due = z.strictObject({ day, why: z.enum(['renew', 'majority']), isPast: z.boolean() });

export const personSummary = z.strictObject({
  id: recordId,
  code: codeName,
  standing: z.enum(standings),
  child: z.boolean(),
  /** Null where nobody recorded anything yet. */
  consent: z.enum(personConsentStates).nullable(),
  audiences: z.array(z.string()),
  due: due.nullable(),
  /** Until when it is kept, where that was decided. */
  kept: z.strictObject({ until: day, isPast: z.boolean() }).nullable(),
  /** How many things are connected with the person. */
  involved: z.number().int(),
  at: instant,
});
export type PersonSummary = z.infer<typeof personSummary>;

/** A bundle, table of cases or receipt that may hold what is connected with the person, and whether its recipient was told of the withdrawal. */
export const recipient = z.strictObject({
  export: seq,
  kind: z.enum(['bundle', 'table', 'receipt']),
  at: instant,
  audience: z.string().nullable(),
  recipient: z.string().nullable(),
  notice: z.strictObject({ id: recordId, head: seq, ...noticeFields.omit({ export: true }).shape }).nullable(),
});
export type PersonRecipient = z.infer<typeof recipient>;

export const personDetail = z.strictObject({
  id: recordId,
  head: seq,
  fields: personFields,
  identity: identityKept,
  consent: z.strictObject({ id: recordId, head: seq, at: instant, fields: consentFields }).nullable(),
  due: due.nullable(),
  involvements: z.array(
    z.strictObject({
      id: recordId,
      on: thing,
      /** As people know it; null while it is closed or was erased. */
      name: z.string().nullable(),
      as: z.array(z.enum(involvements)),
    }),
  ),
  recipients: z.array(recipient),
  history: z.array(historyLine),
});
export type PersonDetail = z.infer<typeof personDetail>;

export const personCalls = {
  'person.list': call(nothing, z.array(personSummary)),
  'person.get': call(z.strictObject({ id: recordId }), personDetail),
  'person.create': call(
    z.strictObject({
      fields: personFields,
      ...identityGiven,
    }),
    personDetail,
  ),
  'person.amend': call(z.strictObject({ id: recordId, head: seq, fields: personFields, reason }), personDetail),
  'person.identity': call(z.strictObject({ id: recordId, passphrase }), identity),
  /** A code name that nobody has and that says nothing. */
  'person.suggestCode': call(nothing, codeName),
  /** Connects a person with something; in place of how they were connected with it before. */
  'person.involve': call(
    z.strictObject({ person: recordId, on: thing, as: z.array(z.enum(involvements)).min(1).max(involvements.length) }),
    personDetail,
  ),
  'person.release': call(z.strictObject({ id: recordId, reason }), personDetail),
  /** Persons connected with one thing. */
  'person.of': call(z.strictObject({ on: thing }), z.array(personSummary)),

  'consent.add': call(z.strictObject({ person: recordId, fields: consentFields }), personDetail),
  'consent.amend': call(z.strictObject({ person: recordId, head: seq, fields: consentFields, reason }), personDetail),
  'consent.withdraw': call(
    z.strictObject({
      person: recordId,
      head: seq,
      withdrawal: consentFields.shape.withdrawal.unwrap(),
      reason,
    }),
    personDetail,
  ),
  /** Who was told that consent was withdrawn, when, how, and what they answered; told again, the newer stands. */
  'consent.notice': call(z.strictObject({ person: recordId, ...noticeFields.shape }), personDetail),
} as const satisfies Calls;
