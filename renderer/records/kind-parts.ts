import { agreementCategories } from '../../shared/model/agreement.ts';
import { deviceCategories } from '../../shared/model/device.ts';
import {
  answers,
  emblemStates,
  facilityCategories,
  functionalities,
  nameUses,
  siteModes,
} from '../../shared/model/facility.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import { organisationCategories } from '../../shared/model/organisation.ts';
import type { Part } from './parts.ts';

const names: Part = {
  name: 'names',
  is: 'rows',
  row: 'text',
  begun: true,
  parts: [
    { name: 'text', is: 'line' },
    { name: 'language', is: 'line', code: true, language: true },
    { name: 'use', is: 'word', words: nameUses },
  ],
};
const acting: readonly Part[] = [
  { name: 'name', is: 'line' },
  { name: 'organisation', is: 'record', kind: 'organisation' },
];
const parties = (name: string): Part => ({ name, is: 'rows', row: 'name', parts: acting });
const source: Part = { name: 'source', is: 'prose' };
const note: Part = { name: 'note', is: 'prose' };
const answered = (name: string): Part => ({
  name,
  is: 'group',
  optional: true,
  parts: [
    { name: 'when', is: 'when' },
    { name: 'by', is: 'line' },
  ],
});

/** The parts of each kind, in the order in which people are asked for them. */
export const kindParts: Readonly<Record<EnteredKind, readonly Part[]>> = {
  facility: [
    names,
    { name: 'category', is: 'word', words: facilityCategories },
    parties('runby'),
    { name: 'serves', is: 'prose' },
    {
      name: 'identifiers',
      is: 'rows',
      row: 'value',
      parts: [
        { name: 'system', is: 'line' },
        { name: 'value', is: 'line', code: true },
      ],
    },
    note,
  ],
  site: [
    { name: 'facility', is: 'record', kind: 'facility' },
    { name: 'when', is: 'when' },
    { name: 'mode', is: 'word', words: siteModes },
    { name: 'place', is: 'place' },
    { name: 'movedfrom', is: 'record', kind: 'site', of: 'facility' },
    { name: 'functionality', is: 'word', words: functionalities },
    { name: 'emblem', is: 'word', words: emblemStates },
    source,
    note,
  ],
  notification: [
    { name: 'facility', is: 'record', kind: 'facility' },
    { name: 'site', is: 'record', kind: 'site', of: 'facility' },
    { name: 'when', is: 'when' },
    { name: 'coordinates', is: 'line', code: true, position: true },
    { name: 'point', is: 'point' },
    { name: 'sender', is: 'group', optional: true, parts: acting },
    parties('addressees'),
    parties('reached'),
    { name: 'acknowledged', is: 'word', words: answers },
    answered('acknowledgement'),
    { name: 'withdrawn', is: 'word', words: answers },
    answered('withdrawal'),
    source,
    note,
  ],
  agreement: [
    { name: 'title', is: 'line' },
    { name: 'category', is: 'word', words: agreementCategories },
    parties('parties'),
    parties('excluded'),
    { name: 'areas', is: 'places' },
    { name: 'begins', is: 'when' },
    { name: 'ends', is: 'when' },
    { name: 'terms', is: 'prose' },
    source,
    note,
  ],
  organisation: [names, { name: 'category', is: 'word', words: organisationCategories }, note],
  device: [
    { name: 'title', is: 'line' },
    { name: 'category', is: 'word', words: deviceCategories },
    { name: 'maker', is: 'line' },
    { name: 'model', is: 'line' },
    { name: 'serial', is: 'line', code: true },
    { name: 'holder', is: 'line' },
    {
      name: 'clock',
      is: 'group',
      optional: true,
      parts: [
        { name: 'ahead', is: 'number' },
        { name: 'found', is: 'prose' },
      ],
    },
    note,
  ],
};
