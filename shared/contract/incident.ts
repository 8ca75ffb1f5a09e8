import { z } from 'zod';
import { agreementCategories } from '../model/agreement.ts';
import { impact, incidentFields } from '../model/incident.ts';
import { linkKinds } from '../model/links.ts';
import { place, recordedPlace } from '../model/position.ts';
import { reason, recordId } from '../model/records.ts';
import { certainties } from '../model/vocabulary.ts';
import { type Calls, call } from './call.ts';
import { historyLine } from './history.ts';
import { changedInSteps, named } from './in-steps.ts';
import { itemSummary } from './item.ts';
import { between, namedRecord, paged, paging, relation } from './record.ts';
import { nothing, seq } from './scalars.ts';
import { testimonySummary } from './testimony.ts';

export const incidentSummary = z.strictObject({
  id: recordId,
  title: z.string(),
  facility: z.string(),
  when: z.string(),
  place: z.string(),
  attackTypes: z.array(z.string()),
  items: z.number().int(),
  testimonies: z.number().int(),
  /** First linked pictures' item numbers, for the card. */
  cover: z.array(seq),
});
export type IncidentSummary = z.infer<typeof incidentSummary>;

export const incidentDetail = z.strictObject({
  id: recordId,
  /** The newest entry of this record: a save names it, so that two people's edits never overwrite one another. */
  head: seq,
  fields: incidentFields,
  items: z.array(z.strictObject({ link: recordId, reason: z.string(), item: itemSummary })),
  testimonies: z.array(testimonySummary),
  /** Facilities, sites and agreements that it names. */
  names: z.array(namedRecord),
  /** Links to anything but its items. */
  relations: z.array(relation),
  history: z.array(historyLine),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

const incidentContext = z.strictObject({
  agreements: z.array(
    z.strictObject({
      id: recordId,
      title: z.string(),
      category: z.enum(agreementCategories),
      begins: z.string(),
      ends: z.string(),
      /** `during`: on every day that comes into question; `perhaps`: on some. */
      time: z.enum(['during', 'perhaps']),
      /** `anywhere`: no area was named. `named`: by what people call the place, not by coordinates. */
      where: z.enum(['inside', 'named', 'unknown', 'anywhere']),
    }),
  ),
  earlier: z.array(
    z.strictObject({
      id: recordId,
      title: z.string(),
      when: z.string(),
      because: z.enum(['same facility', 'same name']),
      order: z.enum(['before', 'perhaps before']),
    }),
  ),
});

/** What somebody said of two cases that lie near each other, and why: kept as a link, and nothing is merged. */
const heldAgainst = z
  .array(z.strictObject({ incident: recordId, answer: z.enum(['same event', 'not the same event']), reason }))
  .max(20)
  .optional();

/** As it is entered: a place that is none on Earth is refused, though older entries may hold one. */
const enteredIncident = incidentFields.extend({ place });

const many = z.array(recordId).min(1).max(10_000);
const changed = z.strictObject({ changed: z.number().int() });

export const incidentCalls = {
  /** `of`: only those that name this record or are joined with it. */
  'incident.list': call(
    z.strictObject({ of: recordId.nullable().default(null), ...between, ...paging }),
    z.strictObject({ incidents: z.array(incidentSummary), ...paged }),
  ),
  'incident.get': call(z.strictObject({ id: recordId }), incidentDetail),
  /** What may belong to it, proposed by time and place; asked before it is saved as well. `id`: the incident itself, where there is one. */
  'incident.context': call(
    z.strictObject({
      id: recordId.nullable().default(null),
      when: z.string().max(120).default(''),
      places: z.array(recordedPlace).max(60).default([]),
      facilities: z.array(recordId).max(60).default([]),
      facility: z.string().max(300).default(''),
    }),
    incidentContext,
  ),
  'incident.create': call(
    z.strictObject({
      fields: enteredIncident,
      items: z.array(seq).max(10_000),
      /** Why those items belong to it. */
      reason: z.string().trim().max(2_000).optional(),
      beside: heldAgainst,
    }),
    incidentDetail,
  ),
  'incident.amend': call(
    z.strictObject({ id: recordId, head: seq, fields: enteredIncident, reason, beside: heldAgainst }),
    incidentDetail,
  ),
  /**
   * Adds what was being entered to a case as further impacts, with its items: in one act. Where the case named no impacts so far, what it says of
   * itself becomes the first. `of`: the case that it was being entered as, where there is one; the two are joined and neither is changed more.
   */
  'incident.further': call(
    z.strictObject({
      id: recordId,
      head: seq,
      impacts: z.array(impact).min(1).max(20),
      items: z.array(seq).max(10_000),
      reason,
      of: recordId.nullable().default(null),
    }),
    incidentDetail,
  ),
  'incident.link': call(
    z.strictObject({
      id: recordId,
      items: z.array(seq).min(1).max(10_000),
      kind: z.enum(linkKinds),
      reason: z.string().max(2_000),
    }),
    incidentDetail,
  ),
  /** Every case by its id, the one that was begun last first: what "all of them" is. */
  'incident.ids': call(nothing, z.strictObject({ ids: z.array(recordId) })),
  /** Joins each of them with `of` as the same event, by an entry for each; nothing is merged. Says how many were not so before. */
  'incident.same': call(z.strictObject({ of: recordId, incidents: many, reason }), changed),
  /**
   * The same of many cases, an entry for each: how certain they are, the coding of a template that is kept in the vault, or a note, which is
   * added at the end of the account.
   */
  'incident.set': call(
    z.strictObject({
      incidents: many,
      set: z.union([
        z.strictObject({ certainty: z.enum(certainties) }),
        z.strictObject({ template: z.string().trim().min(1).max(120) }),
        z.strictObject({ note: z.string().trim().min(1).max(5_000) }),
      ]),
      reason,
      ...named,
    }),
    changedInSteps,
  ),
  'incident.unlink': call(z.strictObject({ id: recordId, link: recordId, reason }), incidentDetail),
} as const satisfies Calls;
