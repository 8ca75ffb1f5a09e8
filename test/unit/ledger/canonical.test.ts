import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalise, canonicalText, type Json, parseCanonical, parseJson } from '../../../shared/ledger/canonical.ts';

const refuses = (value: unknown) => expect(() => canonicalise(value as Json)).toThrow('CANONICAL_INVALID');

describe('writing', () => {
  it('sorts keys by UTF-16 units and escapes as RFC 8785 does', () => {
    expect(canonicalText({ '\u{1f600}': 1, '\ufb33': 2, '10': 3, '9': 4, a: '\u0007\b\t\n\f\r"\\/\u2028\u007f' })).toBe(
      '{"10":3,"9":4,"a":"\\u0007\\b\\t\\n\\f\\r\\"\\\\/\u2028\u007f","\u{1f600}":1,"\ufb33":2}',
    );
  });

  it('has no form for what the profile leaves out', () => {
    for (const number of [0.5, -0, 2 ** 53, -(2 ** 53), Number.NaN, Number.POSITIVE_INFINITY]) refuses(number);
    for (const value of [undefined, 1n, Symbol('x'), () => 1, new Date(), new Map(), new Uint8Array(1)]) refuses(value);
    refuses({ a: undefined });
    refuses([undefined]);
    refuses('\ud800');
    refuses({ '\udc00': 1 });
    refuses(new Array(1));
  });

  it('nests 32 deep and no deeper, and ends in a value that holds itself', () => {
    const nest = (depth: number) => {
      let value: Json = 0;
      for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
      return value;
    };
    expect(() => canonicalise(nest(32))).not.toThrow();
    refuses(nest(33));
    const circle: unknown[] = [];
    circle.push(circle);
    refuses(circle);
  });
});

describe('reading', () => {
  it('makes objects without a prototype, so that __proto__ is a key like any other', () => {
    const value = parseCanonical(encodeUtf8('{"__proto__":{"polluted":true},"constructor":2}')) as {
      [key: string]: Json;
    };
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(decodeUtf8(canonicalise(value))).toBe('{"__proto__":{"polluted":true},"constructor":2}');
  });

  it('refuses what is JSON elsewhere', () => {
    const texts = [
      '',
      ' ',
      '{',
      '[1',
      '[1,]',
      '{"a":1,}',
      '{"a"}',
      '{a:1}',
      '01',
      '-',
      '+1',
      '.5',
      '1.',
      '1e2',
      '-0',
      'tru',
    ];
    texts.push('nul', '"', '"\\x"', '"\\u12"', '"\n"', '1 2', '[1]]', '\ufeff1', '//', 'NaN', 'undefined', '"\\ud800"');
    for (const text of texts) expect(() => parseJson(text), text).toThrow('CANONICAL_INVALID');
  });

  it('does not stumble over depth or length', () => {
    expect(() => parseJson('['.repeat(1_000_000))).toThrow('CANONICAL_INVALID');
    expect(() => parseJson('9'.repeat(1_000_000))).toThrow('CANONICAL_INVALID');
    expect(() => parseJson(`{"a":`.repeat(100_000))).toThrow('CANONICAL_INVALID');
    expect(parseJson(`"${'x'.repeat(1_000_000)}"`)).toHaveLength(1_000_000);
  });

  it('allows any layout in parseJson, and only the one form in parseCanonical', () => {
    expect(parseJson(' { "b" : [ ] , "a" : "\\u0041\\/" } ')).toEqual({ a: 'A/', b: [] });
    expect(() => parseCanonical(encodeUtf8('{"b":[],"a":1}'))).toThrow('CANONICAL_INVALID');
  });
});
