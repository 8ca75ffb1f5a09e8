import type { z } from 'zod';
import { claimFields } from '../../../shared/model/claim.ts';
import { type DaySpan, daySpan } from '../../../shared/model/day-span.ts';
import type { RecordKind } from '../../../shared/model/entries.ts';
import { incidentFields } from '../../../shared/model/incident.ts';
import { enteredFields } from '../../../shared/model/kinds.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { FacetName } from '../../../shared/model/search.ts';
import { type TranscriptParagraph, transcriptFields, translationFields } from '../../../shared/model/transcript.ts';
import { type Layout, stateFrom, valuesFrom } from './layout.ts';
import type { RecordState } from './merging.ts';

/**
 * The kinds of records that are entered, corrected, shown, listed and found in one way: what each is called, when it was, what else it
 * names, and which of its words are looked for.
 */

const schemas = {
  ...enteredFields,
  incident: incidentFields,
  claim: claimFields,
  transcript: transcriptFields,
  translation: translationFields,
} as const;
export type RegisteredKind = keyof typeof schemas;
export type FieldsOf<K extends RegisteredKind> = z.output<(typeof schemas)[K]>;

export const isRegistered = <K extends string>(kind: K): kind is K & RegisteredKind => Object.hasOwn(schemas, kind);

/** Another record that this one names. */
export interface Reference {
  readonly field: string;
  readonly kind: RecordKind;
  readonly id: RecordId;
  /** Whether what happens to this record belongs into the history of the other. */
  readonly belongs: boolean;
}

interface Kind<F> {
  readonly layout: Layout;
  /** The field without which there is no record: where it is missing, the record was erased. */
  readonly essential: string;
  readonly title: (fields: F) => string;
  readonly days: (fields: F) => DaySpan | null;
  readonly references: (fields: F) => readonly Reference[];
  /** Field in the ledger and its words. */
  readonly words: (fields: F) => readonly (readonly [string, string])[];
  readonly facets: (fields: F) => readonly (readonly [FacetName, string])[];
}

/** Of what a claim says, in lists. */
const longestTitle = 120;

const whole: Layout = { split: {} };
const never = () => null;

const reference =
  (field: string, kind: RecordKind, belongs = false) =>
  (id: RecordId | null): Reference[] =>
    id === null ? [] : [{ field, kind, id, belongs }];

type Acting = { readonly name: string; readonly organisation: RecordId | null };
const parties = (field: string, all: readonly Acting[]): Reference[] =>
  all.flatMap(({ organisation }) => reference(field, 'organisation')(organisation));
const namesOf = (all: readonly Acting[]): string => all.map(({ name }) => name).join(' · ');
const joined = (all: readonly { readonly text: string }[]): string => all.map(({ text }) => text).join(' · ');
const lasting = (from: string, to: string): DaySpan | null => {
  const [first, last] = [daySpan(from), daySpan(to)];
  return first === null && last === null ? null : { from: first?.from ?? null, to: last?.to ?? null };
};

/** When it happened; where only its impacts say so, from the first to the last of them. */
export function daysOfIncident({ when, impacts }: Pick<FieldsOf<'incident'>, 'when' | 'impacts'>): DaySpan | null {
  const whole = daySpan(when.edtf);
  if (whole !== null) return whole;
  const spans = impacts.flatMap((impact) => daySpan(impact.when.edtf) ?? []);
  if (spans.length === 0) return null;
  const bound = (days: readonly (string | null)[], end: 0 | -1) =>
    days.includes(null) ? null : (days.toSorted().at(end) ?? null);
  return {
    from: bound(
      spans.map(({ from }) => from),
      0,
    ),
    to: bound(
      spans.map(({ to }) => to),
      -1,
    ),
  };
}

/** A paragraph is one field, so that it can be kept back alone. */
const inParagraphs: Layout = { split: { paragraphs: { as: 'paragraph', way: 'list' } } };

const wordsOf = (paragraphs: readonly TranscriptParagraph[], note: string): [string, string][] => [
  ...paragraphs.map(({ text }, index): [string, string] => [`paragraph.${index + 1}`, text]),
  ['note', note],
];

