import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { canonicalText } from '../../../shared/ledger/canonical.ts';
import { ledgerKey, readCheckpoint, requiredLinesState } from '../../../shared/ledger/checkpoint.ts';
import { disclosureDigest, readBody, readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { ledgerId, NO_PREVIOUS, readEntry } from '../../../shared/ledger/entry.ts';
import { hashToHex, hexToHash } from '../../../shared/ledger/hex.ts';
import { readNote } from '../../../shared/ledger/note.ts';
import { GrowingTree, leafHash, verifyConsistency, verifyInclusion } from '../../../shared/ledger/tree.ts';
import {
  countingProjections,
  createBare,
  draft,
  openBare,
  passphrase,
  temporaryFolder,
} from '../../fixtures/bare-vault.ts';
import { asOnItsDisk } from '../../fixtures/same-disk.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

let folder: string;
let path: string;
let remove: () => void;
let vault: OpenVault;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  path = join(folder, 'field.sanad');
  ({ vault } = await createBare(path));
});
afterEach(async () => {
  await vault.close();
  remove();
});

const fill = (count: number) =>
  vault.ledger.append(Array.from({ length: count }, (_, number) => draft(`number ${number}`)));

/** Everything that must hold between entries, disclosures, tree and notes, computed anew from the stored bytes. */
function requireWhole({ ledger, db }: OpenVault): void {
  let prev: string = NO_PREVIOUS;
  const tree = new GrowingTree(primitives);
  for (const { seq, leaf, bytes } of ledger.entries()) {
    const entry = readEntry(bytes);
    expect(entry).toMatchObject({ seq, ledger: ledger.id, prev });
    expect(hashToHex(leafHash(primitives, bytes))).toBe(leaf);
    const [bodyText, ...fields] = ledger.disclosuresOf(seq);
    expect(bodyText?.name).toBe('body');
    expect(entry.body).toBe(disclosureDigest(primitives, ledger.id, seq, bodyText?.text ?? ''));
    const body = readBody(readDisclosure(primitives, bodyText?.text ?? '').value);
    expect(fields.map(({ name, text }) => [name, disclosureDigest(primitives, ledger.id, seq, text)])).toEqual([
      ...body,
    ]);
    tree.append(hexToHash(leaf));
    prev = leaf;
  }
  expect(tree.size).toBe(ledger.size);
  expect(ledger.root()).toEqual(tree.root());
  expect(db.prepare('SELECT count(*) FROM seen').pluck().get()).toBe(ledger.size);
}

describe('appending', () => {
  it('gives entries of the format, each opened by its disclosures', () => {
    const [one, two] = vault.ledger.append([draft('first'), draft('second', 'op-2')]);
    expect(one).toMatchObject({ seq: 1, type: 'record', operator: 'op-1', fields: { kind: 'note', text: 'first' } });
    expect(two).toMatchObject({ seq: 2, operator: 'op-2' });
    expect(one?.at).toMatchObject({ clock: 'unknown', boot: expect.stringMatching(/^[0-9a-f]{8}$/) });
    requireWhole(vault);
  });

  it('starts with a key that certifies the ledger’s id', () => {
    const first = readEntry(vault.ledger.entry(0)?.bytes ?? new Uint8Array());
    expect(ledgerId(primitives, first.key ?? new Uint8Array())).toBe(vault.ledger.id);
    expect(vault.ledger.signingKeys()).toEqual([{ from: 0, publicKey: first.key }]);
  });

  it('reads an entry back as it was appended', () => {
    const values = { kind: 'note', text: 'نص عربي', list: [1, { deep: null }], 'where.place': 'x', empty: '' };
    const [appended] = vault.ledger.append([{ type: 'record', operator: 'op-1', fields: values }]);
    const again = vault.ledger.appended(appended?.seq ?? -1);
    expect(canonicalText(again.fields)).toBe(canonicalText(values));
    expect(again).toMatchObject({ leaf: appended?.leaf, at: { ...appended?.at }, type: 'record', operator: 'op-1' });
    expect(vault.ledger.disclosure(1, 'text')).not.toBeNull();
    expect(vault.ledger.disclosure(1, 'absent')).toBeNull();
    expect(() => vault.ledger.appended(99)).toThrow(fault('RECORD_NOT_FOUND'));
  });

  it('does nothing for nothing', () => {
    expect(vault.ledger.append([])).toEqual([]);
    expect(vault.ledger.size).toBe(1);
  });

  it('takes all of a batch or none of it', () => {
    const bad = { type: 'record', operator: 'op-1', fields: { 'Not A Name': 'x' } };
    expect(() => vault.ledger.append([draft('good'), bad])).toThrow(fault('ENTRY_INVALID'));
    expect(() => vault.ledger.append([{ ...draft('x'), fields: { at: 'now' } }])).toThrow(fault('ENTRY_INVALID'));
    expect(() => vault.ledger.append([{ ...draft('x'), fields: { amends: [7] } }])).toThrow(fault('ENTRY_INVALID'));
    expect(() => vault.ledger.append([{ ...draft('x'), fields: { n: 0.5 } }])).toThrow(fault('CANONICAL_INVALID'));
    expect(vault.ledger.size).toBe(1);
    vault.ledger.append([draft('after')]);
    requireWhole(vault);
  });

  it('goes on across locking and opening', async () => {
    fill(5);
    await vault.close();
    vault = await openBare(path);
    fill(5);
    expect(vault.ledger.size).toBe(11);
    requireWhole(vault);
  });
});

