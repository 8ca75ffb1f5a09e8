import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fingerprint } from '../../../electron/launch/build.js';

describe('the fingerprint of what is built', () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'sanad-build-'));
    mkdirSync(join(base, 'shared', 'deep'), { recursive: true });
    mkdirSync(join(base, 'test'));
    writeFileSync(join(base, 'package.json'), '{}');
    writeFileSync(join(base, 'shared', 'deep', 'a.ts'), 'one');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  test('stays where only times changed', () => {
    const before = fingerprint(base);
    utimesSync(join(base, 'shared', 'deep', 'a.ts'), 1, 1);
    expect(fingerprint(base)).toBe(before);
  });

  test('stays where something changed that is not built', () => {
    const before = fingerprint(base);
    writeFileSync(join(base, 'test', 'a.test.ts'), 'new');
    expect(fingerprint(base)).toBe(before);
  });

  test.each([
    ['a file changed', () => writeFileSync(join(base, 'shared', 'deep', 'a.ts'), 'two')],
    ['a file came', () => writeFileSync(join(base, 'shared', 'b.ts'), '')],
    ['a file went', () => rmSync(join(base, 'shared', 'deep', 'a.ts'))],
    ['a dependency changed', () => writeFileSync(join(base, 'package.json'), '{"a":1}')],
  ])('changes when %s', (_what, change) => {
    const before = fingerprint(base);
    change();
    expect(fingerprint(base)).not.toBe(before);
  });

  test('tells where one file ends and the next begins', () => {
    writeFileSync(join(base, 'shared', 'x.ts'), 'ab');
    writeFileSync(join(base, 'shared', 'y.ts'), 'c');
    const before = fingerprint(base);
    writeFileSync(join(base, 'shared', 'x.ts'), 'a');
    writeFileSync(join(base, 'shared', 'y.ts'), 'bc');
    expect(fingerprint(base)).not.toBe(before);
  });
});
