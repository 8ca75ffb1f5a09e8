import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from '../../../shared/ledger/base64.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalise, type Json, parseCanonical, parseJson } from '../../../shared/ledger/canonical.ts';
import { decodeHex, encodeHex } from '../../../shared/ledger/hex.ts';

/** Any value of the profile, keys like `__proto__` and `constructor` among them. */
const json = fc.letrec<{ value: Json; array: readonly Json[]; object: { [key: string]: Json } }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n)),
    fc.string({ unit: 'binary' }),
    tie('array'),
    tie('object'),
  ),
  array: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'toString', '10', '9')),
    tie('value'),
    { maxKeys: 6, noNullPrototype: false },
  ),
})).value;

describe('canonical JSON', () => {
  it('reads back what it writes, and writes the same bytes again', () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonicalise(value);
        expect(canonicalise(parseCanonical(bytes))).toEqual(bytes);
      }),
    );
  });

  it('means by its bytes what JSON.parse reads in them', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = new TextDecoder().decode(canonicalise(value));
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('has one form for one value: layout and order of keys do not matter', () => {
    fc.assert(
      fc.property(json, fc.nat(3), (value, indent) => {
        const text = new TextDecoder().decode(canonicalise(value));
        const shuffled = JSON.stringify(reversed(parseJson(text)), null, indent);
        expect(canonicalise(parseJson(shuffled))).toEqual(encodeUtf8(text));
      }),
    );
  });

  it('accepts a text only if JSON.parse does, and never throws anything but its refusal', () => {
    const almostJson = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0041tfn-1e. \n') }),
    );
    fc.assert(
      fc.property(almostJson, (text) => {
        let accepted = false;
        try {
          parseJson(text);
          accepted = true;
        } catch (error) {
          expect(String(error)).toContain('CANONICAL_INVALID');
        }
        if (accepted) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('encodings', () => {
  const bytes = fc.uint8Array({ maxLength: 100 });

  it('agree with Node’s and read back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(encodeBase64(value)).toBe(Buffer.from(value).toString('base64'));
        expect(encodeBase64Url(value)).toBe(Buffer.from(value).toString('base64url'));
        expect(encodeHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(decodeBase64(encodeBase64(value))).toEqual(value);
        expect(decodeBase64Url(encodeBase64Url(value))).toEqual(value);
        expect(decodeHex(encodeHex(value))).toEqual(value);
      }),
    );
  });

  it('have one text for one value: whatever is decoded encodes to the same text again', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'ABab01+/-_=\n'), maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        const standard = decodeBase64(text);
        if (standard !== null) expect(encodeBase64(standard)).toBe(text);
        const urlSafe = decodeBase64Url(text);
        if (urlSafe !== null) expect(encodeBase64Url(urlSafe)).toBe(text);
        const hex = decodeHex(text);
        if (hex !== null) expect(encodeHex(hex)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The same value with every object's keys in the opposite order. */
function reversed(value: Json): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.assign(Object.create(null), Object.fromEntries(entries.map(([key, item]) => [key, reversed(item)])));
}
