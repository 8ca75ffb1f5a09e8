import { z } from 'zod';
import { party, remark } from './facility.ts';
import { place } from './position.ts';
import { uncertainTime } from './time.ts';

/**
 * A truce or an arrangement that was to keep something from being attacked: who was party to it, who was left out of it, where and from
 * when to when it held. Whether something broke it is no question for this program: it says what happened "during" it.
 */
export const agreementCategories = [
  'ceasefire',
  'cessation of hostilities',
  'humanitarian pause',
  'local truce',
  'evacuation',
  'deconfliction',
  'other',
] as const;

/** An area that says neither how it is called nor where it lies is none. */
const area = place.refine(({ name, point, area: outline }) => name !== '' || point !== null || outline !== undefined, {
  message: 'a name or coordinates',
  path: ['name'],
});

export const agreementFields = z.strictObject({
  title: z.string().trim().min(1).max(300),
  category: z.enum(agreementCategories),
  parties: z.array(party).max(50).default([]),
  /** Named as outside of it: attacks on them and by them were not covered. */
  excluded: z.array(party).max(50).default([]),
  /** None: nobody said where it held. */
  areas: z.array(area).max(50).default([]),
  begins: uncertainTime.default({ edtf: '', words: '' }),
  /** Empty where it was never ended; then it may have held until today. */
  ends: uncertainTime.default({ edtf: '', words: '' }),
  terms: z.string().trim().max(50_000).default(''),
  source: remark,
  note: remark,
});
