/** Whatever single bit of a bundle's ledger is changed, the bundle is INVALID: nothing in it is decoration. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paths } from '../../../shared/ledger/bundle-layout.ts';
import { concatBytes, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { FieldName } from '../../../shared/ledger/field-name.ts';
import { withheldLine } from '../../../shared/ledger/withheld.ts';
import { type Bundle, hashHex, TestLedger, verifyBundle } from '../../fixtures/ledger.ts';

const picture = encodeUtf8('a picture');

function sampleBundle(): Bundle {
  const ledger = new TestLedger();
  ledger.append('item', {
    file: { sha256: hashHex(picture), size: picture.length, type: 'image/jpeg' },
    name: 'IMG.JPG',
  });
  ledger.append('record', { 'account.1': 'The light went out.', 'account.2': '🕯', witness: 'code-7' });
  ledger.changeKey();
  ledger.append('record', { amends: [2], reason: 'misheard', 'account.1': 'The lights went out.' });
  ledger.append('erase', { erases: [2], fields: ['witness'] });
  const withheld = withheldLine({
    seq: 2,
    by: 'op-1',
    ground: 'consent',
    authority: 'consent, entry 1',
    review: '2016-05-01',
    fields: ['witness' as FieldName],
  });
  return ledger.bundle({ objects: [picture], withheld, show: (seq, name) => !(seq === 2 && name === 'witness') });
}

const bundle = sampleBundle();
const untouched = verifyBundle(bundle);

/** The files that the ledger's part of the bundle consists of. */
const files = [paths.entries, paths.disclosures, paths.checkpoint, 'data/ledger/checkpoints/4.txt'] as const;

function tampered(path: string, change: (bytes: Uint8Array) => Uint8Array): Bundle {
  return new Map([...bundle].map(([name, bytes]) => [name, name === path ? change(Uint8Array.from(bytes)) : bytes]));
}

describe('a bundle whose bytes are changed', () => {
  it('is sound before', () => {
    expect([untouched.findings, untouched.remarks, untouched.verdict]).toEqual([[], [], 'UNANCHORED']);
  });

  it.each(files)('is INVALID after one flipped bit of %s, whichever it is', (path) => {
    const length = bundle.get(path)?.length ?? 0;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.nat(7), (at, bit) => {
        const report = verifyBundle(
          tampered(path, (bytes) => {
            bytes[at] = (bytes[at] as number) ^ (1 << bit);
            return bytes;
          }),
        );
        expect(report.verdict).toBe('INVALID');
        expect(report.findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  it.each(files)('is INVALID after bytes are cut out of %s, put in, or repeated', (path) => {
    const length = bundle.get(path)?.length ?? 0;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 400 }), fc.nat(2), (at, count, how) => {
        const report = verifyBundle(
          tampered(path, (bytes) => {
            const [head, cut, tail] = [bytes.slice(0, at), bytes.slice(at, at + count), bytes.slice(at + count)];
            // The one repetition that is no change: a signature line twice is good where both are (FORMAT.md, section 7).
            const [repeated, rest] = [cut, tail].map((part) => new TextDecoder().decode(part)) as [string, string];
            const isWholeLine = rest === '' ? /^— .+\n$/.test(repeated) : rest === '\n' && /^\n— .+$/.test(repeated);
            fc.pre(how !== 1 || path !== paths.checkpoint || !isWholeLine);
            if (how === 0) return concatBytes(head, tail);
            return how === 1 ? concatBytes(head, cut, cut, tail) : concatBytes(head, encodeUtf8('x'), cut, tail);
          }),
        );
        expect(report.verdict).toBe('INVALID');
      }),
      { numRuns: 100 },
    );
  });

  it('never makes the verifier throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.uint8Array({ maxLength: 600 }), (path, bytes) => {
        expect(verifyBundle(tampered(path, () => bytes)).verdict).toBe('INVALID');
      }),
      { numRuns: 200 },
    );
  });

  it('is INVALID after two lines of the entries or disclosures change places', () => {
    for (const path of [paths.entries, paths.disclosures]) {
      const lines = new TextDecoder().decode(bundle.get(path)).split('\n').slice(0, -1);
      for (let i = 0; i + 1 < lines.length; i++) {
        const swapped = [...lines];
        [swapped[i], swapped[i + 1]] = [lines[i + 1] as string, lines[i] as string];
        const report = verifyBundle(tampered(path, () => encodeUtf8(`${swapped.join('\n')}\n`)));
        expect(report.verdict, `${path} ${i}`).toBe('INVALID');
      }
    }
  });
});
