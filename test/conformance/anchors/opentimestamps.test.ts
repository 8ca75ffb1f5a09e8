/** OpenTimestamps proofs, with Debian's python3-opentimestamps as judge. */
import { createHash, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readOts } from '../../../shared/ledger/anchors/ots.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';
import { makeProofs, proofOf, type Reading, readProofs, withoutOpenTimestamps } from '../../fixtures/opentimestamps.ts';

function read(file: string): Reading | null {
  const proof = readOts(new Uint8Array(Buffer.from(file, 'hex')));
  if (proof === null) return null;
  const attestations = proof.attestations.map((one) => {
    if (one.kind === 'pending') return ['pending', one.calendar];
    return one.kind === 'unknown' ? ['unknown', one.tag] : [one.kind, one.height, encodeHex(one.merkleRoot)];
  });
  return { hash: proof.hash, digest: encodeHex(proof.digest), attestations: attestations.map(asJudge).sort() };
}

/** As Python's json writes a list. */
const asJudge = (values: readonly (string | number)[]): string =>
  `[${values.map((one) => JSON.stringify(one)).join(', ')}]`;

/** The judge keeps a set of attestations and operations, we keep every one that the file has. */
const unique = (reading: Reading | null): Reading | null =>
  reading === null ? null : { ...reading, attestations: [...new Set(reading.attestations)] };

/** What follows the magic (31 bytes), the version, the hash and the 32 bytes of the digest. */
const branchOf = (file: string): string => file.slice(2 * (31 + 1 + 1 + 32));

describe.skipIf(withoutOpenTimestamps)('OpenTimestamps (needs python3-opentimestamps)', () => {
  const seed = randomInt(1 << 30);
  /** One of `count`, the same for the same seed: what a run has found can be looked at again. */
  const choice = (of: string, count: number): number =>
    createHash('sha256').update(`${seed} ${of}`).digest().readUInt32BE() % count;

  it(`reads what the judge writes, every operation and attestation (seed ${seed})`, () => {
    const proofs = makeProofs(seed, 150);
    for (const { file, read: expected } of proofs) expect(read(file)).toEqual(expected);
    const together = proofs.map(({ file }) => JSON.stringify(read(file))).join();
    for (const word of ['pending', 'bitcoin', 'litecoin', 'unknown', 'sha1', 'ripemd160', 'keccak256']) {
      expect(together).toContain(word);
    }
  });

  it(`refuses what the judge refuses, and reads the rest alike, when a byte is changed (seed ${seed})`, () => {
    const changed = makeProofs(seed, 40).flatMap(({ file }, proof) =>
      Array.from({ length: 12 }, (_, change) => {
        const bytes = Buffer.from(file, 'hex');
        bytes[choice(`place ${proof} ${change}`, bytes.length)] = choice(`byte ${proof} ${change}`, 256);
        return bytes.toString('hex');
      }),
    );
    const judged = readProofs(changed);
    for (const [index, file] of changed.entries()) {
      expect(unique(read(file)), file).toEqual(unique(judged[index] ?? null));
    }
    expect(judged).toContain(null);
  });

  it('keeps every branch when the same operation stands twice in one place', () => {
    const digest = 'ab'.repeat(32);
    const proof = (name: string) => proofOf(digest, [['sha256', null]], ['pending', `https://${name}.example/`]).file;
    const [earlier, later] = [proof('earlier'), proof('later')];
    const head = earlier.slice(0, -branchOf(earlier).length);
    const file = `${head}ff${branchOf(earlier)}${branchOf(later)}`;
    const both = ['earlier', 'later'].map((name) => asJudge(['pending', `https://${name}.example/`]));
    expect(read(file)?.attestations).toEqual(both);
    expect(readProofs([file])).toEqual([read(file)]);
  });

  it('refuses what is cut off or goes on after the end, as the judge does', () => {
    const [{ file = '' } = {}] = makeProofs(seed, 1);
    const files = Array.from({ length: file.length / 2 }, (_, length) => file.slice(0, 2 * length));
    files.push(`${file}00`);
    expect(files.map(read)).toEqual(files.map(() => null));
    expect(readProofs(files)).toEqual(files.map(() => null));
  });
});
