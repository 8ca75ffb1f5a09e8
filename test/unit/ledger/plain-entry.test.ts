import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeBase64Url } from '../../../shared/ledger/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { Digest } from '../../../shared/ledger/disclosure.ts';
import { composeEntry, readEntry } from '../../../shared/ledger/entry.ts';
import { type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import { LinesBeforeLast } from '../../../shared/ledger/line-hash.ts';
import { PlainEntries } from '../../../shared/ledger/plain-entry.ts';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
const ledger = hashToHex(new Uint8Array(randomBytes(32)));
const plain = new PlainEntries(ledger);

function entry(seq: number, prev: Uint8Array, body: Uint8Array, of: Hex64 = ledger): Uint8Array {
  const digest = encodeBase64Url(body) as Digest;
  return composeEntry({ v: 1, seq, ledger: of, prev: hashToHex(prev), key: null, body: digest });
}

describe('an entry in its plain form', () => {
  it('gives the bytes that it commits to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 48 }), hash, hash, (seq, prev, body) => {
        expect(plain.bodyOf(entry(seq, prev, body), seq, prev)).toEqual(body);
      }),
    );
  });

  it('is none at another place, after another entry, or in another ledger', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        hash,
        hash,
        (seq, at, prev, body) => {
          fc.pre(seq !== at);
          const line = entry(seq, prev, body);
          expect(plain.bodyOf(line, at, prev)).toBeNull();
          expect(plain.bodyOf(line, seq, body)).toEqual(hashToHex(body) === hashToHex(prev) ? body : null);
          expect(plain.bodyOf(entry(seq, prev, body, hashToHex(body)), seq, prev)).toBeNull();
        },
      ),
    );
  });

  it('with any byte changed, put in or taken out is one only where reading it says the very same', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('change', 'insert', 'remove'));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), hash, hash, change, (seq, prev, body, [place, byte, how]) => {
        const line = [...entry(seq, prev, body)];
        line.splice(place % line.length, how === 'insert' ? 0 : 1, ...(how === 'remove' ? [] : [byte]));
        const found = plain.bodyOf(Uint8Array.from(line), seq, prev);
        if (found === null) return;
        const read = readEntry(Uint8Array.from(line));
        expect(read).toEqual({ v: 1, seq, ledger, prev: hashToHex(prev), key: null, body: encodeBase64Url(found) });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not seen where the number has a zero before it, or the digest another last character for the same bytes', () => {
    const [prev, body] = [new Uint8Array(32), new Uint8Array(32)];
    const text = decodeUtf8(entry(12, prev, body)) ?? '';
    expect(plain.bodyOf(encodeUtf8(text), 12, prev)).toEqual(body);
    expect(plain.bodyOf(encodeUtf8(text.replace('"seq":12', '"seq":012')), 12, prev)).toBeNull();
    expect(plain.bodyOf(encodeUtf8(text.replace('A","ledger"', 'B","ledger"')), 12, prev)).toBeNull();
    expect(plain.bodyOf(encodeUtf8(text.replace('"v":1', '"v":2')), 12, prev)).toBeNull();
  });
});

it('the hash over all lines but the last is that of their bytes, however many and long they are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200_000), { maxLength: 12 }), (lengths) => {
      const lines = new LinesBeforeLast(primitives);
      const expected = createHash('sha256');
      // One piece of memory for all lines, as whoever reads a file has it.
      const memory = new Uint8Array(200_000);
      for (const [number, length] of lengths.entries()) {
        memory.fill(number + 1);
        lines.add(memory.subarray(0, length));
        expect(lines.last.length).toBe(length);
        if (number < lengths.length - 1) expected.update(memory.subarray(0, length)).update('\n');
      }
      expect(Buffer.from(lines.digest()).toString('hex')).toBe(expected.digest('hex'));
    }),
    { numRuns: 50 },
  );
});
