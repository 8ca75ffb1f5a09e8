import { z } from 'zod';
import { functionalities } from './facility.ts';
import { harmCount } from './incident.ts';
import { place } from './position.ts';
import { recordId } from './records.ts';
import { uncertainTime } from './time.ts';

/**
 * What one source says of one thing about an incident. Claims stand beside each other: none replaces another, and where two can't both hold, that
 * is kept and shown. What goes back to one first source is told once, however many repeat it.
 */

export const claimTopics = ['when', 'where', 'weapon', 'hit', 'harm', 'actor', 'functionality', 'other'] as const;
export type ClaimTopic = (typeof claimTopics)[number];

const text = (most: number) => z.string().trim().max(most).default('');

export const claimFields = z.strictObject({
  incident: recordId,
  about: z.enum(claimTopics),
  /** As the source puts it. */
  says: z.string().trim().min(1).max(5_000),
  /** The same as a value, where it says one: `when` of a claim about when, `place` about where, `count` about harm, `works` about functionality. */
  when: uncertainTime.nullable().default(null),
  place: place.nullable().default(null),
  count: harmCount.nullable().default(null),
  works: z.enum(functionalities).nullable().default(null),
  /** Who or what says it: one of these four. A testimony with the number of its paragraph, from 1; a page or a message in words. */
  item: z.number().int().nonnegative().nullable().default(null),
  testimony: recordId.nullable().default(null),
  paragraph: z.number().int().min(1).max(500).nullable().default(null),
  organisation: recordId.nullable().default(null),
  source: text(2_000),
  /** The claim that this source has it from; or, where that is none of ours, whom it has it from in words. */
  origin: recordId.nullable().default(null),
  root: text(300),
  /** Other claims that it can't be true together with, as a person sees it. */
  against: z.array(recordId).max(50).default([]),
  /** Whether what the incident itself says of this rests on it. */
  rests: z.boolean().default(false),
  /** Entered by mistake; it stays in the history and out of the table. */
  withdrawn: z.boolean().default(false),
});
export type ClaimFields = z.infer<typeof claimFields>;

const valueFor = { when: 'when', where: 'place', harm: 'count', functionality: 'works' } as const;

/** A claim as it is entered: from one source, with a value that fits what it is about. */
export const enteredClaim = claimFields
  .refine(
    ({ item, testimony, organisation, source }) =>
      [item, testimony, organisation, source === '' ? null : source].filter((each) => each !== null).length === 1,
    { message: 'one source', path: ['source'] },
  )
  .refine(({ testimony, paragraph }) => paragraph === null || testimony !== null, {
    message: 'a paragraph of a testimony',
    path: ['paragraph'],
  })
  .refine((claim) => Object.entries(valueFor).every(([topic, name]) => claim[name] === null || claim.about === topic), {
    message: 'a value of what it is about',
    path: ['about'],
  });
