import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Der,
  DerError,
  numberOf,
  oidOf,
  readDer,
  tags,
  timeOf,
  writeDer,
  writeOid,
  writeUnsigned,
} from '../../../shared/ledger/anchors/der.ts';

const read = (hex: string): Der => readDer(new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex')));

describe('DER', () => {
  it.each([
    ['an indefinite length', '30 80 00 00'],
    ['a long form where the short one does', '04 81 01 00'],
    ['a length with a leading zero', `04 82 00 80 ${'00'.repeat(128)}`],
    ['a length beyond the end', '04 05 00'],
    ['a length of five bytes', '04 85 00 00 00 00 00'],
    ['bytes after the end', '05 00 00'],
    ['a tag of several bytes', '1f 81 00 00'],
    ['a string in pieces', '24 04 04 02 00 00'],
    ['a sequence that is none', '10 00'],
    ['an integer with a leading zero', '02 02 00 7f'],
    ['an integer with leading ones', '02 02 ff 80'],
    ['an integer of nothing', '02 00'],
    ['a truth value of 1', '01 01 01'],
    ['a null with content', '05 01 00'],
    ['an identifier with padding', '06 02 80 01'],
    ['an identifier that is cut off', '06 01 81'],
    ['stray bits', '03 02 04 ff'],
    ['nothing', ''],
    [
      'too many levels',
      `${Array.from({ length: 40 }, (_, level) => `30${(2 * (39 - level)).toString(16).padStart(2, '0')}`).join('')}`,
    ],
  ])('refuses %s', (_name, hex) => {
    expect(() => read(hex)).toThrow(DerError);
  });

  it.each([
    ['20160428060000Z', '2016-04-28T06:00:00.000Z'],
    ['20160428060000.25Z', '2016-04-28T06:00:00.250Z'],
    ['99991231235959Z', '9999-12-31T23:59:59.000Z'],
  ])('reads the time %s', (text, iso) => {
    expect(timeOf(readDer(writeDer(tags.generalizedTime, Buffer.from(text))))).toBe(Date.parse(iso));
  });

  it.each(['20160230060000Z', '20160428060000', '20160428060000.50Z', '20160428060000+0000', '20160428240000Z', ''])(
    'refuses the time %s',
    (text) => {
      expect(() => timeOf(readDer(writeDer(tags.generalizedTime, Buffer.from(text))))).toThrow(DerError);
    },
  );

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 31 }),
        fc.array(fc.nat({ max: 2 ** 40 }), { maxLength: 6 }),
        fc.uint8Array({ maxLength: 600 }),
        (number, arcs, bytes) => {
          const oid = ['1.2', ...arcs].join('.');
          const digits = Buffer.alloc(8);
          digits.writeBigUInt64BE(BigInt(number));
          const value = readDer(
            writeDer(tags.sequence, writeUnsigned(digits), writeOid(oid), writeDer(tags.octetString, bytes)),
          );
          const [first, second, third] = value.children as [Der, Der, Der];
          expect([numberOf(first), oidOf(second)]).toEqual([number, oid]);
          expect(Buffer.from(third.content).equals(bytes)).toBe(true);
        },
      ),
    );
  });

  it('answers any bytes with a value that is encoded just so, or with its own error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          const value = readDer(bytes);
          const { tag, content } = value;
          expect(Buffer.from(writeDer(tag, content)).equals(bytes)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
