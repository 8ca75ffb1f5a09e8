import { expect, test } from 'vitest';
import { ruledFields } from '../../../electron/core/bundle/ruled-fields.ts';
import { vocabulary } from '../../../shared/bundle/vocabulary.ts';
import { isFieldName } from '../../../shared/ledger/field-name.ts';

test('whatever the gate has a rule for is explained by whoever checks a bundle', () => {
  const unexplained = Object.entries(ruledFields).flatMap(([type, names]) =>
    names
      .map((name) => name.replace('*', '2'))
      .filter((name) => !vocabulary.hasType(type) || !vocabulary.hasField(type, name))
      .map((name) => `${type}: ${name}`),
  );
  expect(Object.values(ruledFields).flat().length).toBeGreaterThan(200);
  expect(unexplained).toEqual([]);
});

test('every field that a rule names can be a field of an entry', () => {
  const names = Object.values(ruledFields).flatMap((fields) => fields.map((name) => name.replace('*', '1')));
  expect(names.filter((name) => !isFieldName(name))).toEqual([]);
});

test('the archive’s own entries about who looked at what are explained', () => {
  const written = ['action', 'items', 'testimonies', 'identities', 'person', 'identity'];
  expect(written.filter((name) => !vocabulary.hasField('custody', name))).toEqual([]);
});

test('a field nobody wrote a rule for is not understood', () => {
  expect(vocabulary.hasField('record', 'account.2')).toBe(true);
  expect(vocabulary.hasField('record', 'account.two')).toBe(false);
  expect(vocabulary.hasField('item', 'holds.1')).toBe(false);
  expect(vocabulary.hasType('minutes')).toBe(false);
});
