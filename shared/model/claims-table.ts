import { fold } from '../search/folding.ts';
import { type ClaimFields, type ClaimTopic, claimTopics } from './claim.ts';
import { daySpan } from './day-span.ts';
import { hoursApart } from './hours-apart.ts';
import { closeness, lies } from './meeting.ts';
import type { RecordId } from './records.ts';

/** Claims about one incident beside each other: what goes back to one source, and what can't hold together. Nothing is decided. */

export interface Claimed {
  readonly id: RecordId;
  readonly fields: ClaimFields;
}

/** By a value that excludes the other, or because a person says so. */
export type Contradiction = { readonly claim: RecordId; readonly by: 'value' | 'person' };

export interface ClaimMarks {
  /** The first source, named the same for all that go back to it. */
  readonly root: string;
  /** Other claims about the same that go back to it. */
  readonly shares: readonly RecordId[];
  readonly against: readonly Contradiction[];
}

export interface TopicMarks {
  readonly about: ClaimTopic;
  readonly claims: RecordId[];
  /** How many first sources there are: two that repeat a third are one. */
  readonly roots: number;
  readonly rests: RecordId[];
}

/** Where a claim comes from in the end. A circle of claims that name one another ends where it was entered. */
function rootOf(claim: Claimed, all: ReadonlyMap<RecordId, Claimed>): string {
  const seen = new Set<RecordId>();
  let at = claim;
  for (let next = claim.fields.origin; next !== null && !seen.has(at.id); next = at.fields.origin) {
    seen.add(at.id);
    const earlier = all.get(next);
    if (earlier === undefined) return `claim ${next}`;
    at = earlier;
  }
  const { root, item, testimony, organisation, source } = at.fields;
  if (root !== '') return `words ${fold(root).trim()}`;
  if (item !== null) return `item ${item}`;
  if (testimony !== null) return `testimony ${testimony}`;
  return organisation === null ? `words ${fold(source).trim()}` : `organisation ${organisation}`;
}

/** Whether what two claims say can't both be so; only where both give a value. */
export function excludes(a: ClaimFields, b: ClaimFields): boolean {
  if (a.about !== b.about) return false;
  if (a.when !== null && b.when !== null) return areApart(a.when.edtf, b.when.edtf);
  if (a.place !== null && b.place !== null)
    return closeness(a.place, b.place) === null && (isKnownApart(a, b) || isKnownApart(b, a));
  if (a.works !== null && b.works !== null)
    return a.works !== b.works && a.works !== 'unknown' && b.works !== 'unknown';
  if (a.count === null || b.count === null) return false;
  if (a.count.group !== b.count.group || a.count.harm !== b.count.harm) return false;
  const [one, other] = [bounds(a.count), bounds(b.count)];
  return one.lowest > other.highest || other.lowest > one.highest;
}

const isKnownApart = (a: ClaimFields, b: ClaimFields): boolean =>
  a.place !== null && b.place !== null && lies(a.place, b.place) === 'outside';

function areApart(a: string, b: string): boolean {
  const hours = hoursApart(a, b);
  if (hours !== null) return hours > 0;
  const [one, other] = [daySpan(a), daySpan(b)];
  if (one === null || other === null) return false;
  return (one.to ?? '~') < (other.from ?? '') || (other.to ?? '~') < (one.from ?? '');
}

/** A best estimate alone stands for itself: whoever gives no range excludes every other number. */
function bounds({ lowest, best, highest }: NonNullable<ClaimFields['count']>) {
  return {
    lowest: lowest ?? best ?? 0,
    highest: highest ?? best ?? Number.POSITIVE_INFINITY,
  };
}

/** Marks for every claim that stands, and topics in their order; those that nobody says anything about are left out. */
export function claimsTable(claims: readonly Claimed[]): { marks: Map<RecordId, ClaimMarks>; topics: TopicMarks[] } {
  const standing = claims.filter(({ fields }) => !fields.withdrawn);
  const byId = new Map(standing.map((claim) => [claim.id, claim]));
  const roots = new Map(standing.map((claim) => [claim.id, rootOf(claim, byId)]));
  const marks = standing.map((claim): [RecordId, ClaimMarks] => {
    const others = standing.filter(({ id, fields }) => id !== claim.id && fields.about === claim.fields.about);
    const root = roots.get(claim.id) ?? '';
    const against = standing.flatMap((other): Contradiction[] => {
      if (other.id === claim.id) return [];
      const isSaid = claim.fields.against.includes(other.id) || other.fields.against.includes(claim.id);
      if (isSaid) return [{ claim: other.id, by: 'person' }];
      return excludes(claim.fields, other.fields) ? [{ claim: other.id, by: 'value' }] : [];
    });
    return [claim.id, { root, shares: others.filter(({ id }) => roots.get(id) === root).map(({ id }) => id), against }];
  });
  const topics = claimTopics.flatMap((about): TopicMarks[] => {
    const of = standing.filter(({ fields }) => fields.about === about);
    if (of.length === 0) return [];
    return [
      {
        about,
        claims: of.map(({ id }) => id),
        roots: new Set(of.map(({ id }) => roots.get(id))).size,
        rests: of.filter(({ fields }) => fields.rests).map(({ id }) => id),
      },
    ];
  });
  return { marks: new Map(marks), topics };
}
