import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBase64,
  decodeBase64Url,
  decodeBase64UrlForNow,
  encodeBase64,
  encodeBase64Url,
  isBase64UrlOf,
  isBase64UrlOfHash,
} from '../../../shared/ledger/base64.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalise, canonicalText, type Json, parseCanonical, parseJson } from '../../../shared/ledger/canonical.ts';
import { decodeHex, encodeHex, isHexAt } from '../../../shared/ledger/hex.ts';
import { readPlain } from '../../../shared/ledger/plain-json.ts';

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

describe('canonical JSON that is recognised while it is read', () => {
  /** As it is defined: read in any layout, and written again. */
  const byWritingAgain = (text: string): Json | undefined => {
    try {
      const value = parseJson(text);
      return canonicalText(value) === text ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const numbers = ['0', '-0', '-1', '00', '01', '-01', '1e3', '1.0', '999999999999999', '1000000000000000', '-'];
  const texts = [
    '"\\n"',
    '"\\u000a"',
    '"\\u001f"',
    '"\\u001F"',
    '"\\/"',
    '"\\',
    '"\\"',
    '"\\ud83d\\ude00"',
    '"\ud83d"',
    '"\u007f"',
  ];
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  it('is the value that reading and writing again gives', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalText(value);
        const plain = readPlain(text);
        // Larger numbers are left to those who read them digit by digit.
        if (plain === undefined) expect(text).toMatch(/\d{16}/);
        else expect(isDeepStrictEqual(plain, byWritingAgain(text))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never what is written in another way', () => {
    const change = fc.tuple(
      fc.nat(),
      fc.constantFrom('change', 'insert', 'remove'),
      fc.constantFrom(...'{}[]",:\\ 01-eun\n\ud800é'),
    );
    fc.assert(
      fc.property(json, fc.array(change, { minLength: 1, maxLength: 3 }), (value, changes) => {
        let text = canonicalText(value);
        for (const [place, kind, unit] of changes) {
          const at = place % (text.length + 1);
          text = `${text.slice(0, at)}${kind === 'remove' ? '' : unit}${text.slice(kind === 'insert' ? at : at + 1)}`;
        }
        const plain = readPlain(text);
        if (plain !== undefined) expect(isDeepStrictEqual(plain, byWritingAgain(text))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('has the same limits', () => {
    for (const text of [
      ...numbers,
      ...texts,
      nested(32),
      nested(33),
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      '{"a":1,}',
      '[1,]',
      '',
    ]) {
      const plain = readPlain(text);
      if (plain !== undefined) expect(isDeepStrictEqual(plain, byWritingAgain(text))).toBe(true);
    }
    expect(readPlain(nested(32))).toBeDefined();
    expect(readPlain(nested(33))).toBeUndefined();
    expect(readPlain('-12')).toBe(-12);
    expect(readPlain('"\\n\\u001f"')).toBe('\n\u001f');
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

  it('are recognised without being written', () => {
    const alphabet = 'AEIMQUYcgkosw048BCDFabcd123-_+/=\n\u0141é';
    const digits = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 43, maxLength: 43 });
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(hash, bytes, digits, fc.nat(42), (value, other, text, at) => {
        const encoded = encodeBase64Url(value);
        expect(isBase64UrlOfHash(encoded)).toBe(true);
        const altered = `${encoded.slice(0, at)}${text[0]}${encoded.slice(at + 1)}`;
        for (const tried of [text, altered, encodeBase64Url(other), `${encoded}A`]) {
          expect(isBase64UrlOfHash(tried)).toBe(decodeBase64Url(tried)?.length === 32);
          expect(isBase64UrlOf(tried, value)).toBe(tried === encoded);
        }
        expect(isBase64UrlOf(encoded, value)).toBe(true);
        expect(isHexAt(`00${encodeHex(value)}`, 2, value)).toBe(true);
        expect(isHexAt(encodeHex(other), 0, value)).toBe(encodeHex(other).startsWith(encodeHex(value)));
        expect(isHexAt(encodeHex(value).toUpperCase(), 0, value)).toBe(!/[a-f]/.test(encodeHex(value)));
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
        expect(decodeBase64UrlForNow(text)).toEqual(urlSafe);
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
