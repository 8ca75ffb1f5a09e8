import type { CallName } from '../../../shared/contract.ts';
import { caseTemplate, templateOf } from '../../../shared/model/template.ts';
import type { Capabilities } from '../capability.ts';
import { keptByName } from './kept-by-name.ts';
import { fieldsOf } from './kinds.ts';
import { prepareQuestions, retireQuestions, testimonyTemplates } from './prepared-questions.ts';
import { readRecord } from './recording.ts';

export const ofCases = keptByName('case_template', caseTemplate);

export const templateCapabilities: Capabilities<Extract<CallName, `template.${string}`>> = {
  'template.list': ({ vault }) => [...ofCases.list(vault), ...testimonyTemplates(vault)],
  'template.keep': ({ vault }, { template }) => {
    ofCases.keep(vault, template);
    return template;
  },
  'template.keepFrom': ({ vault }, { id, name }) => {
    const template = templateOf(name, fieldsOf('incident', readRecord(vault, 'incident', id).state));
    ofCases.keep(vault, template);
    return template;
  },
  'template.forget': ({ vault }, { name }) => {
    ofCases.forget(vault, name);
    return {};
  },
  'template.prepare': ({ vault }, request) => prepareQuestions(vault, request),
  'template.retire': ({ vault }, request) => retireQuestions(vault, request),
};