const kinds: { readonly [K in RegisteredKind]: Kind<FieldsOf<K>> } = {
  facility: {
    layout: whole,
    essential: 'names',
    title: ({ names }) => joined(names),
    days: never,
    references: ({ runby }) => parties('runby', runby),
    words: ({ runby, identifiers, serves, note }) => [
      ['runby', namesOf(runby)],
      ['identifiers', identifiers.map(({ value }) => value).join(' ')],
      ['serves', serves],
      ['note', note],
    ],
    facets: ({ category }) => [['category', category]],
  },
  site: {
    layout: whole,
    essential: 'facility',
    title: ({ place }) => place.name,
    days: ({ when }) => daySpan(when.edtf),
    references: ({ facility, movedfrom }) => [
      ...reference('facility', 'facility', true)(facility),
      ...reference('movedfrom', 'site')(movedfrom),
    ],
    words: ({ place, when, source, note }) => [
      ['within', (place.within ?? []).join(' · ')],
      ['when', when.words],
      ['source', source],
      ['note', note],
    ],
    facets: ({ functionality }) => [['functionality', functionality]],
  },
  notification: {
    layout: whole,
    essential: 'facility',
    // Never the coordinates: a title stands in lists and in what a search finds.
    title: ({ addressees, reached, sender }) => namesOf(addressees) || namesOf(reached) || (sender?.name ?? ''),
    days: ({ when }) => daySpan(when.edtf),
    references: ({ facility, site, sender, addressees, reached }) => [
      ...reference('facility', 'facility', true)(facility),
      ...reference('site', 'site')(site),
      ...parties('sender', sender === null ? [] : [sender]),
      ...parties('addressees', addressees),
      ...parties('reached', reached),
    ],
    words: ({ sender, addressees, reached, source, note }) => [
      ['sender', sender?.name ?? ''],
      ['addressees', namesOf(addressees)],
      ['reached', namesOf(reached)],
      ['source', source],
      ['note', note],
    ],
    facets: () => [],
  },
  agreement: {
    layout: whole,
    essential: 'title',
    title: ({ title }) => title,
    days: ({ begins, ends }) => lasting(begins.edtf, ends.edtf),
    references: ({ parties: bound, excluded }) => [...parties('parties', bound), ...parties('excluded', excluded)],
    words: ({ parties: bound, excluded, areas, terms, source, note }) => [
      ['parties', namesOf(bound)],
      ['excluded', namesOf(excluded)],
      ['areas', areas.map(({ name }) => name).join(' · ')],
      ['terms', terms],
      ['source', source],
      ['note', note],
    ],
    facets: ({ category }) => [['category', category]],
  },
  organisation: {
    layout: whole,
    essential: 'names',
    title: ({ names }) => joined(names),
    days: never,
    references: () => [],
    words: ({ note }) => [['note', note]],
    facets: ({ category }) => [['category', category]],
  },
  device: {
    layout: whole,
    essential: 'title',
    title: ({ title }) => title,
    days: never,
    references: () => [],
    words: ({ maker, model, serial, holder, note }) => [
      ['model', [maker, model].filter((part) => part !== '').join(' ')],
      ['serial', serial],
      ['holder', holder],
      ['note', note],
    ],
    facets: ({ category }) => [['category', category]],
  },
  claim: {
    layout: { split: {}, always: ['incident', 'about', 'says'] },
    essential: 'says',
    title: ({ says }) => says.slice(0, longestTitle),
    days: ({ when }) => (when === null ? null : daySpan(when.edtf)),
    references: ({ incident, organisation, origin, against }) => [
      ...reference('incident', 'incident', true)(incident),
      ...reference('organisation', 'organisation')(organisation),
      ...reference('origin', 'claim')(origin),
      ...against.flatMap(reference('against', 'claim')),
    ],
    words: ({ says, place, when, source, root }) => [
      ['says', says],
      ['place', [place?.name ?? '', ...(place?.within ?? [])].filter(Boolean).join(' · ')],
      ['when', when?.words ?? ''],
      ['source', source],
      ['root', root],
    ],
    facets: () => [],
  },
  incident: {
    layout: {
      split: {
        attackTypes: { as: 'attacks', way: 'whole' },
        impacts: { as: 'impact', way: 'listed parts' },
        harm: { way: 'listed parts' },
        attributions: { as: 'attribution', way: 'list' },
        functionality: { way: 'parts' },
        services: { way: 'parts' },
        military: { way: 'parts' },
        intent: { way: 'listed parts' },
        ssa: { way: 'parts' },
        sind: { way: 'parts' },
        context: { way: 'parts' },
        listed: { way: 'parts' },
      },
      always: ['title', 'facility', 'place', 'when', 'account', 'attackTypes', 'certainty'],
    },
    essential: 'title',
    title: ({ title }) => title,
    days: daysOfIncident,
    references: ({ impacts, context }) => [
      ...impacts.flatMap(({ facility, site }, index) => [
        ...reference(`impact.${index + 1}.facility`, 'facility')(facility),
        ...reference(`impact.${index + 1}.site`, 'site')(site),
      ]),
      ...context.truces.flatMap(reference('context.truces', 'agreement')),
    ],
    words: ({ facility, place, when, account, impacts, attributions, services, context, ssa, sind, listed }) => [
      ['facility', facility],
      ['place', [place.name, ...(place.within ?? [])].join(' · ')],
      ['when', when.words],
      ['account', account],
      ...impacts.flatMap((impact, index) =>
        [impact.place?.name ?? '', impact.when.words, impact.weapon, impact.hit].map(
          (text) => [`impact.${index + 1}`, text] as const,
        ),
      ),
      ...attributions.flatMap(({ name, basis, alternatives, against }, index) =>
        [name, basis, ...alternatives, against].map((text) => [`attribution.${index + 1}`, text] as const),
      ),
      ['services', services.words],
      ['control', context.control],
      ['identifier', [ssa.id, sind.id].filter((id) => id !== '').join(' · ')],
      ['ssa.facilitytype', ssa.facilitytype],
      ['listed.stated', listed.stated.map(({ text }) => text).join(' · ')],
    ],
    facets: ({ attackTypes, certainty, facility }) => [
      ...attackTypes.map((attack) => ['attack', attack] as const),
      ['certainty', certainty],
      ...(facility === '' ? [] : [['called', facility] as const]),
    ],
  },
  transcript: {
    layout: inParagraphs,
    essential: 'language',
    title: ({ language }) => language,
    days: never,
    references: ({ testimony }) => reference('testimony', 'testimony')(testimony),
    words: ({ paragraphs, note }) => wordsOf(paragraphs, note),
    facets: ({ language }) => [['language', language]],
  },
  translation: {
    layout: inParagraphs,
    essential: 'language',
    title: ({ original, language }) => `${original} – ${language}`,
    days: never,
    references: ({ testimony, transcript }) => [
      ...reference('testimony', 'testimony')(testimony),
      ...reference('transcript', 'transcript', true)(transcript),
    ],
    words: ({ paragraphs, note }) => wordsOf(paragraphs, note),
    facets: ({ language }) => [['language', language]],
  },
};

