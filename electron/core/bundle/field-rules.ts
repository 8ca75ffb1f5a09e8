import type { Json } from '../../../shared/ledger/canonical.ts';
import { type CompanionForm, chatForms, listForms } from '../../../shared/model/companions.ts';
import type { AnonymisedPart } from '../../../shared/model/consent.ts';
import { personalSubject } from '../../../shared/model/personal-tags.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Ground } from '../../../shared/model/withholding.ts';
import type { Bearing } from '../gate/bearing.ts';
import { type OutsideUse, publishes } from '../gate/objections.ts';
import { weigh } from '../gate/weigh.ts';
import { isCameraMade } from './camera-made.ts';
import { namedIn } from './named-people.ts';

/** The rules that fields are judged by: each looks at one field, what stands beside it and who would see it. */

/** An entry, and what the rest of the ledger says that bears on it. */
export interface Subject {
  readonly type: string;
  /** Every field that can still be opened. */
  readonly fields: Readonly<Record<string, Json>>;
  /** What bears on the thing that the entry is about: who is concerned and agreed to what, what it is, what was restricted. */
  readonly bearing: Bearing;
  /** The day for which it is judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** For an item: what kind of companion it is, where it says something of other files; absent where it is none. */
  readonly companion?: CompanionForm;
  /** For a statement of how files came here: every code name that the archive has for anybody; absent elsewhere. */
  readonly people?: ReadonlySet<string>;
  /** For a link's entries: whether both things that it joins are shown to this audience. */
  readonly endsShown: boolean;
}

/** `null`: may be disclosed. */
export type FieldDecision = Ground | null;

/** A subject that somebody is to see. */
export interface AskedFor extends Subject {
  readonly use: OutsideUse;
}

/** Whether a field may leave; asked only for fields that are there. */
export type Rule = (subject: AskedFor, audience: Audience, name: string) => FieldDecision;
export type Rules = Readonly<Record<string, Rule>>;

export const show: Rule = () => null;
export const stays =
  (ground: Ground): Rule =>
  () =>
    ground;

/** What is for one audience alone, which stands beside it. */
export const forItsAudience: Rule = ({ fields }, audience) => (fields.audience === audience ? null : 'working note');
export const freeTextForCourt: Rule = (_subject, audience) => (audience === 'court' ? null : 'may point to a person');
/** Free text beside fields in which people stay: whoever is named in it by their code name stays there as well. */
export const namingNobody: Rule = (subject, audience, name) =>
  freeTextForCourt(subject, audience, name) ??
  (namedIn(subject.fields[name] ?? null, subject.people ?? []) === null ? null : 'identity');
export const freeText: Rule = (_subject, audience) => (publishes(audience) ? 'may point to a person' : null);
/** Where something is known from: people who told it can be found by that. For those who must weigh it, and nobody else. */
export const knownFrom: Rule = (_subject, audience) =>
  audience === 'court' || audience === 'un_mechanism' ? null : 'may point to a person';
/** Where somebody concerned asked that their place be taken out, nobody outside learns it. */
export const exactPlace: Rule = (subject, audience) => {
  if (publishes(audience)) return 'exact place';
  return isAnonymised(subject, 'location') ? 'anonymity asked' : null;
};

/** Where somebody was heard, and who stood beside them, leads to them: for a court, and only where they did not ask otherwise. */
export const whereHeard: Rule = (subject, audience) =>
  isAnonymised(subject, 'location') ? 'anonymity asked' : freeTextForCourt(subject, audience, 'place');

/** Why somebody was not asked any further: those who weigh an account learn that it is cut short, never what harm somebody suffered. */
export const stopped: Rule = (subject, audience, name) => {
  const reason = subject.fields[name];
  return reason === 'their wish' || reason === 'not safe' || reason === 'told before'
    ? knownFrom(subject, audience, name)
    : 'medical confidence';
};

/** Places known no better than this point at no building. */
const coarse = ['settlement', 'district', 'governorate', 'country'];

