import { z } from 'zod';
import { day } from './persons.ts';
import { reason } from './records.ts';
import { audiences } from './vocabulary.ts';

/** What needs care whoever agreed to what: a person marks a thing with these. */
export const materialClasses = [
  'patient',
  'child',
  'remains',
  'sexual violence',
  'working site',
  'medical confidence',
] as const;
export type MaterialClass = (typeof materialClasses)[number];

/** Who is to see something: an audience outside, or whoever works in this archive. */
export const viewers = [...audiences, 'archive'] as const;
export type Viewer = (typeof viewers)[number];

/** A use that somebody with the authority to say so has limited. On a case it covers what belongs to the case. */
export const restrictionFields = z.strictObject({
  /** Who may not have it. With `archive`, nobody: it is closed. */
  viewers: z.array(z.enum(viewers)).min(1).max(viewers.length),
  authority: z.string().trim().min(1).max(300),
  basis: reason,
  /** To be looked at again; it ends nothing by itself. */
  until: day.nullable(),
});

/** Why two people let something be seen that the gate keeps back, where no court ordered it: keys of `overrideGround.<ground>`. */
export const exceptionGrounds = [
  'the condition is met',
  'the person was asked again',
  'life is in danger',
  'what may be seen was agreed with those concerned',
] as const;
export type ExceptionGround = (typeof exceptionGrounds)[number];
/** With the order of a court, which names several things at once and is recorded as what it is: see `orders`. */
export const overrideGrounds = ['court order to hand over', ...exceptionGrounds] as const;
export type OverrideGround = (typeof overrideGrounds)[number];

/** `allowed`; `needs override`: kept back unless two people say otherwise; `withheld`: no two people of the archive can change it. */
export const outcomes = ['allowed', 'needs override', 'withheld'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * What led to an outcome: keys of `gateReason.<code>`, each a plain sentence. `seq` is the entry it rests on, `person` a code name,
 * `about` a class, a condition or whatever else the sentence names.
 */
export const gateReasonCodes = [
  'nobody is concerned',
  'not closed',
  'agreed to this audience',
  'not asked',
  'refused',
  'withdrawn',
  'withdrawn from all use',
  'their record was erased',
  'agreed to others only',
  'has to be renewed',
  'came of age',
  'agreed as a child',
  'asked to be asked again',
  'not where death threatens',
  'not to this state',
  'in their own words',
  'agreed to other purposes',
  'purpose was not asked',
  'no consent to rely on',
  'not named in the order',
  'can’t be asked',
  'can’t be asked, and it would be published',
  'class needs consent',
  'class is not published',
  'class stays from the other side',
  'anonymity asked',
  'restricted',
  'closed',
  'overridden',
  'answered',
  'held',
] as const;
export type GateReasonCode = (typeof gateReasonCodes)[number];

export const gateReason = z.strictObject({
  code: z.enum(gateReasonCodes),
  person: z.string().nullable(),
  about: z.string().nullable(),
  seq: z.number().int().nonnegative().nullable(),
});
export type GateReason = z.infer<typeof gateReason>;

/** Where an exception stands. */
export const overrideStates = ['open', 'in force', 'ended'] as const;
export type OverrideState = (typeof overrideStates)[number];
