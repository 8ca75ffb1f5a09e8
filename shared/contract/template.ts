import { z } from 'zod';
import { questionSections, questionsName } from '../model/prepared-questions.ts';
import { recordId } from '../model/records.ts';
import { caseTemplate, testimonyTemplate } from '../model/template.ts';
import { type Calls, call } from './call.ts';
import { nothing } from './scalars.ts';

/** What new cases begin with, and what is asked when a full statement is taken. */
export const templateCalls = {
  /** Of cases and of testimonies, by name; what an organisation changed stands in place of what comes with Sanad. */
  'template.list': call(nothing, z.array(z.union([caseTemplate, testimonyTemplate]))),
  /** Of a case, under its name, in place of what was kept under that. */
  'template.keep': call(z.strictObject({ template: caseTemplate }), caseTemplate),
  /** From a case, without its facts and without anybody. */
  'template.keepFrom': call(z.strictObject({ id: recordId, name: caseTemplate.shape.name }), caseTemplate),
  'template.forget': call(z.strictObject({ name: caseTemplate.shape.name }), nothing),
  /** Questions for testimonies. `replaces`: the version that this one follows; `null` where the name is new. */
  'template.prepare': call(
    z.strictObject({
      name: questionsName,
      language: testimonyTemplate.shape.language,
      sections: questionSections,
      replaces: z.number().int().positive().nullable(),
    }),
    testimonyTemplate,
  ),
  /** Whether questions are still offered. Every version stays. */
  'template.retire': call(z.strictObject({ name: questionsName, retired: z.boolean() }), testimonyTemplate),
} as const satisfies Calls;
