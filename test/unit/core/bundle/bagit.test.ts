import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BagFiles, validateBag } from '../../../../shared/bundle/bag-validation.ts';
import {
  composeManifest,
  composeTagFile,
  declarationText,
  insideBag,
  readDeclaration,
  readManifestLine,
  readTagElements,
  splitLines,
} from '../../../../shared/bundle/bagit.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function bagOf(files: Record<string, string>): BagFiles {
  const paths = Object.keys(files);
  const content = (number: number): Buffer => Buffer.from(files[paths[number] ?? ''] ?? '', 'utf8');
  return {
    count: paths.length,
    pathAt: (number) => paths[number] ?? '',
    numberOf: (path) => paths.indexOf(path),
    sizeAt: (number) => content(number).length,
    async *stream(number) {
      yield content(number);
    },
    digest: async (number, algorithm) => createHash(algorithm).update(content(number)).digest('hex'),
  };
}

describe('a bag that we write', () => {
  const files = { 'data/a': 'one', 'data/b': 'two' };
  const manifest = composeManifest(Object.entries(files).map(([path, text]) => [path, sha256(text)] as const));
  const bag = { ...files, 'bagit.txt': declarationText, 'manifest-sha256.txt': manifest };

  it('is valid without a warning', async () => {
    const report = await validateBag(bagOf(bag));
    expect(report.errors).toEqual([]);
    expect(report.warnings).toEqual([]);
    expect(report.declaration).toEqual({ version: '1.0', encoding: 'UTF-8' });
  });

  it.each([
    ['a changed file', { 'data/a': 'One' }, 'bag.digest', 'data/a'],
    ['a file more', { 'data/c': 'three' }, 'bag.unlisted', 'data/c'],
    ['a wrong size in bag-info.txt', { 'bag-info.txt': 'Payload-Oxum: 7.2\n' }, 'bag.oxum', null],
    [
      'a line that is none',
      { 'manifest-sha256.txt': `${manifest}hello\n` },
      'bag.manifest-line',
      'manifest-sha256.txt',
    ],
    ['a manifest in no known algorithm', { 'manifest-crc32.txt': '' }, 'bag.manifest-algorithm', 'manifest-crc32.txt'],
    [
      'a tag file in the payload manifest',
      { 'manifest-sha256.txt': `${manifest}${sha256('')}  x\n` },
      'bag.path',
      'manifest-sha256.txt',
    ],
  ])('with %s is not', async (_what, change, code, path) => {
    const { errors } = await validateBag(bagOf({ ...bag, ...change }));
    expect(errors).toContainEqual(expect.objectContaining({ code, path }));
  });

  it('with a file less is not', async () => {
    const { 'data/b': _gone, ...rest } = bag;
    expect((await validateBag(bagOf(rest))).errors).toEqual([{ code: 'bag.missing', path: 'data/b', detail: '' }]);
  });

  it('reports a file that cannot be read as such', async () => {
    const broken = { ...bagOf(bag), digest: async () => Promise.reject(new Error('disk')) };
    const { errors } = await validateBag(broken);
    expect(errors.map(({ code, path }) => [code, path])).toEqual([
      ['bag.unreadable', 'data/a'],
      ['bag.unreadable', 'data/b'],
    ]);
  });
});

describe('a manifest line', () => {
  it('brings every path back, also with line ends and percent signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const [line = ''] = splitLines(composeManifest([[`data/${name}`, sha256(name)]]));
        expect(readManifestLine(line, 'sha256', '1.0')).toEqual({
          digest: sha256(name),
          path: `data/${name}`,
          marked: false,
        });
      }),
    );
  });

  it.each([
    '',
    'data/a',
    `${sha256('')}`,
    `${sha256('')}data/a`,
    `${sha256('').slice(1)}  data/a`,
    `xx${sha256('').slice(2)}  data/a`,
  ])('is not %j', (line) => {
    expect(readManifestLine(line, 'sha256', '1.0')).toBeNull();
  });
});

describe('a path', () => {
  it.each([
    '/etc/passwd',
    '../x',
    'data/../../x',
    '~/x',
    '~root/x',
    'C:\\x',
    'c:x',
    'data\\x',
    '\\\\server\\x',
    '%HomeDrive%\\x',
    'data//x',
    'data/./x',
    'data/x/',
    '',
    './',
    'data/\u0000',
    'data/a\nb',
  ])('%j stands outside the bag', (path) => {
    expect(insideBag(path)).toBeNull();
  });

  it.each([
    ['data/a', 'data/a'],
    ['./data/a', 'data/a'],
    ['data/%7Ea', 'data/%7Ea'],
    ['data/with space', 'data/with space'],
    ['data/..a', 'data/..a'],
  ])('%j stands inside', (path, place) => {
    expect(insideBag(path)).toBe(place);
  });
});

describe('a declaration', () => {
  it.each([
    ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8', '1.0'],
    ['BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n', '0.97'],
    ['BagIt-Version : 0.96\nTag-File-Character-Encoding : utf-16\n', '0.96'],
  ])('%j is read', (text, version) => {
    expect(readDeclaration(bytes(text))).toMatchObject({ version });
  });

  it.each([
    ['', 'bag.declaration'],
    ['\uFEFFBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'bag.declaration'],
    ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: x\n', 'bag.declaration'],
    ['Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n', 'bag.declaration'],
    ['BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n', 'bag.declaration'],
    ['BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n', 'bag.version'],
    ['BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC\n', 'bag.encoding'],
  ])('%j is refused', (text, code) => {
    expect(readDeclaration(bytes(text))).toMatchObject({ code });
  });

  it('is UTF-8 or nothing', () => {
    expect(readDeclaration(Uint8Array.of(0x42, 0xff, 0xfe))).toMatchObject({ code: 'bag.declaration' });
  });
});

describe('bag-info.txt', () => {
  it('keeps order, repeated labels and continued lines', () => {
    const { elements, malformed } = readTagElements('A: 1\nLong: first\n  second\r\nA : 2\n\nno element\n');
    expect(elements).toEqual([
      ['A', '1'],
      ['Long', 'first second'],
      ['A', '2'],
    ]);
    expect(malformed).toEqual(['no element']);
  });

  it('cannot be written with a value that would begin a new line', () => {
    expect(() => composeTagFile([['A', 'x\nB: y']])).toThrow();
    expect(() => composeTagFile([['A b', 'x']])).toThrow();
    expect(composeTagFile([['Sanad-Bundle', '1.0']])).toBe('Sanad-Bundle: 1.0\n');
  });
});

describe('any bytes in place of the tag files', () => {
  it('are judged, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 300 }), async (first, second) => {
        const bag = bagOf({
          'bagit.txt': declarationText,
          'manifest-sha256.txt': '',
          'fetch.txt': '',
          'bag-info.txt': '',
        });
        const hostile: BagFiles = {
          ...bag,
          async *stream(number) {
            if (bag.pathAt(number) === 'bagit.txt') yield* bag.stream(number);
            else yield first;
          },
        };
        expect(Array.isArray((await validateBag(hostile)).errors)).toBe(true);
        const noise: BagFiles = {
          ...bag,
          async *stream() {
            yield second;
          },
        };
        expect(Array.isArray((await validateBag(noise)).errors)).toBe(true);
      }),
    );
  });
});
