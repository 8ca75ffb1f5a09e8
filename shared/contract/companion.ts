import { z } from 'zod';
import { aboutFile, chatRead, companionCounts, companionForms, saidOfFile } from '../model/companions.ts';
import { seq } from './scalars.ts';

/** A companion as an import found it; without a form, the text could not be read. */
export const companionFound = z.strictObject({
  item: seq,
  name: z.string(),
  form: z.enum(companionForms).nullable(),
  counts: companionCounts.nullable(),
  chat: chatRead.nullable(),
});
export type CompanionFound = z.infer<typeof companionFound>;

/** A zip among what was chosen, whose members were taken in as files of it. Without the members, `problem` says why. */
export const zipOpened = z.strictObject({
  item: seq,
  name: z.string(),
  members: z.number().int().nonnegative(),
  archived: z.number().int().nonnegative(),
  alreadyHere: z.number().int().nonnegative(),
  refused: z.array(z.strictObject({ name: z.string(), code: z.string() })),
  problem: z.string().nullable(),
});
export type ZipOpened = z.infer<typeof zipOpened>;

/** What one companion says of one item. */
export const besideItem = z.strictObject({
  /** The entry in which it stands, and its number among the companion's statements. */
  entry: seq,
  number: z.number().int(),
  companion: z.strictObject({ item: seq, name: z.string(), form: z.enum(companionForms) }),
  about: aboutFile.omit({ item: true }),
  says: saidOfFile.nullable(),
});
export type BesideItem = z.infer<typeof besideItem>;

/** Files of a companion that are shown with it; there may be more. */
export const mostCompanionFiles = 200;

/** What an item that is a companion says of others. */
export const itemAsCompanion = z.strictObject({
  form: z.enum(companionForms),
  parsers: z.array(z.string()),
  counts: companionCounts,
  chat: chatRead.nullable(),
  cut: z.boolean(),
  files: z.array(z.strictObject({ item: seq, name: z.string(), answer: aboutFile.shape.answer })),
  absent: z.array(z.string()),
});
export type ItemAsCompanion = z.infer<typeof itemAsCompanion>;
