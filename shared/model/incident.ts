import { z } from 'zod';
import {
  confidences,
  definitions,
  harmedGroups,
  harms,
  healthServices,
  intentSigns,
  militaryAnswers,
  observedStates,
  siegeStates,
  sindCaptivities,
  sindCounts,
  sindFlags,
  sindLocations,
  sindPerpetrators,
  sindPrecisions,
  sindWeapons,
  ssaResources,
} from './coding.ts';
import { answers, functionalities, remark } from './facility.ts';
import { place, recordedPlace } from './position.ts';
import { recordId } from './records.ts';
import { uncertainTime } from './time.ts';
import { attackTypes, certainties } from './vocabulary.ts';

/**
 * An incident: what was observed, who is said to have done it, and how it is coded stand apart. It happened as a row of impacts; what was
 * not said is not written.
 */

const unknownTime = { edtf: '', words: '' };
/** Where something is known from: a witness's code, a file, a page. */
const source = z.string().trim().max(2_000).default('');
const some = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.array(z.enum(values)).max(values.length).default([]);

/** One strike, shot or entry, in the order in which they came. */
export const impact = z.strictObject({
  when: uncertainTime.default(unknownTime),
  place: place.nullable().default(null),
  facility: recordId.nullable().default(null),
  site: recordId.nullable().default(null),
  /** As it was observed; what was fired is for an attribution to say. */
  weapons: some(sindWeapons),
  weapon: z.string().trim().max(1_000).default(''),
  hit: z.string().trim().max(2_000).default(''),
  /** Whether people who came to help were there when it hit. */
  secondstrike: z.enum(answers).default('unknown'),
  source,
});

/** One analyst's view of who did it. Several stand side by side; none replaces what was observed. */
export const attribution = z.strictObject({
  perpetrator: z.enum(sindPerpetrators).default('No Information'),
  name: z.string().trim().max(300).default(''),
  basis: z.string().trim().min(1).max(5_000),
  confidence: z.enum(confidences).default('not stated'),
  /** By code, like an operator. */
  analyst: z.string().trim().max(64).default(''),
  alternatives: z.array(z.string().trim().min(1).max(2_000)).max(10).default([]),
  against: z.string().trim().max(5_000).default(''),
});

const people = z.number().int().min(0).max(1_000_000).nullable().default(null);
const counted = {
  group: z.enum(harmedGroups),
  harm: z.enum(harms),
  lowest: people,
  best: people,
  highest: people,
} as const;
type Range = Readonly<Record<'lowest' | 'best' | 'highest', number | null>>;
/** The first of the three that is smaller than one before it. */
function outOfOrder({ lowest, best, highest }: Range): 'best' | 'highest' | null {
  if (best !== null && best < (lowest ?? 0)) return 'best';
  return highest !== null && highest < Math.max(lowest ?? 0, best ?? 0) ? 'highest' : null;
}
function inOrder({ value, issues }: z.core.ParsePayload<Range>): void {
  const field = outOfOrder(value);
  if (field === null) return;
  const message = 'lowest, best and highest in this order';
  issues.push({
    code: 'custom',
    input: value,
    message,
    path: [field],
    params: { rule: 'not possible', expected: message },
  });
}
export const harmRow = z.strictObject({ ...counted, source });
const harm = harmRow.check(inOrder);
/** The same without where it is known from. */
export const harmCount = z.strictObject(counted).check(inOrder);
export type Harm = z.infer<typeof harmRow>;

const intentSign = z.strictObject({ sign: z.enum(intentSigns), state: z.enum(observedStates), source });

export const mostImpacts = 40;

/** All that goes beyond the first sentence of a case. Absent until somebody says it. */
const coding = {
  impacts: z.array(impact).max(mostImpacts).default([]),
  harm: z.array(harm).max(60).default([]),
  attributions: z.array(attribution).max(10).default([]),
  functionality: z
    .strictObject({ before: z.enum(functionalities), after: z.enum(functionalities), source })
    .default({ before: 'unknown', after: 'unknown', source: '' }),
  services: z
    .strictObject({ interrupted: some(healthServices), words: remark })
    .default({ interrupted: [], words: '' }),
  military: z
    .strictObject({
      presence: z.enum(militaryAnswers).default('not asked'),
      use: z.enum(militaryAnswers).default('not asked'),
      source,
    })
    .default({ presence: 'not asked', use: 'not asked', source: '' }),
  intent: z.array(intentSign).max(30).default([]),
  definitions: some(definitions),
  /** WHO SSA beside attack types and certainty. Its identifier as it gave it. */
  ssa: z
    .strictObject({
      id: z.string().trim().max(60).default(''),
      resources: some(ssaResources),
      /** "Type of Facility" in the words of the source. */
      facilitytype: z.string().trim().max(300).default(''),
    })
    .default({ id: '', resources: [], facilitytype: '' }),
  sind: z
    .strictObject({
      id: z.string().trim().max(60).default(''),
      perpetrators: some(sindPerpetrators),
      weapons: some(sindWeapons),
      locations: some(sindLocations),
      precision: z.enum(sindPrecisions).nullable().default(null),
      counts: z.partialRecord(z.enum(sindCounts), z.number().int().min(0).max(1_000_000)).default({}),
      accessdenied: z.enum(answers).default('unknown'),
      captivity: some(sindCaptivities),
      flags: some(sindFlags),
    })
    .default({
      id: '',
      perpetrators: [],
      weapons: [],
      locations: [],
      precision: null,
      counts: {},
      accessdenied: 'unknown',
      captivity: [],
      flags: [],
    }),
  context: z
    .strictObject({
      /** Who held the area, in words. */
      control: z.string().trim().max(1_000).default(''),
      siege: z.enum(siegeStates).default('unknown'),
      /** Agreements during which it happened: chosen by a person among those proposed by time and place. */
      truces: z.array(recordId).max(20).default([]),
      source,
    })
    .default({ control: '', siege: 'unknown', truces: [], source: '' }),
  /**
   * Where it was taken from a list that somebody else keeps: the archived file, the row in it as spreadsheets count (the columns' names
   * stand in row 1), and what that row says in words that no field here has. Only taking a list in writes it.
   */
  listed: z
    .strictObject({
      item: z.number().int().nonnegative().nullable().default(null),
      row: z.number().int().positive().nullable().default(null),
      stated: z
        .array(z.strictObject({ column: z.string().max(2_000), text: z.string().max(20_000) }))
        .max(200)
        .default([]),
    })
    .default({ item: null, row: null, stated: [] }),
};

export const incidentFields = z.strictObject({
  title: z.string().trim().min(1).max(200),
  facility: z.string().trim().max(300),
  place: recordedPlace,
  when: uncertainTime,
  account: z.string().max(200_000),
  attackTypes: z.array(z.enum(attackTypes)).max(attackTypes.length),
  certainty: z.enum(certainties),
  ...coding,
});
export type IncidentFields = z.infer<typeof incidentFields>;

/** Nothing of it said yet. */
export const uncoded = z.strictObject(coding).parse({});
