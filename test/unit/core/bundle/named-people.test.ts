import { expect, test } from 'vitest';
import { namedIn } from '../../../../electron/core/bundle/named-people.ts';

test.each([
  ['brought by lamp-3', 'lamp-3'],
  ['Lamp-3 brought it', 'lamp-3'],
  ['lamp-3.', 'lamp-3'],
  ['أحضره الشاهد ٣', 'الشاهد 3'],
])('%s names %s', (text, name) => {
  expect(namedIn(text, [name])).toBe(name);
});

test.each([
  ['brought by lamp-31', 'lamp-3'],
  ['brought by alamp-3', 'lamp-3'],
  ['', 'lamp-3'],
  ['brought by a lamp', ''],
])('%s does not name %s', (text, name) => {
  expect(namedIn(text, [name])).toBeNull();
});

test('a name is found however deep it stands in a value', () => {
  expect(namedIn({ where: 'elsewhere', words: ['at the house of lamp-3'] }, ['other', 'lamp-3'])).toBe('lamp-3');
  expect(namedIn({ where: 'elsewhere', count: 3, nothing: null }, ['lamp-3'])).toBeNull();
});