export const when: Rule = ({ fields }, audience, name) => {
  const { words } = (fields[name] ?? {}) as { words?: Json };
  return publishes(audience) && textOf(words) !== '' ? 'may point to a person' : null;
};

/** Whether a place points at no building: an area without corners, without a point, known no better than by a town. */
function isCoarse(value: Json | undefined): boolean {
  const { precision, point, area } = (value ?? {}) as { precision?: Json; point?: Json; area?: Json };
  return typeof precision === 'string' && coarse.includes(precision) && point === null && area === undefined;
}

export const place: Rule = ({ fields }, audience, name) =>
  !publishes(audience) || isCoarse(fields[name]) ? null : 'exact place';

export const areas: Rule = ({ fields }, audience) => {
  const all = Array.isArray(fields.areas) ? (fields.areas as readonly Json[]) : [];
  return !publishes(audience) || all.every(isCoarse) ? null : 'exact place';
};
export const fileName: Rule = ({ fields }) => (isCameraMade(textOf(fields.name)) ? null : 'may point to a person');

const isAnonymised = ({ bearing, use, today }: AskedFor, ...parts: readonly AnonymisedPart[]): boolean =>
  weigh(bearing, use, today).anonymise.some((part) => parts.includes(part));

export const original: Rule = (subject, audience) => {
  const { fields } = subject;
  if (isAnonymised(subject, 'photo', 'voice')) return 'anonymity asked';
  const isPlaced = tagNames(fields['read.gps']).length > 0 || Object.hasOwn(fields, 'derived.position');
  if (isPlaced && isAnonymised(subject, 'location')) return 'anonymity asked';
  const carried = carriedByOthers(subject, audience);
  if (carried !== null) return carried;
  if (!publishes(audience)) return null;
  if (isPlaced) return 'exact place';
  // What a text says (a chat, a list of attacks with their coordinates) no rule here can judge.
  if (textOf((fields.file as { type?: Json } | null)?.type).startsWith('text/')) return 'may point to a person';
  return tagNames(fields['read.other']).some((name) => personalSubject(name) !== null) ? 'may point to a person' : null;
};

/** The original of a companion leaves whole: a chat with all that everybody wrote and their numbers, a sidecar with devices and places. */
function carriedByOthers({ companion }: Subject, audience: Audience): FieldDecision {
  if (companion === undefined || listForms.includes(companion) || companion === 'signature') return null;
  if (!chatForms.includes(companion)) return publishes(audience) ? 'may point to a person' : null;
  return audience === 'court' || audience === 'un_mechanism' ? null : 'may point to a person';
}

function tagNames(tags: Json | undefined): string[] {
  if (!Array.isArray(tags)) return [];
  return (tags as readonly Json[]).map((tag) => textOf((tag as { name?: Json } | null)?.name));
}

/** One conflict quotes a file's name. A kind that is not known here could quote anything. */
const quotesNothing = [
  'offset missing',
  'gps and clock disagree',
  'edited with software',
  'metadata absent',
  'captured after acquisition',
  'read differently',
  'credentials faulty',
];
/** Where the sun stood at a known time, and which side of the globe is in doubt, narrow down where somebody stood. */
const tellsOfPlace = ['hemisphere in doubt', 'daylight impossible'];

export const conflicts: Rule = (subject, audience) => {
  const listed = Array.isArray(subject.fields.conflicts) ? (subject.fields.conflicts as readonly Json[]) : [];
  const kinds = listed.map((conflict) => textOf((conflict as { kind?: Json } | null)?.kind));
  if (publishes(audience) && kinds.some((kind) => tellsOfPlace.includes(kind))) return 'exact place';
  const harmless = kinds.every((kind) => quotesNothing.includes(kind) || tellsOfPlace.includes(kind));
  return harmless ? null : fileName(subject, audience, 'name');
};

/** What a failing card gave at other times may be another file of this archive, with an answer of its own; the flag says that it did. */
export const reread: Rule = ({ fields }) =>
  (fields.reread as { outcome?: Json } | null)?.outcome === 'different' ? 'working note' : null;

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
