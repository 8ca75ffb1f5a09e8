/** What a bundle as a whole shows: what its entries say of one another, its closing export, what is withheld, and what the reviewer brings. */
import { describe, expect, it } from 'vitest';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { paths } from '../../../shared/ledger/bundle-layout.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { ledgerOrigin } from '../../../shared/ledger/checkpoint.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import type { FieldName } from '../../../shared/ledger/field-name.ts';
import { formatVerifierKey, signNote } from '../../../shared/ledger/note.ts';
import { spokenCode } from '../../../shared/ledger/spoken.ts';
import { type LedgerReport, LedgerVerification } from '../../../shared/ledger/verification.ts';
import { withheldLine } from '../../../shared/ledger/withheld.ts';
import { type Bundle, TestLedger, verifyBundle } from '../../fixtures/ledger.ts';

const codes = (report: LedgerReport) => report.findings.map(({ code }) => code);

describe('what entries say of one another', () => {
  const file = (sha256: string, size: number, type = 'image/jpeg') => ({ sha256, size, type });

  it('amendments and erasures point to what they correct; the withheld may correct anything before it', () => {
    const vault = new TestLedger();
    vault.append('record', { title: 'x' });
    vault.append('record', { amends: [1], reason: 'y' });
    vault.append('record', { note: 'z' });
    const all = verifyBundle(vault.bundle());
    expect([[...all.amendedBy], all.lastWithheld]).toEqual([[[1, [2]]], -1]);
    const withoutThree = verifyBundle(vault.bundle({ show: (seq) => seq !== 3 }));
    expect(withoutThree.lastWithheld).toBe(3);
    const closedAmendment = verifyBundle(vault.bundle({ show: (seq, name) => seq !== 2 || name !== 'amends' }));
    expect(closedAmendment.lastWithheld).toBe(2);
  });

  it('files are known by their hash; the lowest entry decides, and sizes must agree', () => {
    const vault = new TestLedger();
    vault.append('item', { file: file('a'.repeat(64), 5) });
    vault.append('item', {
      file: file('a'.repeat(64), 5, 'image/png'),
      'account.1': file('b'.repeat(64), 6, 'text/plain'),
    });
    const report = verifyBundle(vault.bundle());
    expect([...report.files.values()]).toEqual([
      { ...file('a'.repeat(64), 5), seq: 1, entries: [1, 2] },
      { ...file('b'.repeat(64), 6, 'text/plain'), seq: 2, entries: [2] },
    ]);
    vault.append('item', { file: file('a'.repeat(64), 7) });
    const differing = verifyBundle(vault.bundle());
    expect(differing.findings).toMatchObject([{ code: 'FILE_SIZES_DIFFER', seq: 4, name: 'file' }]);
  });

  it('a clock that goes back within one boot is remarked on', () => {
    const vault = new TestLedger();
    vault.append('record', {}, null, 5000);
    vault.append('record', {}, null, 4999);
    vault.append('record', {}, null, 5000);
    const report = verifyBundle(vault.bundle({ closing: (given) => ({ type: 'export', fields: { given } }) }));
    expect(report.remarks).toEqual([
      { code: 'CLOCK_WENT_BACK', seq: 2 },
      // The closing export, by the fixture's own clock.
      { code: 'CLOCK_WENT_BACK', seq: 4 },
    ]);
    expect(report.verdict).toBe('UNANCHORED');
  });

  it('a successor closes its ledger', () => {
    const vault = new TestLedger();
    vault.append('record', { successor: 'c'.repeat(64) });
    expect(codes(verifyBundle(vault.bundle()))).toEqual(['SUCCESSOR_NOT_LAST']);
    const closed = new TestLedger().bundle({
      closing: (given) => ({ type: 'export', fields: { given, successor: 'c'.repeat(64) } }),
    });
    expect([verifyBundle(closed).findings, verifyBundle(closed).successor]).toEqual([[], 'c'.repeat(64)]);
  });

  it('a vocabulary tells what is not understood, which is no fault', () => {
    const vault = new TestLedger();
    vault.append('seance', { ghost: 'x' });
    const verification = new LedgerVerification(primitives, {
      kind: 'vault',
      vocabulary: { hasType: (type) => type === 'genesis', hasField: (_type, name) => name !== 'ghost' },
    });
    for (const { bytes } of vault.entries) verification.entry(bytes);
    verification.checkpoint('head', encodeUtf8(vault.note()), 'head');
    for (const { seq, body, fields } of vault.entries) {
      for (const { text } of [body, ...fields]) verification.disclosure(seq, text);
    }
    const report = verification.finish();
    expect([[...report.notUnderstood.types], [...report.notUnderstood.fields]]).toEqual([['seance'], ['ghost']]);
    expect(report.findings).toEqual([]);
  });
});