/** The field without which a record is none. */
export const essentialOf = (kind: RegisteredKind): string => kinds[kind].essential;

/** How a record of this kind stands in its entry. */
export function stateOf<K extends RegisteredKind>(kind: K, fields: FieldsOf<K>): RecordState {
  return stateFrom(schemas[kind], kinds[kind].layout, fields);
}

/** Throws ZodError where the ledger holds what this version does not understand. */
export function fieldsOf<K extends RegisteredKind>(kind: K, state: RecordState): FieldsOf<K> {
  return schemas[kind].parse(valuesFrom(schemas[kind], kinds[kind].layout, state)) as FieldsOf<K>;
}

export const referencesOf = <K extends RegisteredKind>(kind: K, fields: FieldsOf<K>): readonly Reference[] =>
  kinds[kind].references(fields);

/** What lists and searches go by. */
export interface Digest {
  readonly title: string;
  readonly days: DaySpan | null;
  readonly references: readonly Reference[];
  readonly words: readonly (readonly [string, string])[];
  readonly facets: readonly (readonly [FacetName, string])[];
}

/** `null` where the ledger holds what this version does not understand: it is kept, and found by nothing. */
export function digestOf<K extends RegisteredKind>(kind: K, state: RecordState): Digest | null {
  const { layout, title, days, references, words, facets } = kinds[kind];
  const read = schemas[kind].safeParse(valuesFrom(schemas[kind], layout, state));
  if (!read.success) return null;
  const fields = read.data as FieldsOf<K>;
  return {
    title: title(fields),
    days: days(fields),
    references: references(fields),
    words: words(fields),
    facets: facets(fields),
  };
}
