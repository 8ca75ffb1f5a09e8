/** Every value of the vectors that an independent program computed for the format. */
import { describe, expect, it } from 'vitest';
import { ed25519Sign, primitives, publicKeyOf } from '../../../electron/core/ledger/primitives.ts';
import { decodeUtf8, encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { canonicalise, type Json, parseCanonical, parseJson } from '../../../shared/ledger/canonical.ts';
import {
  anchorDigest,
  checkpointText,
  ledgerKey,
  ledgerOrigin,
  readCheckpoint,
  requiredKeys,
  requiredLinesState,
} from '../../../shared/ledger/checkpoint.ts';
import { cosign, cosignedAt, witnessKey } from '../../../shared/ledger/cosignature.ts';
import { disclosureDigest, readBody, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { type EntryDraft, ledgerId, NO_PREVIOUS, readEntry, sealEntry } from '../../../shared/ledger/entry.ts';
import { decodeHex, encodeHex, type Hex64, hashToHex } from '../../../shared/ledger/hex.ts';
import { formatVerifierKey, lineState, readVerifierKey, signNote } from '../../../shared/ledger/note.ts';
import type { Signer } from '../../../shared/ledger/primitives.ts';
import { readSpokenCode, spokenCode } from '../../../shared/ledger/spoken.ts';
import {
  consistencyProof,
  GrowingTree,
  inclusionProof,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/ledger/tree.ts';
import { theVectors, withoutVectors } from './handed-material.ts';

const hex = (text: string): Uint8Array => {
  const bytes = decodeHex(text);
  if (bytes === null) throw new Error('not hex');
  return bytes;
};

function signerOf(seedHex: string): Signer {
  const seed = hex(seedHex);
  return { publicKey: publicKeyOf(seed), sign: (message) => ed25519Sign(seed, message) };
}

/** The vectors' salts, handed out in the order in which `sealEntry` asks: the fields by name, then the body. */
function saltsOf(entry: ReturnType<typeof theVectors>['entries'][number]): () => string {
  const byName = [...entry.fields].sort((a, b) => (a.name < b.name ? -1 : 1));
  const salts = [...byName.map((field) => field.salt), entry.body.salt];
  return () => salts.shift() ?? '';
}

describe.skipIf(withoutVectors)('the vectors of the format (needs ../shared/vectors)', () => {
  it('derive the ledger id, its origin and the keys from the seeds', () => {
    const { log, log2, witness, ledger, origin } = theVectors();
    expect(encodeHex(publicKeyOf(hex(log.seed_hex)))).toBe(log.public_hex);
    expect(ledgerId(primitives, hex(log.public_hex))).toBe(ledger);
    expect(ledgerOrigin(ledger as Hex64)).toBe(origin);
    expect(formatVerifierKey(ledgerKey(primitives, ledger as Hex64, hex(log.public_hex)))).toBe(log.vkey);
    expect(formatVerifierKey(ledgerKey(primitives, ledger as Hex64, hex(log2.public_hex)))).toBe(log2.vkey);
    expect(formatVerifierKey(witnessKey(primitives, witness.name, hex(witness.public_hex)))).toBe(witness.vkey);
    for (const { vkey } of [log, log2, witness]) {
      expect(formatVerifierKey(readVerifierKey(primitives, vkey))).toBe(vkey);
    }
  });

  it('seal every entry to the same bytes, digests, disclosures and leaf', () => {
    const { entries, ledger, log, log2 } = theVectors();
    let prev = NO_PREVIOUS;
    for (const [seq, vector] of entries.entries()) {
      const values = Object.fromEntries(vector.fields.map(({ name, value }) => [name, value]));
      const { at, type, operator, ...fields } = values;
      const key = seq === 0 ? hex(log.public_hex) : seq === log2.from_seq ? hex(log2.public_hex) : null;
      const draft = { at, type, operator, fields } as unknown as EntryDraft;
      const sealed = sealEntry(primitives, saltsOf(vector), { seq, ledger: ledger as Hex64, prev, key }, draft);

      expect(decodeUtf8(sealed.bytes)).toBe(vector.entry);
      expect(encodeHex(sealed.leaf)).toBe(vector.leaf);
      expect(sealed.body.text).toBe(vector.body.disclosure);
      const made = new Map<string, string[]>(sealed.fields.map(({ name, text, digest }) => [name, [text, digest]]));
      for (const { name, disclosure, digest } of vector.fields) expect(made.get(name)).toEqual([disclosure, digest]);
      expect(made.size).toBe(vector.fields.length);
      prev = hashToHex(sealed.leaf);
    }
  });

  it('open every disclosure to its name, salt and value, and fit it into its entry', () => {
    const { entries, ledger } = theVectors();
    for (const [seq, vector] of entries.entries()) {
      const entry = readEntry(encodeUtf8(vector.entry));
      expect(entry.seq).toBe(seq);
      expect(disclosureDigest(primitives, ledger as Hex64, seq, vector.body.disclosure)).toBe(entry.body);
      const opened = readDisclosure(primitives, vector.body.disclosure);
      expect(opened.name).toBe('body');
      const body = new Map<string, string>(readBody(opened.value));
      expect([...body.keys()].sort()).toEqual(vector.fields.map(({ name }) => name).sort());
      for (const field of vector.fields) {
        const { name, salt, value } = readDisclosure(primitives, field.disclosure);
        expect(name).toBe(field.name);
        expect(salt).toBe(field.salt);
        expect(canonicalise(value)).toEqual(canonicalise(field.value as Json));
        expect(body.get(name)).toBe(disclosureDigest(primitives, ledger as Hex64, seq, field.disclosure));
      }
    }
  });

  it('give every root, from one tree that grows and from stored nodes', () => {
    const { entries, checkpoints, empty_root } = theVectors();
    const nodes = new Map<string, Uint8Array>();
    const source = (level: number, index: number) => nodes.get(`${level}/${index}`) as Uint8Array;
    const tree = new GrowingTree(primitives, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
    expect(encodeHex(tree.root())).toBe(empty_root);
    for (const [seq, { entry }] of entries.entries()) {
      tree.append(leafHash(primitives, encodeUtf8(entry)));
      expect(encodeHex(tree.root())).toBe(checkpoints[seq]?.root);
    }
    for (const { size, root } of checkpoints) {
      expect(encodeHex(rootOf(primitives, size, source))).toBe(root);
      expect(encodeHex(GrowingTree.resume(primitives, size, source).root())).toBe(root);
    }
  });

  it('give and accept every inclusion and consistency proof', () => {
    const { entries, checkpoints, inclusion, consistency } = theVectors();
    const nodes = new Map<string, Uint8Array>();
    const source = (level: number, index: number) => nodes.get(`${level}/${index}`) as Uint8Array;
    const tree = new GrowingTree(primitives, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
    for (const { leaf } of entries) tree.append(hex(leaf));
    const root = (size: number) => hex(checkpoints[size - 1]?.root ?? '');

    for (const { index, size, proof } of inclusion) {
      expect(inclusionProof(primitives, index, size, source).map(encodeHex)).toEqual(proof);
      const claim = { index, size, leaf: hex(entries[index]?.leaf ?? ''), root: root(size) };
      expect(verifyInclusion(primitives, claim, proof.map(hex))).toBe(true);
    }
    for (const { old, new: size, proof } of consistency) {
      expect(consistencyProof(primitives, old, size, source).map(encodeHex)).toEqual(proof);
      const claim = { oldSize: old, size, oldRoot: root(old), root: root(size) };
      expect(verifyConsistency(primitives, claim, proof.map(hex))).toBe(true);
    }
    expect([inclusion.length, consistency.length]).toEqual([66, 66]);
  });

  it('sign the checkpoint of every size byte for byte, with both keys where the key changes', () => {
    const { checkpoints, log, log2, ledger, origin } = theVectors();
    const keys = [
      { seq: 0, key: ledgerKey(primitives, ledger as Hex64, hex(log.public_hex)) },
      { seq: log2.from_seq, key: ledgerKey(primitives, ledger as Hex64, hex(log2.public_hex)) },
    ];
    for (const { size, root, note } of checkpoints) {
      const signers =
        size === log2.from_seq + 1
          ? [signerOf(log.seed_hex), signerOf(log2.seed_hex)]
          : [signerOf(size <= log2.from_seq ? log.seed_hex : log2.seed_hex)];
      const text = checkpointText({ ledger: ledger as Hex64, size, root: hex(root) });
      expect(signNote(primitives, origin, text, signers)).toBe(note);

      const read = readCheckpoint(encodeUtf8(note));
      expect([read.ledger, read.size, encodeHex(read.root)]).toEqual([ledger, size, root]);
      const required = requiredKeys(keys, size);
      expect(required.length).toBe(signers.length);
      expect(requiredLinesState(primitives, read.note, required)).toBe('good');
    }
  });

  it('cosign byte for byte', () => {
    const { cosigned, checkpoints, witness } = theVectors();
    const signer = signerOf(witness.seed_hex);
    const own = checkpoints.at(-1)?.note ?? '';
    expect(cosign(primitives, own, { name: witness.name, signer, time: cosigned.time })).toBe(cosigned.note);
    const { note } = readCheckpoint(encodeUtf8(cosigned.note));
    const key = readVerifierKey(primitives, witness.vkey);
    expect(lineState(primitives, note, key)).toBe('good');
    expect(cosignedAt(note, key)).toBe(cosigned.time);
  });

  it('give the spoken codes and the anchors’ digests', () => {
    const { checkpoints, ledger } = theVectors();
    for (const { size, root, spoken, anchor_digest } of checkpoints) {
      const text = checkpointText({ ledger: ledger as Hex64, size, root: hex(root) });
      expect(spokenCode(primitives, text)).toBe(spoken);
      expect(readSpokenCode(spoken)).toBe(spoken);
      expect(encodeHex(anchorDigest(primitives, text))).toBe(anchor_digest);
    }
  });

  it('have the canonical forms of the values', () => {
    const { canonical, accepted } = theVectors();
    for (const { value, bytes } of canonical) {
      expect(decodeUtf8(canonicalise(value as Json))).toBe(bytes);
      expect(canonicalise(parseCanonical(encodeUtf8(bytes)))).toEqual(encodeUtf8(bytes));
    }
    for (const { why, bytes } of accepted) {
      expect(decodeUtf8(canonicalise(parseCanonical(encodeUtf8(bytes)))), why).toBe(bytes);
    }
  });

  it('are refused where they must be', () => {
    const refused = theVectors().must_be_refused;
    for (const { why, bytes_hex } of refused) {
      expect(() => parseCanonical(hex(bytes_hex)), why).toThrow('CANONICAL_INVALID');
    }
    expect(refused.length).toBe(29);
  });

  it('tell layout, which parseJson allows, from what the profile has no form for', () => {
    const onlyLayout = [
      'key order',
      'white space',
      'escaped solidus',
      'needless escape',
      'upper-case escape',
      'long form of newline',
      'escaped pair instead of UTF-8',
      'trailing newline',
      'UTF-8 key order instead of UTF-16',
    ];
    for (const { why, bytes_hex } of theVectors().must_be_refused) {
      const text = decodeUtf8(hex(bytes_hex));
      if (text === null) continue;
      if (onlyLayout.includes(why)) expect(() => parseJson(text), why).not.toThrow();
      else expect(() => parseJson(text), why).toThrow('CANONICAL_INVALID');
    }
  });
});
