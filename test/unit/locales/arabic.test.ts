import { describe, expect, it } from 'vitest';
import { ar } from '../../../shared/locales/ar.ts';

function* texts(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null)
    for (const [name, below] of Object.entries(value)) yield* texts(below, path === '' ? name : `${path}.${name}`);
}

/** Between two Arabic words digits and hyphens run from right to left, and a day is read backwards (UAX 9, W4 and N2). */
const isolated = /\u2066[^\u2066\u2069]*\u2069/g;

describe('Arabic words', () => {
  it('isolate every day and time that they give as an example', () => {
    const bare = [...texts(ar)].filter(([, text]) => /\d{4}-\d{2}|[+-]\d{2}:\d{2}/.test(text.replace(isolated, '')));
    expect(bare).toEqual([]);
  });
});
