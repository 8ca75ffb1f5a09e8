import { z } from 'zod';
import { day, thing } from './persons.ts';
import { proceedings } from './stated-use.ts';

/**
 * The order of a court, or of whoever may order like one, to hand things over. It opens what it names, for the audience that it names, where
 * the handing over rests on it; and two people of the archive looked at it.
 */
export const orderFields = z.strictObject({
  audience: z.enum(proceedings),
  /** Who ordered it. */
  court: z.string().trim().min(1).max(300),
  /** Its number or other reference. */
  reference: z.string().trim().min(1).max(300),
  issued: day,
  /** The order itself, archived: the entry of that file. */
  copy: z.number().int().nonnegative(),
  /** What it names. */
  names: z.array(thing).min(1).max(1_000),
});

export const orderStates = ['open', 'in force', 'ended'] as const;
export type OrderState = (typeof orderStates)[number];
