import { z } from 'zod';
import { isTellerAmiss, languageTag, told } from './testimony.ts';
import { uncertainTime } from './time.ts';

/**
 * What a witness says after their account was taken. It stands beside the first account and never changes it: whoever weighs a testimony
 * has to know what was said first, what was added, and what was taken back.
 */

/** How it reached whoever took it. */
export const laterWays = [
  'in person',
  'by telephone',
  'in writing',
  'recorded message',
  'through somebody else',
] as const;

export const readBacks = ['confirmed', 'not read back'] as const;

/** Whether somebody who takes an account back says why. Nobody has to. */
export const whysTold = ['said why', 'did not say why', 'was not asked'] as const;

const words = z.string().trim().max(5_000).default('');

const said = {
  when: uncertainTime,
  how: z.enum(laterWays),
  /** BCP 47. */
  language: languageTag,
  /** Who took it: an operator's code, a role; no name. */
  takenBy: z.string().trim().min(1).max(300),
  /** A role or a code; empty where there was none. */
  interpreter: z.string().trim().max(300).default(''),
  readBack: z.enum(readBacks),
  /** Where, who was there, what led to it. */
  circumstances: words,
  /** In their own words. */
  paragraphs: z
    .array(
      told.refine((each) => !isTellerAmiss(each), {
        error: 'only what they were told says by whom',
        path: ['toldBy'],
        params: { rule: 'not possible', expected: 'basis "was told"' },
      }),
    )
    .min(1)
    .max(500),
};

/** The witness adds to the account. */
export const additionFields = z.strictObject(said);

/** The witness takes the account back, or paragraphs of it. */
export const recantingFields = z.strictObject({
  ...said,
  /** Numbers of the paragraphs that are taken back, from 1, as the account stood then; null for all of it. */
  takesBack: z.array(z.number().int().positive()).min(1).max(500).nullable(),
  why: z.strictObject({ told: z.enum(whysTold), words }),
});

/** How it stands in the ledger: field `takenback` of a record of kind `recanting`. `entry`: the newest of the account at that time. */
export const takenBackField = z.strictObject({
  entry: z.number().int().nonnegative(),
  paragraphs: z.array(z.number().int().positive()).nullable(),
});

/** Kinds of records in which a witness speaks again of a testimony. */
export const laterKinds = ['addition', 'recanting'] as const;
export type LaterKind = (typeof laterKinds)[number];
export const isLaterKind = (kind: unknown): kind is LaterKind =>
  typeof kind === 'string' && (laterKinds as readonly string[]).includes(kind);

/** How much of an account its witness took back. */
export const takenBackExtents = ['in part', 'whole'] as const;
export type TakenBackExtent = (typeof takenBackExtents)[number];

/** How much all recantings of one account take back together, by their field `takenback`. What can't be read counts as all. */
export function extentOf(takenBack: readonly unknown[]): TakenBackExtent | null {
  if (takenBack.length === 0) return null;
  const isInPart = (value: unknown) => {
    const read = takenBackField.safeParse(value);
    return read.success && read.data.paragraphs !== null;
  };
  return takenBack.every(isInPart) ? 'in part' : 'whole';
}

/** What a witness took back of what a claim comes from: the very paragraph, all of the account, or parts of an account that it names whole. */
export const takenBackOfClaim = ['paragraph', 'whole', 'in part'] as const;
export type TakenBackOfClaim = (typeof takenBackOfClaim)[number];