describe('the closing export', () => {
  const sample = () => {
    const vault = new TestLedger();
    vault.append('record', { title: 'x' });
    return vault;
  };

  it('is required, and shows all its fields', () => {
    const closedOtherwise = sample().bundle({ closing: (given) => ({ type: 'custody', fields: { given } }) });
    expect(codes(verifyBundle(closedOtherwise))).toEqual(['EXPORT_NOT_LAST']);
    const hiding = sample().bundle({
      closing: (given) => ({ type: 'export', fields: { given, to: 'somebody' }, hide: 'to' }),
    });
    expect(codes(verifyBundle(hiding))).toEqual(['EXPORT_WITHHOLDS']);
    const withoutGiven = sample().bundle({ closing: () => ({ type: 'export', fields: { to: 'somebody' } }) });
    expect(codes(verifyBundle(withoutGiven))).toEqual(['EXPORT_NOT_LAST']);
  });

  it.each(['entries', 'disclosures', 'files'] as const)('commits to the %s', (part) => {
    const wrong = sample().bundle({
      closing: (given) => ({ type: 'export', fields: { given: { ...given, [part]: 'd'.repeat(64) } } }),
    });
    expect(codes(verifyBundle(wrong))).toEqual([`GIVEN_${part.toUpperCase()}`]);
  });

  it('makes a dropped disclosure show', () => {
    const bundle = sample().bundle();
    const kept = new TextDecoder().decode(bundle.get(paths.disclosures)).split('\n');
    kept.splice(5, 1);
    bundle.set(paths.disclosures, encodeUtf8(kept.join('\n')));
    expect(codes(verifyBundle(bundle))).toEqual(['GIVEN_DISCLOSURES']);
  });

  it('makes a file that is added, changed or dropped show', () => {
    for (const change of [
      (bundle: Bundle) => bundle.set(paths.absent, encodeUtf8('')),
      (bundle: Bundle) => bundle.set('data/records/1.json', encodeUtf8('{}')),
      (bundle: Bundle) => bundle.delete('data/records/1.json'),
    ]) {
      const bundle = sample().bundle();
      change(bundle);
      expect(codes(verifyBundle(bundle))).toEqual(['GIVEN_FILES']);
    }
  });
});

describe('the exporter’s statement of what is withheld', () => {
  const statement = { by: 'op-1', ground: 'consent', authority: 'consent, entry 1', review: '2016-05-01' };

  it('is held against what the commitments show', () => {
    const vault = new TestLedger();
    vault.append('record', { title: 'x', witness: 'y' });
    vault.append('record', { title: 'z' });
    const show = (seq: number, name: string) => seq !== 2 && name !== 'witness';
    const fields = ['title', 'witness'] as FieldName[];
    const withheld = [
      withheldLine({ ...statement, seq: 0, kind: 'record' }),
      withheldLine({ ...statement, seq: 1, fields: fields.slice(0, 1) }),
      withheldLine({ ...statement, seq: 2, kind: 'record' }),
    ].join('');
    expect(verifyBundle(vault.bundle({ show, withheld })).remarks).toEqual([
      { code: 'WITHHELD_BUT_SHOWN', seq: 0 },
      { code: 'WITHHELD_BUT_SHOWN', seq: 1, name: 'title' },
      { code: 'WITHHELD_UNSTATED', seq: 1, name: 'witness' },
    ]);
    const report = verifyBundle(vault.bundle({ show, withheld: '{"seq":1}\n' }));
    expect(codes(report)).toEqual(['WITHHELD_SYNTAX']);
  });

  it('leaves what is on none of its lines unexplained: counted, and one remark for each run of entries', () => {
    const vault = new TestLedger();
    for (let n = 0; n < 8; n++) vault.append('record', { title: 'x', witness: 'y' });
    const hidden = [2, 3, 4, 6, 7];
    const show = (seq: number, name: string) => !hidden.includes(seq) && !(seq === 5 && name === 'witness');
    const withheld = [
      withheldLine({ ...statement, seq: 4, kind: 'record' }),
      // A line with fields says nothing of an entry that is withheld as a whole, nor any line of one that is not there.
      withheldLine({ ...statement, seq: 7, fields: ['title' as FieldName] }),
      withheldLine({ ...statement, seq: 99, kind: 'record' }),
    ].join('');
    const report = verifyBundle(vault.bundle({ show, withheld }));
    expect([report.verdict, report.unexplained]).toEqual(['UNANCHORED', 5]);
    expect(report.remarks).toEqual([
      { code: 'WITHHELD_UNTESTABLE', seq: 7 },
      { code: 'WITHHELD_UNTESTABLE', reason: 'entry 99' },
      { code: 'WITHHELD_UNSTATED', seq: 5, name: 'witness' },
      { code: 'WITHHELD_ENTRY_UNSTATED', seq: 2, reason: '2-3' },
      { code: 'WITHHELD_ENTRY_UNSTATED', seq: 6, reason: '6-7' },
    ]);
  });

  it('is not asked for in a plain chain, which shows its export alone', () => {
    const vault = new TestLedger();
    for (let n = 0; n < 4; n++) vault.append('record', { title: 'x' });
    const report = verifyBundle(vault.bundle({ show: () => false }));
    expect([report.disclosed, report.unexplained, report.remarks]).toEqual([1, 5, []]);
  });
});

