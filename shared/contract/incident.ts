import { z } from 'zod';
import { linkKinds } from '../model/links.ts';
import { place } from '../model/position.ts';
import { incidentFields, reason, recordId } from '../model/records.ts';
import { type Calls, call } from './call.ts';
import { historyLine } from './history.ts';
import { itemSummary } from './item.ts';
import { between, paged, paging, relation } from './record.ts';
import { seq } from './scalars.ts';
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
  /** Links to anything but its items. */
  relations: z.array(relation),
  history: z.array(historyLine),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

/** As it is entered: a place that is none on Earth is refused, though older entries may hold one. */
const enteredIncident = incidentFields.extend({ place });

export const incidentCalls = {
  /** `of`: only those that name this record or are joined with it. */
  'incident.list': call(
    z.strictObject({ of: recordId.nullable().default(null), ...between, ...paging }),
    z.strictObject({ incidents: z.array(incidentSummary), ...paged }),
  ),
  'incident.get': call(z.strictObject({ id: recordId }), incidentDetail),
  'incident.create': call(z.strictObject({ fields: enteredIncident, items: z.array(seq).max(10_000) }), incidentDetail),
  'incident.amend': call(z.strictObject({ id: recordId, head: seq, fields: enteredIncident, reason }), incidentDetail),
  'incident.link': call(
    z.strictObject({
      id: recordId,
      items: z.array(seq).min(1).max(10_000),
      kind: z.enum(linkKinds),
      reason: z.string().max(2_000),
    }),
    incidentDetail,
  ),
  'incident.unlink': call(z.strictObject({ id: recordId, link: recordId, reason }), incidentDetail),
} as const satisfies Calls;
