import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import {
  absentBytes,
  checkpointPath,
  classifyPath,
  givenFilesHash,
  objectPath,
  paths,
  recordBytes,
  recordPath,
} from '../../../shared/ledger/bundle-layout.ts';
import { decodeUtf8, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { LineSplitter } from '../../../shared/ledger/jsonl.ts';
import { readWithheldLine, withheldLine } from '../../../shared/ledger/withheld.ts';
import { hashHex } from '../../fixtures/ledger.ts';

const a = 'a'.repeat(64) as Hex64;
const b = 'b'.repeat(64) as Hex64;

describe('the paths of a bundle', () => {
  it('are these and no others', () => {
    for (const [path, kind] of [
      ['bagit.txt', 'tag'],
      ['verify.py', 'tag'],
      [paths.entries, 'entries'],
      [paths.disclosures, 'disclosures'],
      [paths.checkpoint, 'checkpoint'],
      [paths.absent, 'absent'],
      [paths.withheld, 'withheld'],
      [checkpointPath(6), 'earlier-checkpoint'],
      [checkpointPath(6, '-witnessed'), 'earlier-checkpoint'],
      ['data/ledger/anchors/6.tsr', 'anchor'],
      ['data/later/7.txt', 'later-checkpoint'],
      ['data/later/7.ots', 'later-anchor'],
      ['data/ext/map/tiles.bin', 'extension'],
    ] as const) {
      expect(classifyPath(path)?.kind, path).toBe(kind);
    }
    expect(classifyPath(objectPath({ sha256: a, type: 'image/jpeg' }))).toEqual({
      kind: 'object',
      sha256: a,
      extension: 'jpg',
    });
    expect(classifyPath(recordPath(12))).toEqual({ kind: 'record', seq: 12 });
    for (const path of [
      '',
      'data/',
      'data/x',
      'data/records/01.json',
      'data/records/-1.json',
      'data/records/9007199254740993.json',
      'data/records/1.txt',
      'data/records/1.json\n',
      'data/objects/x.jpg',
      `data/objects/${a}`,
      `data/objects/${a}.jpg.exe`,
      `data/objects/${a}.JPG`,
      `data/objects/../${a}.jpg`,
      'data/ledger/checkpoints/../checkpoint.txt',
      'data/ledger/checkpoints/a/b.txt',
      'data/ledger/checkpoints/6.md',
      'data/ledger/checkpoints/A.txt',
      'data/ledger/anchors/',
      'data/later/.hidden',
      'data/ext/../x',
      'data/ext//x',
      'data\\absent.txt',
      'Data/absent.txt',
      '/data/absent.txt',
      '../bagit.txt',
      'fetch.txt',
    ]) {
      expect(classifyPath(path), path).toBeNull();
    }
  });
});

describe('the small files', () => {
  it('records are canonical, absent hashes sorted and once', () => {
    expect(
      decodeUtf8(
        recordBytes(
          new Map<string, string>([
            ['b', 'ж'],
            ['a', 'x'],
          ]),
        ),
      ),
    ).toBe('{"a":"x","b":"ж"}');
    expect(decodeUtf8(absentBytes([b, a, b]))).toBe(`${a}\n${b}\n`);
  });

  it('given.files covers what is under data/ but for what the export itself changes', () => {
    const bound = [
      { path: paths.absent, sha256: a },
      { path: recordPath(0), sha256: b },
    ];
    const free = [paths.entries, paths.disclosures, paths.checkpoint, recordPath(1), 'data/later/1.txt', 'bagit.txt'];
    const all = [...free.map((path) => ({ path, sha256: a })), ...bound.toReversed()];
    expect(givenFilesHash(primitives, all, 1)).toBe(
      hashHex(encodeUtf8(`${a}  ${paths.absent}\n${b}  ${recordPath(0)}\n`)),
    );
  });

  it('statements of what is withheld are of one form', () => {
    const line = (text: string) => readWithheldLine(encodeUtf8(text));
    const whole = '{"authority":"order 7","by":"op","fields":["a","b"],"ground":"x","review":"2016-02-29","seq":4}';
    expect(line(whole)).toEqual({
      seq: 4,
      fields: ['a', 'b'],
      ground: 'x',
      authority: 'order 7',
      by: 'op',
      review: '2016-02-29',
    });
    const kind = '{"authority":"a","by":"op","ground":"x","kind":"testimony","review":null,"seq":4}';
    expect(line(kind)).toMatchObject({ kind: 'testimony', authority: 'a', review: null });
    // As earlier writers have it: it states neither authority nor review.
    const earlier = '{"by":"op","ground":"x","kind":"testimony","seq":4}';
    expect(line(earlier)).toEqual({ kind: 'testimony', ground: 'x', authority: null, by: 'op', review: null, seq: 4 });
    for (const text of [whole, kind, earlier]) {
      const statement = line(text);
      expect(statement === null ? '' : withheldLine(statement)).toBe(`${text}\n`);
    }
    const long = 'x'.repeat(1025);
    for (const text of [
      whole.replace('2016-02-29', '2015-02-29'),
      whole.replace('2016-02-29', '1969-12-31'),
      whole.replace('2016-02-29', '2016-2-9'),
      whole.replace('"2016-02-29"', '7'),
      whole.replace('"order 7"', '""'),
      whole.replace('"order 7"', 'null'),
      whole.replace('order 7', long),
      whole.replace('"ground":"x"', `"ground":"${long.slice(0, 257)}"`),
      whole.replace('"ground":"x"', '"ground":""'),
      whole.replace('"op"', `"${long.slice(0, 65)}"`),
      kind.replace('"testimony"', `"${long.slice(0, 65)}"`),
      kind.replace('"testimony"', '""'),
      whole.replace('"authority":"order 7",', ''),
      whole.replace('"review":"2016-02-29",', ''),
      whole.replace('"seq":4', '"seq":4,"why":1'),
      '{"by":"op","fields":["b","a"],"ground":"x","seq":4}',
      '{"by":"op","fields":["a","a"],"ground":"x","seq":4}',
      '{"by":"op","fields":[],"ground":"x","seq":4}',
      '{"by":"op","fields":["A"],"ground":"x","seq":4}',
      '{"by":"op","fields":["a"],"ground":"x","kind":"y","seq":4}',
      '{"by":"op","ground":"x","kind":"y","seq":-4}',
      '{"by":1,"ground":"x","kind":"y","seq":4}',
      '{"seq":4}',
      '[]',
      '',
    ]) {
      expect(line(text), text).toBeNull();
    }
  });
});

describe('lines', () => {
  function split(limit: number, ...chunks: string[]): { lines: (string | null)[]; terminated: boolean } {
    const lines: (string | null)[] = [];
    const splitter = new LineSplitter(limit, (line) => lines.push(line === null ? null : decodeUtf8(line)));
    for (const chunk of chunks) splitter.push(encodeUtf8(chunk));
    const terminated = splitter.end();
    return { lines, terminated };
  }

  it('are the same however the bytes arrive', () => {
    const whole = 'one\ntwo\n\nthree\n';
    const expected = { lines: ['one', 'two', '', 'three'], terminated: true };
    for (let size = 1; size <= whole.length; size++) {
      expect(split(10, ...(whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []))).toEqual(expected);
    }
  });

  it('say that the last one did not end, that there was none, and which was too long', () => {
    expect(split(10, 'a\nb')).toEqual({ lines: ['a', 'b'], terminated: false });
    expect(split(10, '')).toEqual({ lines: [], terminated: true });
    expect(split(3, 'abc\nabcd\nab\n')).toEqual({ lines: ['abc', null, 'ab'], terminated: true });
    expect(split(3, 'ab', 'cd', 'ef\nab', '\n', 'abcd')).toEqual({ lines: [null, 'ab', null], terminated: false });
  });
});
