import { z } from 'zod';
import { isDay } from '../ledger/reserved.ts';
import { legalBases } from './legal-bases.ts';
import { codeName, recordId } from './records.ts';

/** A calendar day, `YYYY-MM-DD`. */
export const day = z.string().refine(isDay);

/** Who somebody is to what is archived. The dead, patients and bystanders are never asked on paper only: see `consentStates`. */
export const standings = ['witness', 'health worker', 'patient', 'bystander', 'relative', 'dead', 'other'] as const;
export type Standing = (typeof standings)[number];

/** Somebody whom the archive holds something about, by a code name. Who that is, is sealed in an `identity` record apart. */
export const personFields = z.strictObject({
  code: codeName,
  standing: z.enum(standings),
  /** Under age when it was recorded. */
  child: z.boolean(),
  /** The day from which they decide for themselves and are to be asked again; null where it is not known, or they are of age. */
  majority: day.nullable(),
  /** Until when the archive means to keep what it holds about them; null where nobody decided. It ends nothing by itself. */
  keepUntil: day.nullable(),
  /** Why until then, and who decided it: a role or a code, no name. Core asks for both when the day is set. */
  keepWhy: z.string().trim().max(1_000).default(''),
  keepBy: z.string().trim().max(300).default(''),
  /** On what it rests that something is held about them; null where nobody set it. */
  basis: z.enum(legalBases).nullable().default(null),
  basisWords: z.string().trim().max(1_000).default(''),
});
export type PersonFields = z.infer<typeof personFields>;

/** Whether somebody was under age on a day, `YYYY-MM-DD`. A child of whom nobody knows when it comes of age stays one. */
export const isMinorOn = ({ child, majority }: Pick<PersonFields, 'child' | 'majority'>, on: string): boolean =>
  child && (majority === null || on < majority);

/** What a thing has to do with a person. */
export const involvements = ['shown', 'heard', 'named', 'told by', 'about'] as const;
export type Involvement = (typeof involvements)[number];

/** Something that holds matter about people: an archived file, a testimony, a case. */
export const thing = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('item'), seq: z.number().int().nonnegative() }),
  z.strictObject({ what: z.literal('testimony'), id: recordId }),
  z.strictObject({ what: z.literal('incident'), id: recordId }),
]);
export type Thing = z.infer<typeof thing>;

/** As what somebody stands in a record by their code name: keys of `personReport.namedAs.<way>`. */
export const namedAs = ['creator', 'giver', 'carrier', 'witness', 'interpreter', 'writer', 'checker', 'named'] as const;
export type NamedAs = (typeof namedAs)[number];
/** In which kind of record: keys of `personReport.namedIn.<kind>`. */
export const namedIn = ['provenance', 'testimony', 'recording', 'transcript', 'other'] as const;
export type NamedIn = (typeof namedIn)[number];
