import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeBase64 } from '../../../shared/ledger/base64.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { ledgerKey } from '../../../shared/ledger/checkpoint.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { NO_WITNESSES, policyOf } from '../../../shared/ledger/policy.ts';
import {
  type BroughtToReceipt,
  composeReceipt,
  onlyTheFileDiffers,
  verifyReceipt,
} from '../../../shared/ledger/receipt.ts';
import { groupSpokenCode, spokenCode } from '../../../shared/ledger/spoken.ts';
import { formatTlogProof, looksLikeTlogProof, readTlogProof } from '../../../shared/ledger/tlog-proof.ts';
import { GrowingTree, inclusionProof } from '../../../shared/ledger/tree.ts';
import { TestLedger } from '../../fixtures/ledger.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const hash = 'ab'.repeat(32) as Hex64;
const file = { sha256: hash, size: 7, type: 'image/jpeg' };

function proofOf(ledger: TestLedger, index: number, size: number): Uint8Array[] {
  const nodes = new Map<string, Uint8Array>();
  const tree = new GrowingTree(primitives, (level, at, node) => nodes.set(`${level}/${at}`, node));
  for (const { leaf } of ledger.entries.slice(0, size)) tree.append(leaf);
  return inclusionProof(primitives, index, size, (level, at) => nodes.get(`${level}/${at}`) as Uint8Array);
}

function sample(): TestLedger {
  const ledger = new TestLedger();
  for (let n = 1; n < 5; n++) ledger.append('record', { note: `entry ${n}` });
  ledger.append('item', { file, name: 'IMG_0412.JPG' });
  for (let n = 6; n < 11; n++) ledger.append('record', { note: `entry ${n}` });
  return ledger;
}

const ITEM = 5;
type Changes = Partial<{
  index: number;
  size: number;
  note: string;
  keys: Uint8Array[];
  disclosures: string[];
  entry: Uint8Array;
}>;

function receiptOf(ledger: TestLedger, changes: Changes = {}): string {
  const { index = ITEM, size = ledger.size } = changes;
  const entry = ledger.entries[index];
  const opened = [entry?.body.text ?? '', entry?.fields.find(({ name }) => name === 'file')?.text ?? ''];
  const content = {
    entry: changes.entry ?? (entry?.bytes as Uint8Array),
    disclosures: changes.disclosures ?? opened,
    keys: changes.keys ?? [ledger.keys.findLast(({ seq }) => seq < size)?.key.publicKey as Uint8Array],
  };
  return composeReceipt(content, {
    index,
    hashes: proofOf(ledger, index, size),
    note: changes.note ?? ledger.note(size),
  });
}

const nothing: BroughtToReceipt = { entry: null, exhibit: null, keys: [], policy: NO_WITNESSES, notes: [] };
const verify = (text: string, brought: Partial<BroughtToReceipt> = {}) =>
  verifyReceipt(primitives, encodeUtf8(text), { ...nothing, ...brought });

