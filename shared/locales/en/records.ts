import type { RuleCode } from '../../broken-rule.ts';
import type { EnteredKind } from '../../model/kinds.ts';
import type { RelationKind } from '../../model/links.ts';

/** Records of every kind that is entered in one way, and what is wrong with one that can't be. */
export const records = {
  recordKind: {
    facility: 'Facility',
    site: 'Site of a facility',
    notification: 'Notification of coordinates',
    agreement: 'Agreement',
    organisation: 'Organisation',
    device: 'Device',
  } satisfies Record<EnteredKind, string>,
  relation: {
    shows: 'shows',
    mentions: 'mentions',
    'same event': 'the same event',
    at: 'at',
    'repeat attack on': 'a repeat attack on',
    'derived: redacted': 'redacted from',
    'derived: transcoded': 'made in another format from',
    'derived: transcribed': 'written down from',
  } satisfies Record<RelationKind, string>,
  rule: {
    missing: 'this is needed ({{expected}}).',
    'kind of value': 'another kind of value is needed: {{expected}}.',
    'too little': 'at least {{expected}} is needed.',
    'too much': 'at most {{expected}} is possible.',
    form: 'it is not in the form that is needed: {{expected}}.',
    'not one of': 'one of these is needed: {{expected}}.',
    'unknown field': 'there is no field of this name here: {{expected}}.',
    'unknown record': 'no record of this kind has that id: {{expected}}.',
    taken: 'somebody else has it already.',
    'cannot be joined': 'it can’t be joined in this way: {{expected}}.',
    other: 'this can’t be: {{expected}}.',
  } satisfies Record<RuleCode, string>,
} as const;
