import type { CallName } from '../../../shared/contract.ts';
import { caseTemplate, templateOf } from '../../../shared/model/template.ts';
import type { Capabilities } from '../capability.ts';
import { keptByName } from './kept-by-name.ts';
import { fieldsOf } from './kinds.ts';
import { readRecord } from './recording.ts';

const templates = keptByName('case_template', caseTemplate);

export const templateCapabilities: Capabilities<Extract<CallName, `template.${string}`>> = {
  'template.list': ({ vault }) => templates.list(vault),
  'template.keep': ({ vault }, { template }) => {
    templates.keep(vault, template);
    return template;
  },
  'template.keepFrom': ({ vault }, { id, name }) => {
    const template = templateOf(name, fieldsOf('incident', readRecord(vault, 'incident', id).state));
    templates.keep(vault, template);
    return template;
  },
  'template.forget': ({ vault }, { name }) => {
    templates.forget(vault, name);
    return {};
  },
};
