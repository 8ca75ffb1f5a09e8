import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportToPath } from '../../../electron/core/bundle/export.ts';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { stateOf } from '../../../electron/core/vault-capabilities.ts';
import { acceptAnswer, requestCosignature, witnessesOf } from '../../../electron/core/witness/cosignatures.ts';
import { reviewerOf } from '../../../electron/core/witness/reviewing.ts';
import { Witness } from '../../../electron/core/witness/witness.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { ledgerKey, readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { archiveItem, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let folder = '';
let held: TemporaryVault;
let witness: Witness;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sanad-vouched-'));
  held = await temporaryVault();
  witness = await makeWitness('first');
  await archiveItem(held.vault, 'a.jpg');
});
afterEach(async () => {
  witness.close();
  await held.remove();
  rmSync(folder, { recursive: true, force: true });
});

const makeWitness = (name: string) =>
  Witness.create({
    folder: join(folder, name),
    name: `${name}.example/1`,
    passphrase: 'training passphrase',
    workFactor: 2,
  });

/** What a witness answers to the vault's request. */
function ask(by = witness, from: number | null = null): string {
  const answer = by.cosign(encodeUtf8(requestCosignature(held.vault, from).request));
  return answer.outcome === 'cosigned' ? answer.note : answer.refusal;
}

const unvouched = () => stateOf(held.vault).unvouched;

describe('a vault and its witnesses', () => {
  it('counts the entries that nobody outside vouches for', async () => {
    const { vault } = held;
    expect(unvouched()).toBe(vault.ledger.size);
    expect(acceptAnswer(vault, ask(), witness.verifierKey)).toMatchObject({ outcome: 'kept', unvouched: 0 });
    expect(unvouched()).toBe(0);
    await archiveItem(vault, 'b.jpg');
    expect(unvouched()).toBe(2);
    // The witness is known by now.
    acceptAnswer(vault, ask(), null);
    expect(unvouched()).toBe(0);
    expect(witnessesOf(vault)).toMatchObject([{ name: 'first.example/1', size: vault.ledger.size }]);
  });

  it('makes no entry of a countersignature, and keeps one that comes twice once', () => {
    const { vault } = held;
    const { size } = vault.ledger;
    const note = ask();
    acceptAnswer(vault, note, witness.verifierKey);
    acceptAnswer(vault, note.replaceAll('\n', '\r\n'), null);
    expect(vault.ledger.size).toBe(size);
    expect(vault.db.prepare('SELECT count(*) FROM cosigned').pluck().get()).toBe(1);
    expect(() => vault.db.exec('DELETE FROM cosigned')).toThrow('never removed');
  });

  it('shows the witness every change of its key', () => {
    const { vault } = held;
    acceptAnswer(vault, ask(), witness.verifierKey);
    for (let changes = 0; changes < 3; changes++) {
      vault.ledger.changeKey('op-1');
      vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'recovered' } }]);
    }
    expect(acceptAnswer(vault, ask(), null)).toMatchObject({ outcome: 'kept', size: vault.ledger.size });
    expect(witness.memory.holding(vault.ledger.id)?.keys).toHaveLength(4);
    vault.ledger.changeKey('op-1');
    // The newest checkpoint is the key change's own, with the lines of both keys.
    const note = ask();
    expect(readCheckpoint(encodeUtf8(note)).note.lines).toHaveLength(3);
    acceptAnswer(vault, note, null);
    expect(unvouched()).toBe(0);
  });

  it('takes nothing in that is not of this ledger, wrongly signed, or by nobody it knows', async () => {
    const { vault } = held;
    const accept = (text: string, key: string | null) => () => acceptAnswer(vault, text, key);
    const note = ask();
    const own = formatVerifierKey(
      ledgerKey(primitives, vault.ledger.id, vault.ledger.signingKeys()[0]?.publicKey as Uint8Array),
    );
    const other = await temporaryVault();
    const second = await makeWitness('second');
    try {
      const foreign = requestCosignature(other.vault, 0).request;
      const answer = witness.cosign(encodeUtf8(foreign));
      const line = (text: string) => text.split('\n').at(-2) ?? '';
      expect(accept(note, null)).toThrow('WITNESS_UNKNOWN');
      expect(accept(note, second.verifierKey)).toThrow('WITNESS_UNKNOWN');
      expect(accept(note, own)).toThrow('POLICY_INVALID');
      expect(accept('not a note', witness.verifierKey)).toThrow('NOTE_INVALID');
      if (answer.outcome !== 'cosigned') throw new Error(answer.outcome);
      expect(accept(answer.note, witness.verifierKey)).toThrow('COSIGNATURE_INVALID');
      expect(accept(note.replace(line(note), line(answer.note)), witness.verifierKey)).toThrow('COSIGNATURE_INVALID');
      // Without the ledger's own line it is no checkpoint of it.
      expect(accept(note.replace(/^— sanad.*\n/m, ''), witness.verifierKey)).toThrow('COSIGNATURE_INVALID');
      expect(unvouched()).toBe(vault.ledger.size);
    } finally {
      second.close();
      await other.remove();
    }
  });

  it('is told how what the witness holds stands to it when the witness refuses', async () => {
    const { vault } = held;
    const early = requestCosignature(vault, 0).request;
    acceptAnswer(vault, ask(), witness.verifierKey);
    await archiveItem(vault, 'b.jpg');
    ask();
    const late = witness.cosign(encodeUtf8(early));
    if (late.outcome === 'cosigned') throw new Error();
    expect(acceptAnswer(vault, late.refusal, null)).toEqual({
      outcome: 'refused',
      refusal: 'rollback',
      held: vault.ledger.size,
      standing: 'agrees',
    });
    expect(() => requestCosignature(vault, vault.ledger.size + 1)).toThrow('PROOF_IMPOSSIBLE');
  });

  it('hands countersignatures on with its bundles, and verifies itself with them', async () => {
    const { vault } = held;
    acceptAnswer(vault, ask(), witness.verifierKey);
    const second = await makeWitness('second');
    acceptAnswer(vault, ask(second, 0), second.verifierKey);
    const vouched = vault.ledger.size;
    const keys = [witness.verifierKey, second.verifierKey];
    second.close();
    const asked = (least: number) => reviewerOf({ witnesses: keys, quorum: least, require: 'witnessed' }, null);
    expect(await verifyVault(vault, [], {}, undefined, asked(2))).toMatchObject({
      verdict: 'WITNESSED',
      exitStatus: 0,
      vouched,
      required: { met: true },
    });
    const request = { ...usedBy('court'), recipient: 'Training court', protection: { kind: 'plain' } } as const;
    const software = { name: 'sanad', version: '0.0.0' };
    const { path } = await exportToPath(vault, request, join(folder, 'bundle.zip'), { software });
    const report = await verifyBundle(path, {}, [], {}, undefined, asked(2));
    expect(report).toMatchObject({ verdict: 'WITNESSED', exitStatus: 0, vouched, entries: vouched + 1, findings: [] });
    expect(report.exhibits.map(({ verdict }) => verdict)).toEqual(['WITNESSED']);
    // To somebody who trusts neither, they are lines of unknown keys.
    expect(await verifyBundle(path, {}, [])).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [] });
    // The vault has an entry more by now.
    expect(await verifyVault(vault, [], {}, undefined, asked(2))).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 1,
      headline: 'too little vouches',
    });
  });
});