describe('when an append fails', () => {
  it('not persisted: the tables computed from it fail, and entry and tables are both not there', async () => {
    await vault.close();
    let failing = true;
    vault = await openBare(path, {
      projections: {
        ...countingProjections,
        apply(db, appended) {
          countingProjections.apply(db, appended);
          if (failing) throw new Error('no room in the table');
        },
      },
    });
    expect(() => fill(3)).toThrow('no room in the table');
    expect(vault.ledger.size).toBe(1);
    requireWhole(vault);
    failing = false;
    fill(3);
    expect(vault.ledger.size).toBe(4);
    requireWhole(vault);
  });

  it('persisted all the same: the failure is told, and the next entry follows what is on disk', () => {
    const statements = Object.getPrototypeOf(vault.db.prepare('SELECT 1'));
    const run = statements.run;
    const failing = vi.spyOn(statements, 'run').mockImplementation(function (this: Statement, ...values) {
      const done = run.apply(this, values);
      if (this.source !== 'COMMIT') return done;
      throw Object.assign(new Error('the disk did not answer'), { code: 'SQLITE_IOERR_FSYNC' });
    });
    expect(() => vault.ledger.append([draft('there after all')])).toThrow('the disk did not answer');
    failing.mockRestore();
    expect(vault.ledger.size).toBe(2);
    vault.ledger.append([draft('next')]);
    expect(vault.ledger.readFields(1).text).toBe('there after all');
    requireWhole(vault);
  });

  it('because the disk is full: says so, and goes on when there is room again', () => {
    const pages = Number(vault.db.pragma('page_count', { simple: true }));
    vault.db.pragma(`max_page_count = ${pages}`);
    expect(() => vault.ledger.append([draft('x'.repeat(100_000))])).toThrow(fault('VAULT_DISK_FULL'));
    vault.db.pragma('max_page_count = 4294967294');
    vault.ledger.append([draft('x'.repeat(100_000))]);
    expect(vault.ledger.size).toBe(2);
    requireWhole(vault);
  });
});

describe('what is in the ledger stays as it is', () => {
  it.each([
    "UPDATE entry SET bytes = x'00' WHERE seq = 1",
    'DELETE FROM entry WHERE seq = 1',
    "INSERT OR REPLACE INTO entry (seq, leaf, bytes) SELECT 1, leaf, x'00' FROM entry WHERE seq = 0",
    'INSERT INTO entry (seq, leaf, bytes) SELECT 7, leaf, bytes FROM entry WHERE seq = 0',
    'UPDATE entry SET seq = 7 WHERE seq = 2',
    "UPDATE entry SET nodes = x'' WHERE seq = 1",
    "UPDATE entry SET disclosures = '{}' WHERE seq = 1",
    "UPDATE entry SET disclosures = json_set(disclosures, '$.at', 'other') WHERE seq = 2",
    "UPDATE entry SET disclosures = json_set(disclosures, '$.zoo', 'added later') WHERE seq = 1",
    "UPDATE entry SET disclosures = json_remove(disclosures, '$.text') WHERE seq = 1",
    'INSERT INTO entry (seq, leaf, bytes) SELECT 3, leaf, bytes FROM entry WHERE seq = 0',
    "INSERT INTO entry (seq, leaf, bytes, disclosures) SELECT 3, leaf, bytes, 'not of an entry' FROM entry WHERE seq = 0",
    "UPDATE disclosure SET text = '' WHERE seq = 1",
    'DELETE FROM disclosure WHERE seq = 1',
    "INSERT INTO disclosure (seq, name, text) VALUES (2, 'zoo', 'added')",
    "UPDATE checkpoint SET note = ''",
    'DELETE FROM checkpoint',
    "INSERT OR REPLACE INTO checkpoint (size, root, note, at) SELECT 1, root, '', at FROM checkpoint",
  ])('also against: %s', (sql) => {
    fill(2);
    vault.ledger.checkpoint();
    expect(() => vault.db.exec(sql)).toThrow(/only|never|come with|is a view|malformed JSON/);
    requireWhole(vault);
  });
});

