import type { z } from 'zod';
import { Fault, type FaultParams } from './faults.ts';

/**
 * Which rule a value breaks: the closed list behind `rule.<code>` in the locales, from what zod reports (zod 4, `$ZodIssue`) and from
 * what core asks beyond a schema.
 */
export const ruleCodes = [
  'missing',
  'kind of value',
  'too little',
  'too much',
  'form',
  'not one of',
  'unknown field',
  'unknown record',
  'cannot be joined',
  'taken',
  'not possible',
  'other',
] as const;
export type RuleCode = (typeof ruleCodes)[number];

type Issue = z.core.$ZodIssue;

/** Of a value no more than this is repeated to whoever gave it. */
export const longestValue = 120;

/** The innermost issue: of alternatives the one that got furthest. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const deepest = issue.errors
    .flat()
    .map((inner) => innermost(inner))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return deepest === undefined ? issue : { ...deepest, path: [...issue.path, ...deepest.path] };
}

function ruleOf(issue: Issue): { rule: RuleCode; expected: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { rule: 'kind of value', expected: issue.expected };
    case 'too_small':
      return { rule: 'too little', expected: String(issue.minimum) };
    case 'too_big':
      return { rule: 'too much', expected: String(issue.maximum) };
    case 'invalid_format':
      return { rule: 'form', expected: formOf(issue) };
    case 'invalid_value':
      return { rule: 'not one of', expected: issue.values.map(String).join(', ') };
    case 'unrecognized_keys':
      return { rule: 'unknown field', expected: issue.keys.join(', ') };
    case 'custom':
      return statedRule(issue.params) ?? { rule: 'other', expected: issue.message };
    default:
      return { rule: 'other', expected: issue.message };
  }
}

/** Forms that zod has names for, as an example. */
const examples: Readonly<Record<string, string>> = {
  date: '2016-04-27',
  datetime: '2016-04-27T19:05:00Z',
  json_string: 'JSON',
};

/** A form as its schema says it beside the pattern, an example or a few words: no pattern tells a person what to write. */
const formOf = ({ format, message }: Extract<Issue, { code: 'invalid_format' }>): string =>
  message.startsWith('Invalid ') ? (examples[format] ?? format) : message;

/** What a refinement says of itself beside its message: the rule that it is, and what would fit. */
function statedRule(
  params: Readonly<Record<string, unknown>> | undefined,
): { rule: RuleCode; expected: string } | null {
  const rule = ruleCodes.find((code) => code === params?.rule);
  return rule === undefined ? null : { rule, expected: String(params?.expected ?? '') };
}

/**
 * The field (its path, dots between), the rule and the value of what is wrong first. The value goes back to nobody but whoever gave it
 * and is never logged.
 */
export function brokenRule(error: z.ZodError, input: unknown): FaultParams {
  const first = error.issues[0];
  if (first === undefined) return { field: '' };
  const issue = innermost(first);
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const value = [...issue.path, ...keys].reduce<unknown>(
    (within, key) =>
      typeof within === 'object' && within !== null ? (within as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );
  const { rule, expected } = ruleOf(issue);
  return {
    field: [...issue.path, ...keys].map(String).join('.'),
    rule: value === undefined && rule === 'kind of value' ? 'missing' : rule,
    expected: expected.slice(0, 400),
    value: (value === undefined ? '' : (JSON.stringify(value) ?? '')).slice(0, longestValue),
  };
}

/** One field that breaks a rule, found beyond a schema. */
export const brokenField = (field: string, rule: RuleCode, expected: string | number, value: string | number): Fault =>
  new Fault('FIELD_INVALID', { field, rule, expected, value });