describe('what the reviewer brings', () => {
  const seed = new Uint8Array(32).fill(5);
  const vault = new TestLedger(seed);
  for (let i = 0; i < 5; i++) vault.append('record', { note: `${i}` });
  const bundle = vault.bundle({ show: (seq) => seq < 4 });

  /** The same key, another history: what a thief of the key can make. */
  const fork = new TestLedger(seed);
  for (let i = 0; i < 9; i++) fork.append('record', { note: `forged ${i}` });

  const witness = generateSigningKey();
  const witnessName = 'headquarters';
  const witnesses = [formatVerifierKey(witnessKey(primitives, witnessName, witness.publicKey))];
  const cosigned = (note: string) =>
    cosign(primitives, note, { name: witnessName, signer: createSigner(witness), time: 1461823200 });

  it('nothing: the bundle is unanchored', () => {
    const report = verifyBundle(bundle);
    expect([report.verdict, report.closing, report.broughtContradicts]).toEqual(['UNANCHORED', 'UNANCHORED', false]);
  });

  it('a note of this history: consistent below its size, and the verdict is that of the worst entry shown', () => {
    const some = verifyBundle(bundle, { notes: [vault.note(3)] });
    expect([some.stateOf(2), some.stateOf(3), some.verdict]).toEqual(['CONSISTENT', 'UNANCHORED', 'UNANCHORED']);
    const enough = verifyBundle(bundle, { notes: [vault.note(4)] });
    expect([enough.verdict, enough.closing]).toEqual(['CONSISTENT', 'UNANCHORED']);
  });

  it('a witness it trusts: witnessed below the size, whether the note is brought or in the bundle', () => {
    expect(verifyBundle(bundle, { notes: [cosigned(vault.note(4))], witnesses }).verdict).toBe('WITNESSED');
    expect(verifyBundle(bundle, { notes: [cosigned(vault.note(4))] }).verdict).toBe('CONSISTENT');
    const carrying = new Map(bundle).set('data/later/4.txt', encodeUtf8(cosigned(vault.note(4))));
    expect(verifyBundle(carrying, { witnesses }).verdict).toBe('WITNESSED');
    expect(verifyBundle(carrying).verdict).toBe('UNANCHORED');
    const swapped = cosigned(vault.note(4)).replace(
      /— headquarters .*/,
      cosigned(vault.note(3)).match(/— headquarters .*/)?.[0] ?? '',
    );
    const bad = verifyBundle(new Map(bundle).set('data/later/4.txt', encodeUtf8(swapped)), { witnesses });
    expect(codes(bad)).toEqual(['CHECKPOINT_COSIGNATURE']);
  });

  it('a signed note of another history: diverged, whatever else is brought', () => {
    const report = verifyBundle(bundle, { notes: [fork.note(3), vault.note(5)] });
    expect(report.brought.map(({ outcome }) => outcome)).toEqual(['diverges', 'matches']);
    expect([report.verdict, report.stateOf(4), report.stateOf(5)]).toEqual(['DIVERGED', 'CONSISTENT', 'DIVERGED']);
    expect(report.broughtContradicts).toBe(true);
  });

  it('a note of another history under a key unknown here: at best unanchored, and never passed over', () => {
    const stranger = generateSigningKey();
    const note = signNote(primitives, ledgerOrigin(fork.ledger), fork.text(3), [createSigner(stranger)]);
    const report = verifyBundle(bundle, { notes: [note, cosigned(vault.note(5))], witnesses });
    expect(report.brought.map(({ outcome }) => outcome)).toEqual(['contradicts', 'matches']);
    expect([report.verdict, report.broughtContradicts]).toEqual(['UNANCHORED', true]);
    expect(verifyBundle(bundle, { notes: [cosigned(note)], witnesses }).verdict).toBe('DIVERGED');
  });

  it('a note whose known line is bad vouches for nothing', () => {
    const bad = `${vault.note(4).split('\n\n')[0]}\n\n${vault.note(3).split('\n\n')[1]}`;
    const report = verifyBundle(bundle, { notes: [bad] });
    expect([report.brought, report.verdict, report.broughtContradicts]).toEqual([
      [{ outcome: 'altered', size: 4 }],
      'UNANCHORED',
      true,
    ]);
  });

  it('a larger note, a note of another ledger, something unreadable', () => {
    const other = new TestLedger();
    const report = verifyBundle(bundle, { notes: [fork.note(9), other.note(1), 'hello'] });
    expect(report.brought).toMatchObject([
      { outcome: 'not-comparable', size: 9 },
      { outcome: 'other-ledger', ledger: other.ledger, size: 1 },
      { outcome: 'unreadable' },
    ]);
    expect(report.verdict).toBe('UNANCHORED');
  });

  it('a spoken code, with and without its size', () => {
    const code = (of: TestLedger, size: number) => spokenCode(primitives, of.text(size));
    const found = verifyBundle(bundle, { codes: [{ code: code(vault, 4).toLowerCase(), size: null }] });
    expect([found.brought, found.verdict]).toEqual([[{ outcome: 'matches', size: 4, witnesses: [] }], 'CONSISTENT']);
    expect(verifyBundle(bundle, { codes: [{ code: code(vault, 4), size: 4 }] }).verdict).toBe('CONSISTENT');
    const wrong = verifyBundle(bundle, { codes: [{ code: code(fork, 4), size: 4 }] });
    expect([wrong.brought, wrong.verdict]).toEqual([[{ outcome: 'contradicts', size: 4 }], 'UNANCHORED']);
    const unknown = verifyBundle(bundle, { codes: [{ code: code(fork, 4), size: null }], notes: [vault.note(5)] });
    expect([unknown.brought[1], unknown.verdict]).toEqual([{ outcome: 'unmatched' }, 'UNANCHORED']);
  });

  it('a note of the ledger that this one says it continues', () => {
    const older = new TestLedger();
    for (let i = 0; i < 3; i++) older.append('record', { note: `${i}` });
    const text = older.text(2);
    const root = Buffer.from(text.split('\n')[2] ?? '', 'base64').toString('hex');
    const continuing = new TestLedger(undefined, { continues: { ledger: older.ledger, root, size: 2 } }).bundle();
    const report = verifyBundle(continuing, { notes: [older.note(2), older.note(4)] });
    expect(report.continues).toEqual({ ledger: older.ledger, root, size: 2 });
    expect(report.brought).toEqual([
      { outcome: 'older-ledger', size: 2, beyond: false, contradicts: false },
      { outcome: 'older-ledger', size: 4, beyond: true, contradicts: false },
    ]);
  });

  it('a plain chain is judged by all its entries', () => {
    const plain = vault.bundle({ show: () => false });
    const report = verifyBundle(plain, { notes: [vault.note(vault.size - 1)] });
    expect([report.disclosed, report.verdict]).toEqual([1, 'UNANCHORED']);
    expect(verifyBundle(plain, { notes: [vault.note()] }).verdict).toBe('CONSISTENT');
  });
});
