/** The bundle that the vectors describe: put together by our code it gives the vectors' `given`, and it verifies. */
import { describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import {
  absentBytes,
  checkpointPath,
  givenFilesHash,
  objectPath,
  paths,
  recordBytes,
  recordPath,
} from '../../../shared/ledger/bundle-layout.ts';
import { concatBytes, decodeUtf8, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { disclosureLine } from '../../../shared/ledger/disclosed.ts';
import { readWithheldLine, withheldLine } from '../../../shared/ledger/withheld.ts';
import { type Bundle, hashed, hashHex, verifyBundle } from '../../fixtures/ledger.ts';
import { theVectors, withoutVectors } from './handed-material.ts';

function vectorBundle(): Bundle {
  const { entries, bundle: described, checkpoints } = theVectors();
  const bundle: Bundle = new Map();
  let lines = '';
  for (const [seq, { body, fields }] of entries.entries()) {
    const shown = fields
      .filter(({ name }) => !(seq === 4 && name === 'witness'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    lines += disclosureLine(seq, body.disclosure);
    for (const { disclosure } of shown) lines += disclosureLine(seq, disclosure);
    bundle.set(recordPath(seq), recordBytes(new Map(shown.map(({ name, value }) => [name, value as Json]))));
  }
  bundle.set(paths.entries, encodeUtf8(entries.map(({ entry }) => `${entry}\n`).join('')));
  bundle.set(paths.disclosures, encodeUtf8(lines));
  bundle.set(paths.withheld, encodeUtf8(described.withheld_jsonl));
  bundle.set(paths.checkpoint, encodeUtf8(checkpoints.at(-1)?.note ?? ''));
  for (const size of described.checkpoints) {
    bundle.set(checkpointPath(size), encodeUtf8(checkpoints[size - 1]?.note ?? ''));
  }
  for (const [type, content] of [
    ['image/jpeg', described.objects.jpg],
    ['image/heic', described.objects.heic],
  ] as const) {
    const bytes = encodeUtf8(content);
    bundle.set(objectPath({ sha256: hashHex(bytes), type }), bytes);
  }
  return bundle;
}

describe.skipIf(withoutVectors)('the bundle of the vectors (needs ../shared/vectors)', () => {
  it('commits to its entries, disclosures and files as the independent program computed', () => {
    const { given } = theVectors().bundle;
    const bundle = vectorBundle();
    const lines = decodeUtf8(bundle.get(paths.entries) as Uint8Array)?.split('\n') ?? [];
    expect(
      hashHex(
        encodeUtf8(
          lines
            .slice(0, -2)
            .map((line) => `${line}\n`)
            .join(''),
        ),
      ),
    ).toBe(given.entries);
    const disclosures = decodeUtf8(bundle.get(paths.disclosures) as Uint8Array)?.split('\n') ?? [];
    const before = disclosures.filter((line) => line !== '' && !line.endsWith('"seq":10}'));
    expect(hashHex(encodeUtf8(before.map((line) => `${line}\n`).join('')))).toBe(given.disclosures);
    expect(givenFilesHash(primitives, hashed(bundle), 10)).toBe(given.files);
    expect(bundle.has(paths.absent)).toBe(false);
    expect(absentBytes([])).toEqual(concatBytes());
  });

  it('verifies: unanchored by itself, consistent with a note held before, witnessed with a trusted cosignature', () => {
    const { checkpoints, cosigned, witness } = theVectors();
    const bundle = vectorBundle();
    const alone = verifyBundle(bundle);
    expect([alone.findings, alone.remarks]).toEqual([[], []]);
    expect([alone.outcome, alone.verdict, alone.closing]).toEqual(['judged', 'UNANCHORED', 'UNANCHORED']);
    expect([...alone.withheldFields]).toEqual([[4, ['witness']]]);
    expect([...alone.amendedBy]).toEqual([[3, [7]]]);
    expect([...alone.erasedBy]).toEqual([[4, [9]]]);
    expect([...alone.files.values()].map(({ seq, size, type }) => [seq, size, type])).toEqual([
      [1, 9, 'image/jpeg'],
      [2, 7, 'image/heic'],
    ]);
    expect(alone.lastWithheld).toBe(-1);

    const held = verifyBundle(bundle, { notes: [checkpoints[7]?.note ?? ''] });
    expect([held.stateOf(7), held.stateOf(8), held.verdict]).toEqual(['CONSISTENT', 'UNANCHORED', 'UNANCHORED']);
    expect(verifyBundle(bundle, { notes: [checkpoints[9]?.note ?? ''] }).verdict).toBe('CONSISTENT');
    const spoken = verifyBundle(bundle, { codes: [{ code: checkpoints[9]?.spoken ?? '', size: null }] });
    expect(spoken.brought).toEqual([{ outcome: 'matches', size: 10, witnesses: [] }]);
    expect(spoken.verdict).toBe('CONSISTENT');
    const witnessed = verifyBundle(bundle, { notes: [cosigned.note], witnesses: [witness.vkey] });
    expect([witnessed.verdict, witnessed.closing]).toEqual(['WITNESSED', 'WITNESSED']);
  });

  it('states what it withholds in the vectors’ words', () => {
    const line = theVectors().bundle.withheld_jsonl;
    const statement = readWithheldLine(encodeUtf8(line.slice(0, -1)));
    expect(statement).toEqual({
      by: 'op-1',
      fields: ['witness'],
      ground: 'erased: consent withdrawn',
      // The vectors are of an earlier draft.
      authority: null,
      review: null,
      seq: 4,
    });
    expect(statement === null ? '' : withheldLine(statement)).toBe(line);
  });
});
