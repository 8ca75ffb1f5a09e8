import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readBlockHeader } from '../../../shared/ledger/anchors/block-header.ts';
import { readOts } from '../../../shared/ledger/anchors/ots.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';

const magic = '004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294';
const header = `${magic}0108${'11'.repeat(32)}`;
const pending = (calendar: string): string => {
  const payload = Buffer.from(calendar);
  const length = payload.length.toString(16).padStart(2, '0');
  return `0083dfe30d2ef90c8e${(payload.length + 1).toString(16).padStart(2, '0')}${length}${payload.toString('hex')}`;
};
const read = (hex: string) => readOts(new Uint8Array(Buffer.from(hex, 'hex')));

describe('a proof', () => {
  it('applies operations in order and keeps its branches apart', () => {
    // append 22, then either prepend 33 and reverse, or nothing; a block at the end of each.
    const block = (height: string) => `000588960d73d7190101${height}`;
    const proof = read(`${header}f00122ff${block('05')}f10133f2${block('06')}`);
    const roots = proof?.attestations.map((one) => ('merkleRoot' in one ? encodeHex(one.merkleRoot) : one.kind));
    expect(roots).toEqual([`${'11'.repeat(32)}22`, `22${'11'.repeat(32)}33`]);
  });

  it('of a calendar alone is pending', () => {
    expect(read(`${header}${pending('https://a.example')}`)?.attestations).toEqual([
      { kind: 'pending', calendar: 'https://a.example' },
    ]);
  });

  it.each([
    ['another version', `${magic}0208${'11'.repeat(32)}${pending('a')}`],
    ['another hash', `${magic}0109${'11'.repeat(32)}${pending('a')}`],
    ['an operation that nobody knows', `${header}f4${pending('a')}`],
    ['an empty argument', `${header}f000${pending('a')}`],
    ['a calendar with characters that addresses do not have', `${header}${pending('a b')}`],
    ['a number that goes on for ever', `${header}f0${'ff'.repeat(40)}`],
    ['a message that grows beyond all bounds', `${header}${'f3'.repeat(8)}${pending('a')}`],
    ['a depth that would fill the stack', `${header}${'08'.repeat(60_000)}${pending('a')}`],
    ['branches without end', `${header}${`ff08${pending('a')}`.repeat(5_000)}08${pending('a')}`],
  ])('with %s is none', (_name, hex) => {
    expect(read(hex)).toBeNull();
  });

  it('of random bytes is none, and never throws', () => {
    for (let i = 0; i < 2_000; i++) {
      const bytes = Buffer.concat([Buffer.from(header, 'hex'), randomBytes(i % 200)]);
      expect(() => readOts(new Uint8Array(bytes))).not.toThrow();
    }
  });
});

/** The first block of Bitcoin. */
const first =
  '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c';
const firstRoot = '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b';

describe('a block', () => {
  it('is read from its 80 bytes', () => {
    const block = readBlockHeader(first);
    expect(block?.hash).toBe('000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f');
    expect(new Date(block?.time ?? 0).toISOString()).toBe('2009-01-03T18:15:05.000Z');
  });

  it('is read from its Merkle root and time, as people write them', () => {
    const block = readBlockHeader(first);
    for (const text of [`${firstRoot}@2009-01-03T18:15:05Z`, ` ${firstRoot.toUpperCase()} 1231006505 `]) {
      expect(readBlockHeader(text)).toEqual({ ...block, hash: null });
    }
  });

  it.each([
    ['a slip of the hand', first.replace('29ab5f49', '29ab5f48')],
    ['a target that no block has', `${first.slice(0, 144)}ffffff22${first.slice(152)}`],
    ['too few bytes', first.slice(2)],
    ['no time', firstRoot],
    ['a time that is none', `${firstRoot}@yesterday`],
    ['nothing', ''],
  ])('with %s is none', (_name, text) => {
    expect(readBlockHeader(text)).toBeNull();
  });
});