describe('the tree', () => {
  it('proves each entry and each earlier size from its stored nodes', () => {
    fill(70);
    const { ledger } = vault;
    for (const size of [1, 2, 3, 8, 37, 64, 71]) {
      const root = ledger.root(size);
      for (let seq = 0; seq < size; seq++) {
        const leaf = hexToHash(ledger.entry(seq)?.leaf ?? NO_PREVIOUS);
        const proof = ledger.inclusionProof(seq, size);
        expect(verifyInclusion(primitives, { index: seq, size, leaf, root }, proof)).toBe(true);
        expect(proof.length).toBeLessThanOrEqual(7);
      }
      for (let oldSize = 1; oldSize <= size; oldSize++) {
        const claim = { oldSize, size, oldRoot: ledger.root(oldSize), root };
        expect(verifyConsistency(primitives, claim, ledger.consistencyProof(oldSize, size))).toBe(true);
      }
    }
  });
});

describe('a checkpoint', () => {
  const isGood = (note: string) => {
    const keys = vault.ledger.signingKeys().map(({ publicKey }) => ledgerKey(primitives, vault.ledger.id, publicKey));
    return requiredLinesState(primitives, readNote(bytesOf(note)), keys) === 'good';
  };

  it('is signed by the ledger’s key over what is there', () => {
    fill(4);
    const checkpoint = vault.ledger.checkpoint();
    expect(checkpoint).toMatchObject({ size: 5, root: hashToHex(vault.ledger.root()) });
    expect(isGood(checkpoint.note)).toBe(true);
    expect(readCheckpoint(bytesOf(checkpoint.note))).toMatchObject({ ledger: vault.ledger.id, size: 5 });
    expect(vault.ledger.checkpoint()).toEqual(checkpoint);
    expect(vault.ledger.checkpoints().map(({ size }) => size)).toEqual([1, 5]);
  });

  it('is made at lock when there is something new, and only then', async () => {
    fill(2);
    await vault.close();
    vault = await openBare(path);
    expect(vault.ledger.checkpoints().map(({ size }) => size)).toEqual([1, 3]);
    await vault.close();
    vault = await openBare(path);
    expect(vault.ledger.checkpoints().map(({ size }) => size)).toEqual([1, 3]);
  });

  it('is made by itself after a thousand entries', () => {
    fill(999);
    expect(vault.ledger.latestCheckpoint()?.size).toBe(1);
    fill(1);
    expect(vault.ledger.latestCheckpoint()?.size).toBe(1_001);
    expect(isGood(vault.ledger.latestCheckpoint()?.note ?? '')).toBe(true);
  });

  it('that reached the database alone is completed at lock', async () => {
    const head = join(path, 'head.checkpoint');
    const older = readFileSync(head);
    fill(1);
    rmSync(head);
    cpSync(join(path, 'objects'), head, { recursive: true });
    expect(() => vault.ledger.checkpoint()).toThrow();
    rmSync(head, { recursive: true });
    writeFileSync(head, older);
    expect(vault.ledger.latestCheckpoint()?.size).toBe(2);
    await vault.close();
    expect(readFileSync(head).equals(older)).toBe(false);
    vault = await openBare(path);
    expect(vault).toMatchObject({ readOnly: false, ledger: { isCheckpointed: true } });
  });

  it('is not given out where the copy beside the database can’t be written', () => {
    fill(1);
    const head = join(path, 'head.checkpoint');
    rmSync(`${head}.new`, { force: true });
    cpSync(path, join(folder, 'kept'), { recursive: true });
    rmSync(head);
    // A folder in its place: the rename fails whoever runs the test.
    cpSync(join(path, 'objects'), head, { recursive: true });
    expect(() => vault.ledger.checkpoint()).toThrow();
    expect(vault.ledger.append([draft('entries go on')]).length).toBe(1);
    rmSync(head, { recursive: true });
    expect(vault.ledger.isCheckpointed).toBe(false);
    expect(vault.ledger.checkpoint().size).toBe(3);
    expect(vault.ledger.isCheckpointed).toBe(true);
  });
});

