import { z } from 'zod';

/**
 * Questions prepared before a full statement is taken: an organisation's own, or those that come with Sanad. They are changed by another
 * version under the same name, so that a testimony says exactly what was asked; none is deleted, only no longer offered.
 */

const line = (longest: number) => z.string().trim().min(1).max(longest);

const questionSection = z.strictObject({ heading: line(200), questions: z.array(line(500)).min(1).max(30) });
export const questionSections = z.array(questionSection).min(1).max(20);
export type QuestionSections = z.infer<typeof questionSections>;

export const questionsName = line(120);

export interface PreparedQuestions {
  readonly name: string;
  readonly sections: QuestionSections;
}

/** What comes with Sanad, in every language of its screens. */
export const shippedQuestions = ['witness', 'staff', 'patient'] as const;
export type ShippedQuestions = (typeof shippedQuestions)[number];

/** What a testimony says of the questions it was taken with. Their words stand in it, so that nobody has to ask for them. */
export const askedWith = z.strictObject({
  name: questionsName,
  version: z.number().int().positive(),
  /** Filled in by core, from what is kept under that name and version. */
  sections: z.array(questionSection).max(20).default([]),
});
export type AskedWith = z.infer<typeof askedWith>;