describe('a receipt', () => {
  const ledger = sample();
  const receipt = receiptOf(ledger);

  it('shows which entry stands where, which file it names, and that by itself nobody vouches for it', () => {
    expect(verify(receipt)).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 0,
      ledger: ledger.ledger,
      seq: ITEM,
      size: ledger.size,
      signedBy: 'key it names itself',
      file,
      exhibit: 'not brought',
      findings: [],
    });
  });

  it('is a C2SP tlog-proof: its lines are those of the specification', () => {
    const lines = receipt.split('\n');
    expect(lines[0]).toBe('c2sp.org/tlog-proof@v1');
    expect(lines[1]).toMatch(/^extra [A-Za-z0-9+/]+=*$/);
    expect(lines[2]).toBe(`index ${ITEM}`);
    expect(lines.slice(3, 3 + 4)).toEqual(proofOf(ledger, ITEM, ledger.size).map(encodeBase64));
    expect(lines[7]).toBe('');
    expect(lines.slice(8).join('\n')).toBe(ledger.note());
    expect(looksLikeTlogProof(encodeUtf8(receipt))).toBe(true);
    expect(looksLikeTlogProof(encodeUtf8(ledger.note()))).toBe(false);
  });

  it('is for every entry and every size that covers it, key changes included', () => {
    const changing = sample();
    changing.changeKey();
    changing.append('record', { note: 'after' });
    for (let size = 1; size <= changing.size; size++) {
      const keys = changing.keys.filter(({ seq }) => seq < size).map(({ key }) => key.publicKey);
      const signing = size - 1 === changing.keys[1]?.seq ? keys : keys.slice(-1);
      for (let index = 0; index < size; index++) {
        const text = receiptOf(changing, { index, size, keys: signing, disclosures: [] });
        expect(verify(text), `${index} of ${size}`).toMatchObject({ verdict: 'UNANCHORED', file: null, findings: [] });
      }
    }
  });

  it('holds better with the ledger’s key, a note or code of that size, or a witness', () => {
    const key = ledgerKey(primitives, ledger.ledger, ledger.keys[0]?.key.publicKey as Uint8Array);
    expect(verify(receipt, { keys: [key] })).toMatchObject({ verdict: 'UNANCHORED', signedBy: 'key you named' });
    expect(verify(receipt, { notes: [ledger.note()] })).toMatchObject({ verdict: 'CONSISTENT', exitStatus: 0 });
    const code = groupSpokenCode(spokenCode(primitives, ledger.text(ledger.size)));
    expect(verify(receipt, { notes: [code] }).verdict).toBe('CONSISTENT');
    expect(verify(receipt, { notes: [`${ledger.size} ${code}`] }).verdict).toBe('CONSISTENT');

    const signer = createSigner(generateSigningKey());
    const note = cosign(primitives, ledger.note(), { name: 'headquarters', signer, time: 1461823200 });
    const policy = policyOf([witnessKey(primitives, 'headquarters', signer.publicKey)]);
    expect(verify(receiptOf(ledger, { note }), { policy })).toMatchObject({ verdict: 'WITNESSED', exitStatus: 0 });
    expect(verify(receipt, { policy }).verdict).toBe('UNANCHORED');
    const two = policyOf(
      [policy.witnesses[0] as never, witnessKey(primitives, 'other', generateSigningKey().publicKey)],
      2,
    );
    expect(verify(receiptOf(ledger, { note }), { policy: two }).verdict).toBe('UNANCHORED');
  });

  it('says whether the file in hand is the one', () => {
    expect(verify(receipt, { exhibit: hash })).toMatchObject({ exhibit: 'matches', exitStatus: 0 });
    expect(verify(receipt, { exhibit: 'cd'.repeat(32) as Hex64 })).toMatchObject({
      exhibit: 'differs',
      verdict: 'INVALID',
      exitStatus: 1,
    });
    expect(verify(receiptOf(ledger, { disclosures: [] }), { exhibit: hash })).toMatchObject({
      exhibit: 'not shown',
      verdict: 'UNANCHORED',
      exitStatus: 1,
      findings: ['RECEIPT_FILE_NOT_SHOWN'],
    });
  });

  it('tells another file in hand from a receipt that does not hold', () => {
    const other = { exhibit: 'cd'.repeat(32) as Hex64 };
    expect(onlyTheFileDiffers(verify(receipt, other))).toBe(true);
    expect(onlyTheFileDiffers(verify(receipt, { exhibit: hash }))).toBe(false);
    const stranger = ledgerKey(primitives, ledger.ledger, generateSigningKey().publicKey);
    expect(onlyTheFileDiffers(verify(receipt, { ...other, keys: [stranger] }))).toBe(false);
  });

  it('without the entry needs its line from elsewhere, and compares it where it has both', () => {
    const entry = ledger.entries[ITEM]?.bytes as Uint8Array;
    const bare = formatTlogProof({
      extra: null,
      index: ITEM,
      hashes: proofOf(ledger, ITEM, ledger.size),
      note: ledger.note(),
    });
    expect(verify(bare)).toMatchObject({
      verdict: 'COULD_NOT_RUN',
      exitStatus: 2,
      findings: ['RECEIPT_ENTRY_MISSING'],
    });
    expect(verify(bare, { entry })).toMatchObject({ verdict: 'UNANCHORED', signedBy: 'unknown key', findings: [] });
    const other = ledger.entries[4]?.bytes as Uint8Array;
    expect(verify(bare, { entry: other })).toMatchObject({ verdict: 'INVALID' });
    expect(verify(receipt, { entry })).toMatchObject({ verdict: 'UNANCHORED' });
    expect(verify(receipt, { entry: other })).toMatchObject({
      verdict: 'INVALID',
      findings: ['RECEIPT_ENTRY_DIFFERS'],
    });
  });

  it('of another program is read for what the specification says', () => {
    const entry = ledger.entries[ITEM]?.bytes as Uint8Array;
    const foreign = formatTlogProof({
      extra: encodeUtf8('anything'),
      index: ITEM,
      hashes: proofOf(ledger, ITEM, ledger.size),
      note: ledger.note(),
    });
    expect(verify(foreign, { entry })).toMatchObject({
      verdict: 'UNANCHORED',
      findings: ['RECEIPT_EXTRA_NOT_UNDERSTOOD'],
    });
  });
});

