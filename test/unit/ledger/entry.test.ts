import { describe, expect, it } from 'vitest';
import { generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeBase64Url } from '../../../shared/ledger/base64.ts';
import { decodeUtf8, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalText, type Json, parseJson } from '../../../shared/ledger/canonical.ts';
import { composeDisclosure, disclosureDigest, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import {
  composeEntry,
  type EntryDraft,
  ledgerId,
  MAX_ENTRY_LENGTH,
  NO_PREVIOUS,
  readEntry,
  sealEntry,
} from '../../../shared/ledger/entry.ts';
import { type FieldName, hasDottedPrefix, isFieldName } from '../../../shared/ledger/field-name.ts';
import { isWallTime, readAt } from '../../../shared/ledger/reserved.ts';
import { leafHash } from '../../../shared/ledger/tree.ts';

const { publicKey } = generateSigningKey();
const ledger = ledgerId(primitives, publicKey);
const position = { seq: 3, ledger, prev: NO_PREVIOUS, key: null };
const draft: EntryDraft = {
  type: 'record',
  operator: 'op-1',
  at: { boot: '00c0ffee', clock: 'gnss', mono: 0, wall: '1970-01-01T00:00:00.000Z' },
  fields: { note: 'x' },
};

/** Salts that differ, so that two fields of one value have different digests. */
function counting(): () => string {
  let next = 0;
  return () => encodeBase64Url(new Uint8Array(32).fill(next++));
}

const seal = (change: Partial<EntryDraft>) => sealEntry(primitives, counting(), position, { ...draft, ...change });

describe('sealing an entry', () => {
  it('writes its body and itself as canonical JSON does', () => {
    for (const key of [null, publicKey]) {
      const sealed = sealEntry(primitives, counting(), { ...position, key }, draft);
      for (const bytes of [sealed.bytes, Buffer.from(sealed.body.text, 'base64url')]) {
        expect(canonicalText(parseJson(decodeUtf8(bytes) ?? ''))).toBe(decodeUtf8(bytes));
      }
    }
  });

  it('commits to every field and says nothing itself', () => {
    const sealed = seal({});
    expect(sealed.fields.map(({ name }) => name)).toEqual(['at', 'note', 'operator', 'type']);
    expect(readDisclosure(primitives, sealed.body.text).value).toEqual(
      Object.fromEntries(sealed.fields.map(({ name, digest }) => [name, digest])),
    );
    expect(readEntry(sealed.bytes)).toEqual({ ...position, v: 1, body: sealed.body.digest });
    expect(sealed.leaf).toEqual(leafHash(primitives, sealed.bytes));
    expect(decodeUtf8(sealed.bytes)).not.toContain('op-1');
  });

  it('draws a salt for each disclosure', () => {
    const sealed = seal({});
    const salts = [...sealed.fields, sealed.body].map(({ text }) => readDisclosure(primitives, text).salt);
    const draw = counting();
    expect(salts).toEqual(salts.map(() => draw()));
    expect(new Set(salts).size).toBe(5);
  });

  it('refuses names and values that the format has no place for', () => {
    for (const name of ['body', 'Note', '1a', 'a..b', 'a.', '.a', 'a_b', 'a b', '__proto__', 'x'.repeat(65)]) {
      const fields = Object.fromEntries([[name, 1]]);
      expect(() => seal({ fields }), name).toThrow('ENTRY_INVALID');
    }
    expect(() => seal({ fields: { place: 1, 'place.position': 2 } })).toThrow('DISCLOSURE_INVALID');
    expect(() => seal({ fields: { type: 'other' } })).toThrow('ENTRY_INVALID');
    expect(() => seal({ fields: { amends: [3] } })).toThrow('ENTRY_INVALID');
    expect(() => seal({ type: 'Two Words' })).toThrow('ENTRY_INVALID');
    expect(() => seal({ operator: 'x'.repeat(65) })).toThrow('ENTRY_INVALID');
    expect(() => seal({ fields: { note: 0.5 } })).toThrow('CANONICAL_INVALID');
    expect(() => seal({ fields: { note: 'x'.repeat(1024 * 1024) } })).toThrow('DISCLOSURE_INVALID');
    const many = Object.fromEntries(Array.from({ length: 1022 }, (_, i) => [`n${i}`, 0]));
    expect(() => seal({ fields: many })).toThrow('ENTRY_INVALID');
    const { n0: _one, ...atTheLimit } = many;
    expect(seal({ fields: atTheLimit }).fields.length).toBe(1024);
  });
});

describe('reading an entry', () => {
  it('never meets one of version 1 with more than 286 bytes', () => {
    const body = disclosureDigest(primitives, ledger, 0, '');
    const longest = composeEntry({ ...position, v: 1, seq: Number.MAX_SAFE_INTEGER, key: publicKey, body });
    expect(longest.length).toBe(286);
    expect(readEntry(longest).key).toEqual(publicKey);
    expect(MAX_ENTRY_LENGTH).toBe(1024);
  });

  it('refuses anything but the canonical form', () => {
    const text = decodeUtf8(seal({}).bytes) ?? '';
    expect(() => readEntry(encodeUtf8(text.replace(',', ', ')))).toThrow('CANONICAL_INVALID');
    expect(() => readEntry(encodeUtf8('[]'))).toThrow('ENTRY_INVALID');
    expect(() => readEntry(encodeUtf8(' '.repeat(2000)))).toThrow('ENTRY_INVALID');
  });
});

describe('a disclosure', () => {
  const salt = encodeBase64Url(new Uint8Array(32).fill(7));
  const name = 'note' as FieldName;

  it('opens to what it was made of', () => {
    const value: Json = { a: [1, 'ж', null] };
    const opened = readDisclosure(primitives, composeDisclosure(primitives, { salt, name, value }));
    expect(opened).toEqual({ salt, name, value, written: canonicalText(value) });
  });

  it('has a digest that depends on ledger and place', () => {
    const text = composeDisclosure(primitives, { salt, name, value: 1 });
    const other = ledgerId(primitives, new Uint8Array(32));
    const digests = [
      disclosureDigest(primitives, ledger, 1, text),
      disclosureDigest(primitives, ledger, 2, text),
      disclosureDigest(primitives, other, 1, text),
    ];
    expect(new Set(digests).size).toBe(3);
  });

  it('is refused in any other form', () => {
    const encode = (text: string) => Buffer.from(text).toString('base64url');
    for (const [why, text] of [
      ['not base64', '*'],
      ['not canonical', encode(`["${salt}","note", 1]`)],
      ['two parts', encode(`["${salt}","note"]`)],
      ['a short salt', encode(`["${salt.slice(1)}","note",1]`)],
      ['a salt that is no text', encode(`[1,"note",1]`)],
      ['a name that is none', encode(`["${salt}","Note",1]`)],
      ['a name that is no text', encode(`["${salt}",1,1]`)],
      ['an object', encode('{}')],
      ['too long', 'A'.repeat(1024 * 1024 + 1)],
    ] as const) {
      expect(() => readDisclosure(primitives, text), why).toThrow(/DISCLOSURE_INVALID|CANONICAL_INVALID/);
    }
    for (const short of [encodeBase64Url(new Uint8Array(31)), '', `${salt.slice(0, 42)}"`]) {
      expect(() => composeDisclosure(primitives, { salt: short, name, value: 1 })).toThrow('DISCLOSURE_INVALID');
    }
  });
});

describe('names and times', () => {
  it('names are of the grammar, and none is a dotted prefix of another', () => {
    for (const name of ['a', 'a1', 'account.1', 'derived.captured', 'x'.repeat(64)])
      expect(isFieldName(name)).toBe(true);
    expect(isFieldName('a\n')).toBe(false);
    expect(hasDottedPrefix(['account.1', 'account.10', 'account.2'])).toBe(false);
    expect(hasDottedPrefix(['a', 'a.b', 'a0'].sort())).toBe(true);
    expect(hasDottedPrefix(['a', 'a0', 'a0.b', 'ab'].sort())).toBe(true);
    expect(hasDottedPrefix(['a', 'ab.c', 'b'])).toBe(false);
  });

  it('wall times are real', () => {
    for (const wall of [
      '1970-01-01T00:00:00.000Z',
      '2016-02-29T23:59:59.999Z',
      '9999-12-31T00:00:00.000Z',
      '2000-02-29T00:00:00.000Z',
    ]) {
      expect(isWallTime(wall), wall).toBe(true);
    }
    for (const wall of [
      '1969-12-31T23:59:59.999Z',
      '2015-02-29T00:00:00.000Z',
      '1900-02-29T00:00:00.000Z',
      '2016-13-01T00:00:00.000Z',
      '2016-04-31T00:00:00.000Z',
      '2016-04-00T00:00:00.000Z',
      '2016-04-28T24:00:00.000Z',
      '2016-04-28T23:60:00.000Z',
      '2016-06-30T23:59:60.000Z',
      '2016-04-28T06:00:00Z',
      '2016-04-28T06:00:00.000+00:00',
      '٢٠١٦-04-28T06:00:00.000Z',
      '2016-04-28T06:00:00.000Z\n',
      '10000-01-01T00:00:00.000Z',
    ]) {
      expect(isWallTime(wall), wall).toBe(false);
    }
    expect(readAt(null)).toBeNull();
  });
});
