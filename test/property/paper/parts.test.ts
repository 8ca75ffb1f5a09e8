/** A text on several codes comes back whole whatever order they are read in, or not at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeUtf8, equalBytes } from '../../../shared/ledger/bytes.ts';
import { CODE_LENGTH, joinCodes, MAX_PARTS, splitForCodes } from '../../../shared/paper/parts.ts';
import { QR_CAPACITY } from '../../../shared/paper/qr.ts';
import { records, requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

const split = (bytes: Uint8Array) => splitForCodes(primitives, bytes) ?? [];
const join = (contents: readonly Uint8Array[]) => joinCodes(primitives, contents);
const text = fc.uint8Array({ minLength: CODE_LENGTH + 1, maxLength: 12_000 });

describe('a text on several codes', () => {
  it('is whole again in any order, with any of them read twice', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }), (bytes, order) => {
        const codes = split(bytes);
        expect(codes.every((code) => code.length <= CODE_LENGTH && code.length <= QR_CAPACITY.low)).toBe(true);
        const read = [...codes, ...codes.slice(0, 2)]
          .map((code, index) => ({ code, key: order[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ code }) => code);
        const gathered = join(read);
        expect(gathered.state === 'whole' && equalBytes(gathered.bytes, bytes)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('says which parts are there until the last one is', () => {
    fc.assert(
      fc.property(text, fc.nat(1_000), (bytes, pick) => {
        const codes = split(bytes);
        const missing = pick % codes.length;
        const there = codes.filter((_code, index) => index !== missing);
        const gathered = join(there.toReversed());
        const numbers = codes.map((_code, index) => index + 1).filter((number) => number !== missing + 1);
        expect(gathered).toEqual({ state: 'parts', parts: there, have: numbers, of: codes.length });
        // What was gathered is all that has to be kept for the rest.
        if (gathered.state === 'parts') {
          expect(join([...gathered.parts, codes[missing] as Uint8Array])).toMatchObject({ state: 'whole' });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never mixes with another, and never comes back changed', () => {
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), (one, two, place, bit) => {
        fc.pre(!equalBytes(one, two));
        const codes = split(one);
        expect(() => join([...codes, split(two)[0] as Uint8Array])).toThrow('PARTS_MIXED');
        expect(() => join([codes[0] as Uint8Array, encodeUtf8('a note')])).toThrow('PARTS_MIXED');
        expect(() => join([encodeUtf8('a note'), codes[0] as Uint8Array])).toThrow('PARTS_MIXED');
        const at = place % codes.length;
        const changed = (codes[at] as Uint8Array).slice();
        const byte = 45 + (bit % (changed.length - 45));
        changed[byte] = (changed[byte] as number) ^ (1 << (bit % 8));
        expect(() => join(codes.with(at, changed))).toThrow('PARTS_DAMAGED');
        expect(() => join([...codes, changed])).toThrow('PARTS_DAMAGED');
      }),
      { numRuns: 40 },
    );
  });

  it('is one code, and nothing but the text, where that is enough', () => {
    const bytes = encodeUtf8('a'.repeat(CODE_LENGTH));
    expect(split(bytes)).toEqual([bytes]);
    expect(join([bytes, bytes])).toEqual({ state: 'whole', bytes });
    expect(() => join([bytes, encodeUtf8('b')])).toThrow('QR_SEVERAL');
  });

  it('is refused where nobody would photograph so many', () => {
    expect(splitForCodes(primitives, new Uint8Array(MAX_PARTS * CODE_LENGTH))).toBeNull();
    expect(split(new Uint8Array((MAX_PARTS - 3) * CODE_LENGTH)).length).toBeLessThanOrEqual(MAX_PARTS);
  });

  it.each(['0/3', '4/3', '1/99', '01/3', '1/3 ', '1', '-1/3'])('is none with the numbers “%s”', (numbers) => {
    const content = encodeUtf8(`sanad/part/v1 0123456789abcdef ${numbers}\nbytes`);
    expect(join([content])).toEqual({ state: 'whole', bytes: content });
  });

  it('whatever is read, it is a whole, parts of one, or a fault', () => {
    const part = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.uint8Array({ maxLength: 6 }))
      .map(([number, of, bytes]) =>
        encodeUtf8(`sanad/part/v1 0123456789abcdef ${number}/${of}\n${String.fromCharCode(...bytes)}`),
      );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(part, fc.uint8Array({ maxLength: 40 })), { minLength: 1, maxLength: 8 }),
        (read) => {
          try {
            expect(['whole', 'parts']).toContain(join(read).state);
          } catch (error) {
            expect(['QR_SEVERAL', 'PARTS_MIXED', 'PARTS_DAMAGED']).toContain((error as { code?: string }).code);
          }
        },
      ),
    );
  });
});

describe('a request for a witness', () => {
  it('fits on one code while the key stays, and grows by about a code with every change of it', () => {
    const sizes = [0, 1, 3, 10].map((changes) => {
      const script = new ScriptedLedger('sizes').grow(records(200));
      for (let change = 0; change < changes; change++) script.grow(['key', ...records(8)]);
      return split(encodeUtf8(requestOf(script.ledger, 201))).length;
    });
    expect(sizes[0]).toBe(1);
    expect(sizes.every((codes) => codes > 0 && codes <= MAX_PARTS)).toBe(true);
    expect(sizes.at(-1)).toBeGreaterThan(3);
  });
});
