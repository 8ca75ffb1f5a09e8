import { brokenField } from '../../../shared/broken-rule.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import { preparedQuestions as inArabic } from '../../../shared/locales/ar/prepared-questions.ts';
import { preparedQuestions as inEnglish } from '../../../shared/locales/en/prepared-questions.ts';
import { type AskedWith, shippedQuestions } from '../../../shared/model/prepared-questions.ts';
import { newestOf, type TestimonyTemplate, testimonyTemplate } from '../../../shared/model/template.ts';
import type { OpenVault } from '../vault/vault.ts';
import { keptByName } from './kept-by-name.ts';

const ofTestimonies = keptByName('testimony_template', testimonyTemplate);

/** What comes with Sanad: version 1, until an organisation changes it. */
const shipped: readonly TestimonyTemplate[] = (
  [
    ['en', inEnglish],
    ['ar', inArabic],
  ] as const
).flatMap(([language, all]) =>
  shippedQuestions.map((key) => {
    const { name, sections } = all[key];
    return { of: 'testimony' as const, name, language, retired: false, versions: [{ version: 1, sections }] };
  }),
);

/** By name: an organisation's own, and what comes with Sanad as far as it was not changed. */
export function testimonyTemplates(vault: OpenVault): TestimonyTemplate[] {
  const kept = ofTestimonies.list(vault);
  return [...kept, ...shipped.filter(({ name }) => kept.every((each) => each.name !== name))];
}

function templateNamed(vault: OpenVault, name: string): TestimonyTemplate {
  const found = testimonyTemplates(vault).find((each) => each.name === name);
  if (found === undefined) throw new Fault('RECORD_NOT_FOUND');
  return found;
}

/**
 * Questions under a new name, or another version of those under one. Nothing is written where nothing differs. Throws TEMPLATE_NAME_TAKEN,
 * RECORD_NOT_FOUND, RECORD_STALE where somebody made another version since, VAULT_READ_ONLY.
 */
export function prepareQuestions(vault: OpenVault, request: CallRequest<'template.prepare'>): TestimonyTemplate {
  const { name, language, sections, replaces } = request;
  if (replaces === null) {
    if (testimonyTemplates(vault).some((each) => each.name === name)) throw new Fault('TEMPLATE_NAME_TAKEN');
    const made = { of: 'testimony' as const, name, language, retired: false, versions: [{ version: 1, sections }] };
    ofTestimonies.keep(vault, made);
    return made;
  }
  const before = templateNamed(vault, name);
  const newest = newestOf(before);
  if (newest.version !== replaces) throw new Fault('RECORD_STALE');
  const isSame = before.language === language && canonicalText(newest.sections) === canonicalText(sections);
  if (isSame) return before;
  const versions = [...before.versions, { version: newest.version + 1, sections }];
  const changed = { ...before, language, versions };
  ofTestimonies.keep(vault, changed);
  return changed;
}

/**
 * The questions a testimony was taken with, with their words. What stood there `before` stays, whatever became of the template since. Throws
 * FIELD_INVALID where nothing of that name and version is kept.
 */
export function askedIn(vault: OpenVault, asked: AskedWith | null, before: AskedWith | null = null): AskedWith | null {
  if (asked === null) return null;
  const { name, version } = asked;
  if (before?.name === name && before.version === version) return before;
  const all = testimonyTemplates(vault);
  const found = all.find((each) => each.name === name)?.versions.find((each) => each.version === version);
  if (found === undefined) {
    const expected = all.map((each) => `${each.name} ${newestOf(each).version}`).join(', ');
    throw brokenField('fields.template', 'not one of', expected, `${name} ${version}`);
  }
  return { name, version, sections: found.sections };
}

/** Whether they are still offered. Throws RECORD_NOT_FOUND, VAULT_READ_ONLY. */
export function retireQuestions(
  vault: OpenVault,
  { name, retired }: CallRequest<'template.retire'>,
): TestimonyTemplate {
  const template = { ...templateNamed(vault, name), retired };
  ofTestimonies.keep(vault, template);
  return template;
}