describe('a receipt that lies', () => {
  const ledger = sample();
  const other = sample();
  const receipt = receiptOf(ledger);
  const codesOf = (text: string, brought: Partial<BroughtToReceipt> = {}) => {
    const { verdict, exitStatus, findings } = verify(text, brought);
    expect([verdict, exitStatus]).toEqual(['INVALID', 1]);
    return findings;
  };

  it('about the entry, its place, the tree or the signature is INVALID', () => {
    expect(codesOf(receiptOf(ledger, { entry: other.entries[ITEM]?.bytes as Uint8Array }))).toContain('RECEIPT_PROOF');
    expect(codesOf(receipt.replace(`\nindex ${ITEM}\n`, '\nindex 4\n'))).toEqual(
      expect.arrayContaining(['RECEIPT_PROOF', 'RECEIPT_ENTRY']),
    );
    expect(codesOf(receipt.replace(`\n${ledger.size}\n`, '\n12\n'))).toContain('RECEIPT_SIGNATURE');
    expect(codesOf(receiptOf(ledger, { note: other.note() }))).toEqual(
      expect.arrayContaining(['RECEIPT_PROOF', 'RECEIPT_ENTRY', 'RECEIPT_SIGNATURE']),
    );
    expect(codesOf(receiptOf(ledger, { keys: [generateSigningKey().publicKey] }))).toEqual(['RECEIPT_SIGNATURE']);
  });

  it('about what the entry says is INVALID', () => {
    const entry = ledger.entries[ITEM];
    const body = entry?.body.text ?? '';
    const [name, fileText] = ['name', 'file'].map(
      (field) => entry?.fields.find((one) => one.name === field)?.text ?? '',
    );
    const foreign = other.entries[ITEM]?.fields.find((one) => one.name === 'file')?.text ?? '';
    for (const disclosures of [
      [body, foreign],
      [other.entries[ITEM]?.body.text ?? '', foreign],
      [fileText ?? ''],
      [body, name ?? '', fileText ?? ''],
      [body, fileText ?? '', fileText ?? ''],
      [body, 'no disclosure'],
    ]) {
      expect(codesOf(receiptOf(ledger, { disclosures }))).toEqual(['RECEIPT_DISCLOSURE']);
    }
  });

  it('is caught by the key that the reviewer knows, and by a note of the same size', () => {
    const key = ledgerKey(primitives, ledger.ledger, ledger.keys[0]?.key.publicKey as Uint8Array);
    const forger = generateSigningKey();
    const forged = new TestLedger(forger.seed);
    forged.append('item', { file });
    expect(codesOf(receiptOf(forged, { index: 1 }), { keys: [key] })).toEqual(['RECEIPT_KEY']);

    const fork = new TestLedger(ledger.keys[0]?.key.seed);
    for (let n = 1; n < ledger.size; n++) fork.append('record', { note: `another ${n}` });
    expect(verify(receipt, { notes: [fork.note()] })).toMatchObject({
      verdict: 'DIVERGED',
      exitStatus: 1,
      findings: ['RECEIPT_NOTE_DIVERGES'],
    });
    const unsigned = fork.note().replace(/(— \S+ ......)......../u, '$1AAAAAAAA');
    expect(verify(receipt, { notes: [unsigned] })).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 1,
      findings: ['RECEIPT_NOTE_CONTRADICTS'],
    });
    const altered = ledger.note().replace(/(— \S+ ......)......../u, '$1AAAAAAAA');
    expect(verify(receipt, { notes: [altered, ledger.note()] })).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 1,
      findings: ['RECEIPT_NOTE_ALTERED'],
    });
  });

  it('says of notes that can’t be compared that they were not', () => {
    for (const note of [ledger.note(4), other.note()]) {
      expect(verify(receipt, { notes: [note] })).toMatchObject({
        verdict: 'UNANCHORED',
        exitStatus: 0,
        findings: ['RECEIPT_NOTE_NOT_COMPARABLE'],
      });
    }
    expect(verify(receipt, { notes: ['not a code', 'not\na note\n'] })).toMatchObject({
      exitStatus: 1,
      findings: ['RECEIPT_NOTE_UNREADABLE'],
    });
  });

  it('about a countersignature is INVALID where the reviewer knows the witness', () => {
    const signer = createSigner(generateSigningKey());
    const witness = { name: 'headquarters', signer, time: 1461823200 };
    const note = cosign(primitives, ledger.note(), witness).replace(/(— headquarters ......)......../u, '$1AAAAAAAA');
    const policy = policyOf([witnessKey(primitives, 'headquarters', signer.publicKey)]);
    expect(codesOf(receiptOf(ledger, { note }), { policy })).toContain('RECEIPT_COSIGNATURE');
  });
});

