import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { daySpan } from '../../../shared/model/day-span.ts';
import { hoursApart } from '../../../shared/model/hours-apart.ts';
import { contextAsked } from '../../../shared/model/incident-context.ts';
import { type Closeness, closeness } from '../../../shared/model/meeting.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { fieldsOf } from '../records/kinds.ts';
import type { RecordState } from '../records/merging.ts';
import { endSubject, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

/**
 * Incidents that may be the same event as one that is being entered, or a part of it: near it in time and place as far as both are known. Where
 * nothing is known of when or where, nothing is said; what somebody already answered isn't asked again.
 */

type Request = CallRequest<'propose.cases'>;
type Neighbour = CallOutput<'propose.cases'>['cases'][number];

/** More are none to read through before saving. */
const mostAsked = 5;
const day = 86_400_000;

/** The days around a time, a day more on either side: clocks of two accounts need not agree where one day ends. */
function daysAround(when: readonly string[]): { from: string; to: string } | null {
  const spans = when.flatMap((text) => daySpan(text) ?? []);
  const shifted = (text: string, by: number) => new Date(Date.parse(text) + by).toISOString().slice(0, 10);
  const [from] = spans.map((span) => span.from).sort();
  const to = spans
    .map((span) => span.to)
    .sort()
    .at(-1);
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  return { from: shifted(from, -day), to: shifted(to, day) };
}

export function proposeCases(vault: OpenVault, request: Request): CallOutput<'propose.cases'> {
  const days = daysAround(request.when);
  if (days === null) return { cases: [] };
  const rows = vault.db
    .prepare(
      `SELECT id, head, title, fields FROM record WHERE kind = 'incident' AND id <> :id
       AND first_day IS NOT NULL AND first_day <= :to AND last_day >= :from ORDER BY first`,
    )
    .all({ ...days, id: request.id ?? '' }) as { id: RecordId; head: number; title: string; fields: string }[];
  const answered = answeredOf(vault, request.id);
  return {
    cases: rows
      .filter(({ id }) => !answered.has(recordSubject(id)))
      .flatMap(({ id, head, title, fields: text }): Neighbour[] => {
        const fields = fieldsOf('incident', JSON.parse(text) as RecordState);
        const own = contextAsked(id, fields);
        const times = [fields.when.edtf, ...fields.impacts.map(({ when }) => when.edtf)].filter((edtf) => edtf !== '');
        const hours = nearest(request.when.flatMap((a) => times.map((b) => hoursApart(a, b))));
        if (hours !== undefined && hours !== null && hours > request.hours) return [];
        const isSameFacility = own.facilities.some((facility) => request.facilities.includes(facility));
        const where = strongest(request.places.flatMap((a) => own.places.map((b) => closeness(a, b))));
        if (!isSameFacility && where === null) return [];
        const because = isSameFacility ? 'same facility' : (where?.because ?? 'by position');
        const metres = where?.metres == null ? null : Math.round(where.metres);
        return [{ id, head, title, when: own.when, hours: hours ?? null, because, metres }];
      })
      .slice(0, mostAsked),
  };
}

/** The least that is known; `null` where none is, `undefined` where there is nothing to compare. */
const nearest = (all: readonly (number | null)[]): number | null | undefined =>
  all.length === 0 ? undefined : (all.filter((each) => each !== null).sort((a, b) => a - b)[0] ?? null);

const strengths = ['by position', 'inside', 'named'] as const;
function strongest(all: readonly (Closeness | null)[]): Closeness | null {
  const known = all.filter((each) => each !== null);
  const rank = ({ because }: Closeness) => strengths.indexOf(because);
  return known.sort((a, b) => rank(a) - rank(b) || (a.metres ?? 0) - (b.metres ?? 0))[0] ?? null;
}

/** What was said to be the same event, or another. */
function answeredOf({ db }: OpenVault, id: RecordId | null): ReadonlySet<string> {
  if (id === null) return new Set();
  const rows = db
    .prepare(
      `SELECT source, target FROM link WHERE (source = :subject OR target = :subject) AND removed = 0
       AND kind IN ('same event', 'not the same event')`,
    )
    .all({ subject: endSubject({ record: id }) }) as { source: string; target: string }[];
  return new Set(rows.flatMap(({ source, target }) => [source, target]));
}
