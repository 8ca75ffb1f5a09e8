import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { TextDigests } from '../../../../electron/core/hashing/text-digests.ts';
import { primitives } from '../../../../electron/core/ledger/primitives.ts';
import { beforeDisclosures, disclosureDigest } from '../../../../shared/ledger/disclosure.ts';
import type { Hex64 } from '../../../../shared/ledger/hex.ts';

const digests = new TextDigests();
afterAll(() => digests.close());

const ledger = randomBytes(32).toString('hex') as Hex64;
const before = beforeDisclosures(ledger);

describe('digests of disclosures taken in a thread', () => {
  it('are those that the format computes, in the order of the rows and of what stands in them', async () => {
    const numbers = [0, 7, 4_211];
    const texts = numbers.map((_, at) => Array.from({ length: at + 1 }, () => randomBytes(90).toString('base64url')));
    const rows = texts.map((row) => JSON.stringify(Object.fromEntries(row.map((text, at) => [`f${at}`, text]))));
    const expected = texts.map((row, at) =>
      row.map((text) => disclosureDigest(primitives, ledger, numbers[at] ?? -1, text)).join(''),
    );
    expect((await digests.of({ before, numbers, rows }))?.split('\n')).toEqual(expected);
  });

  it('of text beyond ASCII are taken over its UTF-8, as everywhere', async () => {
    const text = 'نصّ 😀';
    const rows = [JSON.stringify({ body: text })];
    expect(await digests.of({ before, numbers: [1], rows })).toBe(disclosureDigest(primitives, ledger, 1, text));
  });

  it('keep to their rows where one between them cannot be read', async () => {
    const good = JSON.stringify({ body: 'abcd' });
    const found = await digests.of({ before, numbers: [1, 2, 3, 4], rows: [good, '{"body":', 'null', good] });
    const [first, , , last] = found?.split('\n') ?? [];
    expect([first, last]).toEqual([1, 4].map((seq) => disclosureDigest(primitives, ledger, seq, 'abcd')));
  });

  it('are not to be had of a thread that was ended', async () => {
    const short = new TextDigests();
    const under = short.of({ before, numbers: [1], rows: ['{"body":"abcd"}'] });
    await short.close();
    // Answered before its end, or not at all: never something else.
    expect([null, disclosureDigest(primitives, ledger, 1, 'abcd')]).toContain(await under);
    expect(await short.of({ before, numbers: [], rows: [] })).toBeNull();
  });
});
