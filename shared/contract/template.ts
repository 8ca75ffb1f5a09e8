import { z } from 'zod';
import { recordId } from '../model/records.ts';
import { caseTemplate } from '../model/template.ts';
import { type Calls, call } from './call.ts';
import { nothing } from './scalars.ts';

/** What new cases begin with. */
export const templateCalls = {
  'template.list': call(nothing, z.array(caseTemplate)),
  /** Under its name, in place of what was kept under that. */
  'template.keep': call(z.strictObject({ template: caseTemplate }), caseTemplate),
  /** From a case, without its facts and without anybody. */
  'template.keepFrom': call(z.strictObject({ id: recordId, name: caseTemplate.shape.name }), caseTemplate),
  'template.forget': call(z.strictObject({ name: caseTemplate.shape.name }), nothing),
} as const satisfies Calls;
