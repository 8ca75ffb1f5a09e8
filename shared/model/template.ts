import { z } from 'zod';
import { type IncidentFields, incidentFields } from './incident.ts';
import { precisionClasses } from './position.ts';
import { questionSections, questionsName } from './prepared-questions.ts';
import { languageTag } from './testimony.ts';

/**
 * What cases of one kind have in common, so that a new one begins with it: how they are coded, in which area. No fact of any case, and
 * nobody: neither a title nor a time, place by name, account, number of people, source or identifier.
 */
const { attackTypes, certainty, definitions, ssa, sind } = incidentFields.shape;
const coded = {
  ssa: ssa.unwrap().pick({ resources: true, facilitytype: true }),
  sind: sind.unwrap().pick({ weapons: true, locations: true, precision: true, flags: true }),
};

export const caseTemplate = z.strictObject({
  of: z.literal('case').default('case'),
  name: z.string().trim().min(1).max(120),
  fields: z.strictObject({
    place: z.strictObject({
      precision: z.enum(precisionClasses),
      within: z.array(z.string().trim().min(1).max(200)).max(10),
    }),
    attackTypes,
    certainty,
    definitions,
    ...coded,
  }),
});
export type CaseTemplate = z.infer<typeof caseTemplate>;

/** What of a case may stand in a template. */
export const templateOf = (name: string, fields: IncidentFields): CaseTemplate => {
  const { place, ssa: inSsa, sind: inSind } = fields;
  return {
    of: 'case',
    name,
    fields: {
      place: { precision: place.precision, within: place.within ?? [] },
      attackTypes: fields.attackTypes,
      certainty: fields.certainty,
      definitions: fields.definitions,
      ssa: { resources: inSsa.resources, facilitytype: inSsa.facilitytype },
      sind: {
        weapons: inSind.weapons,
        locations: inSind.locations,
        precision: inSind.precision,
        flags: inSind.flags,
      },
    },
  };
};

/** A case that begins with a template; what it says already and the template doesn't stays. */
export function begunWith(fields: IncidentFields, template: CaseTemplate): IncidentFields {
  const { within, precision } = template.fields.place;
  return {
    ...codedAs(fields, template),
    place: { ...fields.place, precision, ...(within.length === 0 ? {} : { within }) },
    certainty: template.fields.certainty,
  };
}

/** Questions for a full statement, with every version of them. */
export const testimonyTemplate = z.strictObject({
  of: z.literal('testimony'),
  name: questionsName,
  language: languageTag,
  /** Not offered any more; testimonies that were taken with it still say so. */
  retired: z.boolean(),
  /** From the oldest to the newest, numbered from 1. */
  versions: z.array(z.strictObject({ version: z.number().int().positive(), sections: questionSections })).min(1),
});
export type TestimonyTemplate = z.infer<typeof testimonyTemplate>;

/** What is offered. */
export function newestOf({ versions }: TestimonyTemplate): TestimonyTemplate['versions'][number] {
  const newest = versions.at(-1);
  if (newest === undefined) throw new RangeError('a template without a version');
  return newest;
}

type Template = CaseTemplate | TestimonyTemplate;
export const isOfCase = (template: Template): template is CaseTemplate => template.of === 'case';
export const isOfTestimony = (template: Template): template is TestimonyTemplate => template.of === 'testimony';

/** A case that is there already, coded as a template says: where it was and how certain it is aren't another's to say. */
export const codedAs = (fields: IncidentFields, { fields: common }: CaseTemplate): IncidentFields => ({
  ...fields,
  attackTypes: common.attackTypes,
  definitions: common.definitions,
  ssa: { ...fields.ssa, ...common.ssa },
  sind: { ...fields.sind, ...common.sind },
});
