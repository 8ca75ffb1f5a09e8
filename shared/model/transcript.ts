import { z } from 'zod';
import { codeName, recordId } from './records.ts';
import { languageTag } from './testimony.ts';

/**
 * A transcript writes down what is heard in a recording, a translation says in another language what a recording, a transcript or an
 * account says. Both are somebody's work and never the account itself: they name what they were made of, by whom, and who checked them.
 */
export const transcriptKinds = ['transcript', 'translation'] as const;
export type TranscriptKind = (typeof transcriptKinds)[number];

/** Milliseconds from the beginning of the recording. */
const mark = z.number().int().nonnegative().max(1_000_000_000);

export const transcriptParagraph = z
  .strictObject({
    text: z.string().trim().min(1).max(20_000),
    /** Where in the recording it begins and ends; `null` where nobody marked it. */
    from: mark.nullable().default(null),
    to: mark.nullable().default(null),
    /** Which paragraph of the account or of the transcript it renders, from 1; `null` where it stands by itself. */
    renders: z.number().int().positive().max(10_000).nullable().default(null),
    /** Who speaks: a code name, or a role. */
    speaker: z.string().trim().max(60).default(''),
  })
  .refine(({ from, to }) => to === null || (from !== null && from <= to), {
    path: ['to'],
    message: 'ends before it begins',
  });
export type TranscriptParagraph = z.infer<typeof transcriptParagraph>;

/** A program that wrote it, or a draft of it. */
const machine = z.strictObject({
  program: z.string().trim().min(1).max(200),
  version: z.string().trim().max(100),
});

/** What both have in common. At least one of `item`, `testimony`, `transcript` is named (`namesSource`). */
const common = {
  /** The recording, by the number of its entry. */
  item: z.number().int().nonnegative().nullable().default(null),
  testimony: recordId.nullable().default(null),
  /** That it is written in. */
  language: languageTag,
  /** Who wrote it, by code name; empty where nobody is named. */
  by: z.union([codeName, z.literal('')]).default(''),
  machine: machine.nullable().default(null),
  /** Who compared it with what it was made of, by code name; empty where nobody did. */
  checked: z.union([codeName, z.literal('')]).default(''),
  paragraphs: z.array(transcriptParagraph).min(1).max(5_000),
  note: z.string().trim().max(5_000).default(''),
};

export const transcriptFields = z.strictObject(common);
export const translationFields = z.strictObject({
  ...common,
  /** The transcript that it was made from. */
  transcript: recordId.nullable().default(null),
  /** That it was translated from. */
  original: languageTag,
});
export type TranscriptFields = z.output<typeof transcriptFields>;
export type TranslationFields = z.output<typeof translationFields>;
