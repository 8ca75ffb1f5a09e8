import { z } from 'zod';
import { place, point } from './position.ts';
import { recordId } from './records.ts';
import { uncertainTime } from './time.ts';

/**
 * A facility is what goes on: the same hospital after it moved into a cellar. Where it was in which period is told by its sites, and what
 * others were told of its position by notifications. Words of the closed lists are ours, except where another source is named.
 */

/** Words of people, a sentence or a few. */
export const remark = z.string().trim().max(5_000).default('');
const name = z.string().trim().min(1).max(300);

/** BCP 47; empty where nobody said. */
const language = z
  .string()
  .regex(/^([a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*)?$/, 'ar, en, pt-BR')
  .default('');

export const nameUses = ['current', 'former', 'local', 'code'] as const;
/** A name in one language and script: as it is written there, never transliterated by the program. */
export const named = z.strictObject({ text: name, language, use: z.enum(nameUses).default('current') });

/** Somebody who acts: by name, and by record where there is one. */
export const party = z.strictObject({ name, organisation: recordId.nullable().default(null) });

export const facilityCategories = [
  'hospital',
  'field hospital',
  'clinic',
  'health post',
  'maternity',
  'dialysis centre',
  'mental health',
  'rehabilitation',
  'laboratory',
  'blood bank',
  'pharmacy',
  'medical store',
  'ambulance station',
  'ambulance',
  'mobile team',
  'training',
  'administration',
  'other',
  'unknown',
] as const;

export const facilityFields = z.strictObject({
  names: z.array(named).min(1).max(30),
  category: z.enum(facilityCategories).default('unknown'),
  runby: z.array(party).max(20).default([]),
  /** Codes under which others know it: of a health information system, of a deconfliction list. */
  identifiers: z
    .array(z.strictObject({ system: z.string().trim().min(1).max(120), value: z.string().trim().min(1).max(120) }))
    .max(20)
    .default([]),
  /** Whom it serves: area, patients a month, departments. */
  serves: remark,
  note: remark,
});

export const siteModes = ['building', 'underground', 'mobile', 'ambulance', 'temporary', 'unknown'] as const;
/** HeRAMS (WHO): how far a facility works. */
export const functionalities = ['full', 'partial', 'none', 'unknown'] as const;
export const emblemStates = ['shown', 'hidden', 'not there', 'unknown'] as const;

export const siteFields = z.strictObject({
  facility: recordId,
  /** The period in which it was there, as an EDTF interval; an open end where it still is. */
  when: uncertainTime.default({ edtf: '', words: '' }),
  mode: z.enum(siteModes).default('unknown'),
  place,
  /** The site that it moved here from. */
  movedfrom: recordId.nullable().default(null),
  functionality: z.enum(functionalities).default('unknown'),
  /** Whether a protective emblem could be seen. */
  emblem: z.enum(emblemStates).default('unknown'),
  source: remark,
  note: remark,
});

export const answers = ['yes', 'no', 'unknown'] as const;

export const notificationFields = z.strictObject({
  facility: recordId,
  site: recordId.nullable().default(null),
  when: uncertainTime.default({ edtf: '', words: '' }),
  /** To the letter as they were sent, mistakes included. */
  coordinates: z.string().trim().min(1).max(500),
  /** The same as a point, where somebody could read one from it. */
  point: point.nullable().default(null),
  sender: party.nullable().default(null),
  /** To whom it was addressed, and to whom it really went as far as is known: two different things. */
  addressees: z.array(party).max(50).default([]),
  reached: z.array(party).max(50).default([]),
  acknowledged: z.enum(answers).default('unknown'),
  acknowledgement: z
    .strictObject({ when: uncertainTime, by: z.string().trim().max(300).default('') })
    .nullable()
    .default(null),
  withdrawn: z.enum(answers).default('unknown'),
  withdrawal: z
    .strictObject({ when: uncertainTime, by: z.string().trim().max(300).default('') })
    .nullable()
    .default(null),
  source: remark,
  note: remark,
});