describe('a database that was put back from a copy', () => {
  /** Copies the database as it is now, cleanly closed, and opens the vault again. */
  async function copyDatabase(): Promise<Buffer> {
    await vault.close();
    const copy = readFileSync(join(path, 'ledger.db'));
    vault = await openBare(path);
    return copy;
  }
  async function putBack(copy: Buffer): Promise<void> {
    await vault.close();
    writeFileSync(join(path, 'ledger.db'), copy);
    vault = await openBare(path);
  }

  it('opens read-only and says that it is behind', async () => {
    fill(3);
    const older = await copyDatabase();
    fill(3);
    await putBack(older);
    expect(vault).toMatchObject({ readOnly: true, readOnlyReason: 'behind its last checkpoint' });
    expect(vault.ledger.size).toBe(4);
    expect(vault.ledger.readFields(3).text).toBe('number 2');
    expect(() => fill(1)).toThrow(fault('VAULT_READ_ONLY'));
    expect(() => vault.ledger.checkpoint()).toThrow(fault('VAULT_READ_ONLY'));
    expect(() => vault.db.exec("INSERT INTO seen VALUES (99, 'x')")).toThrow();
    // Still so the next time: opening has not made the older state the last one.
    await vault.close();
    vault = await openBare(path);
    expect(vault.readOnlyReason).toBe('behind its last checkpoint');
  });

  it('says that it differs where another history was written on top', async () => {
    fill(3);
    const older = await copyDatabase();
    const olderHead = readFileSync(join(path, 'head.checkpoint'));
    fill(2);
    await vault.close();
    const head = readFileSync(join(path, 'head.checkpoint'));
    writeFileSync(join(path, 'ledger.db'), older);
    writeFileSync(join(path, 'head.checkpoint'), olderHead);
    await asOnItsDisk(path, passphrase);
    vault = await openBare(path);
    fill(4);
    await vault.close();
    writeFileSync(join(path, 'head.checkpoint'), head);
    vault = await openBare(path);
    expect(vault.readOnlyReason).toBe('differs from its last checkpoint');
  });

  it('opens read-only where the checkpoint beside it is gone, cut or another vault’s', async () => {
    const other = await createBare(join(folder, 'other.sanad'));
    await other.vault.close();
    await vault.close();
    const head = join(path, 'head.checkpoint');
    const whole = readFileSync(head);
    for (const damage of [
      () => rmSync(head),
      () => writeFileSync(head, whole.subarray(0, 20)),
      () => writeFileSync(head, ''),
      () => writeFileSync(head, readFileSync(join(folder, 'other.sanad', 'head.checkpoint'))),
    ]) {
      damage();
      vault = await openBare(path);
      expect(vault.readOnlyReason).toBe('last checkpoint is missing');
      await vault.close();
    }
    writeFileSync(head, whole);
    await asOnItsDisk(path, passphrase);
    vault = await openBare(path);
    expect(vault.readOnly).toBe(false);
  });

  it('goes on normally where it is ahead of the last checkpoint, as after a power cut', async () => {
    fill(2);
    await vault.close();
    const head = readFileSync(join(path, 'head.checkpoint'));
    vault = await openBare(path);
    fill(2);
    await vault.close();
    writeFileSync(join(path, 'head.checkpoint'), head);
    await asOnItsDisk(path, passphrase);
    vault = await openBare(path);
    expect(vault.readOnly).toBe(false);
    fill(1);
    requireWhole(vault);
  });
});

describe('the clock', () => {
  it('is recorded as a claim, and two ledgers of one computer can’t be told to be so', async () => {
    const clock = { now: () => ({ wall: new Date('2016-04-27T19:40:00.123Z'), mono: 1_234.9, boot: 'one boot' }) };
    const make = async (name: string) => (await createBare(join(folder, name), { clock })).vault;
    const [one, two] = [await make('one.sanad'), await make('two.sanad')];
    const [a, b] = [one.ledger.appended(0).at, two.ledger.appended(0).at];
    expect({ ...a, boot: '' }).toEqual({ boot: '', clock: 'unknown', mono: 1_234, wall: '2016-04-27T19:40:00.123Z' });
    expect(a.boot).not.toBe(b.boot);
    const [next] = one.ledger.append([draft('same boot')]);
    expect(next?.at.boot).toBe(a.boot);
    await one.close();
    await two.close();
  });
});
