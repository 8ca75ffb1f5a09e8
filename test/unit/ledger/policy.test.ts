import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import { formatVerifierKey, noteKey, SIGNATURE_ED25519 } from '../../../shared/ledger/note.ts';
import { policyOf, type Quorum, quorumSize, readPolicy } from '../../../shared/ledger/policy.ts';
import { LedgerVerification } from '../../../shared/ledger/verification.ts';
import { TestLedger } from '../../fixtures/ledger.ts';

function witness(name: string) {
  const secret = generateSigningKey();
  const key = witnessKey(primitives, name, secret.publicKey);
  return {
    key,
    vkey: formatVerifierKey(key),
    cosign: (note: string, time = 1_461_830_400) =>
      cosign(primitives, note, { name, signer: createSigner(secret), time }),
  };
}

const reasonFor = (text: string): unknown => {
  try {
    readPolicy(primitives, text);
    return null;
  } catch (error) {
    return error instanceof Fault && error.code === 'POLICY_INVALID' ? error.params.reason : error;
  }
};

describe('a policy file', () => {
  const [a, b, c] = ['a.example/w', 'b.example/w', 'c.example/w'].map(witness) as [
    ReturnType<typeof witness>,
    ReturnType<typeof witness>,
    ReturnType<typeof witness>,
  ];
  const lines = [`witness A ${a.vkey}`, `witness B ${b.vkey}`, `witness C ${c.vkey}`];

  it('names witnesses, groups of them, and the group that has to be met', () => {
    const text = ['# whom we trust', ...lines, 'group north 1 A B', 'group both all north C', 'quorum both', ''].join(
      '\n',
    );
    const policy = readPolicy(primitives, text);
    expect(policy.witnesses.map(({ name }) => name)).toEqual(['a.example/w', 'b.example/w', 'c.example/w']);
    expect(quorumSize(policy, [5, 9, 7])).toBe(7);
    expect(quorumSize(policy, [5, 9, 0])).toBe(0);
  });

  it('accepts nobody where the quorum is none', () => {
    expect(quorumSize(readPolicy(primitives, `${lines[0]}\nquorum none\n`), [9])).toBe(0);
  });

  it.each([
    ['a line that it does not know', 'log x\nquorum none'],
    ['no quorum', ''],
    ['two quorums', 'quorum none\nquorum none'],
    ['a member that is not named above', `${lines[0]}\ngroup g any A Z\nquorum g`],
    ['a member twice', `${lines[0]}\ngroup g 2 A A\nquorum g`],
    ['more than there are', `${lines[0]}\ngroup g 2 A\nquorum g`],
    ['none of them', `${lines[0]}\ngroup g 0 A\nquorum g`],
    ['a name twice', `${lines[0]}\n${lines[0]}\nquorum A`],
    ['one key under two names', `witness A ${a.vkey}\nwitness B ${a.vkey}\ngroup g 2 A B\nquorum g`],
    ['a witness after the quorum', `${lines[0]}\nquorum A\n${lines[1]}`],
    ['a damaged key', `witness A ${a.vkey.replace(/.$/, 'A')}x\nquorum A`],
    [
      'a key that signs checkpoints, not cosignatures',
      `witness A ${formatVerifierKey(noteKey(primitives, 'x', SIGNATURE_ED25519, a.key.publicKey))}\nquorum A`,
    ],
  ])('is refused with %s', (_what, text) => {
    expect(reasonFor(text)).toBeTypeOf('string');
  });

  it('is met at the largest size that enough witnesses vouch for, whatever the groups', () => {
    const place = fc.integer({ min: 0, max: 4 }).map((index): Quorum => ({ witness: index }));
    const group = (members: fc.Arbitrary<Quorum>) =>
      fc
        .array(members, { minLength: 1, maxLength: 4 })
        .chain((chosen) =>
          fc.integer({ min: 1, max: chosen.length }).map((least): Quorum => ({ least, members: chosen })),
        );
    const quorums = fc.oneof(place, group(place), group(fc.oneof(place, group(place))));
    const holds = (quorum: Quorum, has: (witness: number) => boolean): boolean =>
      'witness' in quorum
        ? has(quorum.witness)
        : quorum.members.filter((member) => holds(member, has)).length >= quorum.least;
    fc.assert(
      fc.property(
        quorums,
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 }),
        (quorum, sizes) => {
          const size = quorumSize({ witnesses: [], quorum }, sizes);
          for (let at = 1; at <= 10; at++) {
            expect(holds(quorum, (index) => (sizes[index] ?? 0) >= at)).toBe(at <= size);
          }
        },
      ),
    );
  });
});

describe('a ledger under a policy', () => {
  const people = ['a.example/w', 'b.example/w', 'c.example/w'].map(witness);
  const keys = people.map(({ key }) => key);

  function verify(ledger: TestLedger, least: number, notes: readonly string[]) {
    const verification = new LedgerVerification(primitives, { kind: 'vault', policy: policyOf(keys, least) });
    for (const { bytes } of ledger.entries) verification.entry(bytes);
    verification.endEntries();
    for (const [index, note] of notes.entries()) verification.checkpoint(`note ${index}`, encodeUtf8(note), 'earlier');
    return verification.finish();
  }

  const ledger = new TestLedger();
  for (let seq = 1; seq < 10; seq++) ledger.append('record', { note: `entry ${seq}` });
  const notes = [
    people[0]?.cosign(ledger.note(4), 100) ?? '',
    people[1]?.cosign(ledger.note(7), 200) ?? '',
    people[2]?.cosign(ledger.note(9), 300) ?? '',
  ];

  it.each([
    [1, 9],
    [2, 7],
    [3, 4],
  ])('counts as witnessed by %i below %i', (least, size) => {
    const report = verify(ledger, least, notes);
    expect(report.witnessedBelow).toBe(size);
    expect(report.stateOf(size - 1)).toBe('WITNESSED');
    expect(report.stateOf(size)).toBe('UNANCHORED');
    expect(report.witnesses.map(({ size, time }) => [size, time])).toEqual([
      [4, 100],
      [7, 200],
      [9, 300],
    ]);
  });

  it('does not count one witness twice', () => {
    const twice = [people[0]?.cosign(ledger.note(4)) ?? '', people[0]?.cosign(ledger.note(7)) ?? ''];
    expect(verify(ledger, 1, twice).witnessedBelow).toBe(7);
    expect(verify(ledger, 2, twice).witnessedBelow).toBe(0);
  });

  it('finds a wrong cosignature of a trusted witness', () => {
    const other = new TestLedger();
    const line = people[0]?.cosign(other.note(1)).split('\n').at(-2) ?? '';
    const report = verify(ledger, 1, [`${ledger.note(4)}${line}\n`]);
    expect(report.findings.map(({ code }) => code)).toContain('CHECKPOINT_COSIGNATURE');
    expect(report.witnessedBelow).toBe(0);
  });
});
