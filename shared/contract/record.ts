import { z } from 'zod';
import { agreementFields } from '../model/agreement.ts';
import { deviceFields } from '../model/device.ts';
import { recordKinds } from '../model/entries.ts';
import { facilityFields, notificationFields, siteFields } from '../model/facility.ts';
import { type EnteredKind, enteredKinds } from '../model/kinds.ts';
import { relationKinds } from '../model/links.ts';
import { organisationFields } from '../model/organisation.ts';
import { reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { historyLine } from './history.ts';
import { instant, nothing, seq } from './scalars.ts';

/** Records of every kind that is entered in one way: what is asked for, and what comes back. */

const kind = z.enum(enteredKinds as readonly [EnteredKind, ...EnteredKind[]]);

const created = <K extends EnteredKind, F extends z.ZodType>(kind: K, fields: F) =>
  z.strictObject({ kind: z.literal(kind), fields });

const amended = <K extends EnteredKind, F extends z.ZodType>(kind: K, fields: F) =>
  z.strictObject({ kind: z.literal(kind), id: recordId, head: seq, fields, reason });

/** Where in a list one page ends and the next begins. Only core reads it. */
const cursor = z.string().max(2_000);

/** How a list of records is asked for, page by page. */
export const paging = {
  order: z.enum(['entered', 'happened', 'title']).default('entered'),
  /** The newest, the latest or the last letter first; what has no time stays at the end. */
  backwards: z.boolean().default(false),
  cursor: cursor.nullable().default(null),
  limit: z.number().int().min(1).max(500).default(100),
};

/** One page: how many there are in all, and where the next page begins; `null` after the last. */
export const paged = { total: z.number().int().nonnegative(), next: cursor.nullable() };

const day = z.iso.date();
/** Days on which it may have happened: both belong to it; what has no time is left out where one is given. */
export const between = { from: day.nullable().default(null), to: day.nullable().default(null) };

/** Something that a link joins: by what it is and what people call it. */
const joined = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('record'), kind: z.enum(recordKinds), id: recordId, title: z.string() }),
  z.strictObject({ what: z.literal('item'), seq, name: z.string() }),
]);

export const relation = z.strictObject({
  link: recordId,
  kind: z.enum(relationKinds),
  reason: z.string(),
  /** Whether the thing asked about is what the link leads from, or what it leads to. */
  end: z.enum(['from', 'to']),
  other: joined,
  at: instant,
  operator: z.string(),
});
export type Relation = z.infer<typeof relation>;

/** Another record named in a field, by its title; titles are looked up when it is read. */
export const namedRecord = z.strictObject({
  field: z.string(),
  kind: z.enum(recordKinds),
  id: recordId,
  title: z.string(),
});
export type NamedRecord = z.infer<typeof namedRecord>;

const about = {
  id: recordId,
  /** The newest entry of this record: a save names it, so that two people's edits never overwrite one another. */
  head: seq,
  first: seq,
  at: instant,
  operator: z.string(),
  title: z.string(),
  names: z.array(namedRecord),
  relations: z.array(relation),
  history: z.array(historyLine),
};
const detailed = <K extends EnteredKind, F extends z.ZodType>(kind: K, fields: F) =>
  z.strictObject({ kind: z.literal(kind), fields, ...about });

export const recordDetail = z.discriminatedUnion('kind', [
  detailed('facility', facilityFields),
  detailed('site', siteFields),
  detailed('notification', notificationFields),
  detailed('agreement', agreementFields),
  detailed('organisation', organisationFields),
  detailed('device', deviceFields),
]);
export type RecordDetail = z.infer<typeof recordDetail>;

/** A line of a list. */
const listed = <K extends EnteredKind, F extends z.ZodType>(kind: K, fields: F) =>
  z.strictObject({ kind: z.literal(kind), id: recordId, head: seq, title: z.string(), at: instant, fields });
const recordLine = z.discriminatedUnion('kind', [
  listed('facility', facilityFields),
  listed('site', siteFields),
  listed('notification', notificationFields),
  listed('agreement', agreementFields),
  listed('organisation', organisationFields),
  listed('device', deviceFields),
]);
export type RecordLine = z.infer<typeof recordLine>;

/** One end of a link. */
export const end = z.union([z.strictObject({ record: recordId }), z.strictObject({ item: seq })]);
export type End = z.infer<typeof end>;

export const recordCalls = {
  'record.create': call(
    z.discriminatedUnion('kind', [
      created('facility', facilityFields),
      created('site', siteFields),
      created('notification', notificationFields),
      created('agreement', agreementFields),
      created('organisation', organisationFields),
      created('device', deviceFields),
    ]),
    recordDetail,
  ),
  'record.amend': call(
    z.discriminatedUnion('kind', [
      amended('facility', facilityFields),
      amended('site', siteFields),
      amended('notification', notificationFields),
      amended('agreement', agreementFields),
      amended('organisation', organisationFields),
      amended('device', deviceFields),
    ]),
    recordDetail,
  ),
  'record.get': call(z.strictObject({ kind, id: recordId }), recordDetail),
  /** `of`: only those that name this record. */
  'record.list': call(
    z.strictObject({ kind, of: recordId.nullable().default(null), ...between, ...paging }),
    z.strictObject({ records: z.array(recordLine), ...paged }),
  ),
  /** Joins any two things; `of` of them may be records of any kind or files. */
  'record.relate': call(
    z.strictObject({ from: end, to: end, kind: z.enum(relationKinds), reason: z.string().trim().max(2_000) }),
    z.strictObject({ link: recordId }),
  ),
  'record.unrelate': call(z.strictObject({ link: recordId, reason }), nothing),
  /** Links that lead from or to one thing. */
  'record.relations': call(z.strictObject({ of: end }), z.array(relation)),
} as const satisfies Calls;