describe('what is no receipt', () => {
  const good = receiptOf(sample());

  it.each([
    ['nothing', ''],
    ['another first line', good.replace('@v1', '@v2')],
    ['no index', good.replace(/\nindex \d+/, '')],
    ['an index with a leading zero', good.replace('\nindex 5', '\nindex 05')],
    ['an index that no number holds', good.replace('\nindex 5', '\nindex 9007199254740993')],
    ['a hash of another length', good.replace('\nindex 5\n', '\nindex 5\nAAAA\n')],
    ['base64 that is not strict', good.replace('\nindex 5\n', '\nindex 5\nA===\n')],
    ['extra twice', good.replace('\nindex 5', '\nextra AAAA\nindex 5')],
    [
      'more hashes than a tree has',
      good.replace('\nindex 5\n', `\nindex 5\n${`${encodeBase64(new Uint8Array(32))}\n`.repeat(54)}`),
    ],
    ['line ends of Windows', good.replaceAll('\n', '\r\n')],
  ])('%s is refused', (_what, text) => {
    expect(() => readTlogProof(encodeUtf8(text))).toThrow(fault('RECEIPT_INVALID'));
  });

  it('is refused without a checkpoint, or with one that is none of ours', () => {
    const [head = ''] = good.split('\n\n');
    expect(() => readTlogProof(encodeUtf8(`${head}\n\n`))).toThrow(fault('NOTE_INVALID'));
    expect(() => readTlogProof(encodeUtf8(good.replaceAll('sanad/ledger/', 'example.com/')))).toThrow(
      fault('NOTE_INVALID'),
    );
  });

  it('however it is mangled, is a report or refused, and never holds for another entry', () => {
    const bytes = encodeUtf8(good);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const mangled = bytes.slice();
        mangled[at] = (mangled[at] as number) ^ change;
        try {
          const report = verifyReceipt(primitives, mangled, nothing);
          // What was stated beside the proof may be unreadable; then nothing is claimed for the entry.
          if (report.verdict === 'UNANCHORED') throw new Error(`holds with byte ${at} changed`);
        } catch (error) {
          expect(['RECEIPT_INVALID', 'NOTE_INVALID']).toContain((error as { code?: string }).code);
        }
      }),
      { numRuns: 600 },
    );
  });
});
