import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportToPath } from '../../../electron/core/bundle/export.ts';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { custodyLogOf } from '../../../electron/core/custody/custody-log.ts';
import { areSetAside, setAside } from '../../../electron/core/proposals/set-aside.ts';
import { ledgerLines } from '../../../electron/core/records/history.ts';
import { prepareQuestions, testimonyTemplates } from '../../../electron/core/records/prepared-questions.ts';
import { projectionRows, projections, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { ofCases } from '../../../electron/core/records/templates.ts';
import { continueVault, type OpenVault, openVault } from '../../../electron/core/vault/vault.ts';
import { readEntry } from '../../../shared/ledger/entry.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';
import { templateOf } from '../../../shared/model/template.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { sanadJson } from '../../fixtures/sanad.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { passphrase } from '../../fixtures/vault.ts';
import { type Evidence, evidenceVault, exported, software } from '../bundle/evidence.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });

let evidence: Evidence;
let path: string;
let vault: OpenVault;

const keepTemplate = (of: OpenVault, name: string) =>
  ofCases.keep(of, templateOf(name, trainingIncident({ attackTypes: ['heavy_weapons'] })));
beforeEach(async () => {
  evidence = await evidenceVault();
  vault = evidence.vault;
  path = vault.path;
});
afterEach(async () => {
  await vault.close();
  await evidence.remove();
});

const open = (earlier?: number) =>
  openVault({ path, passphrase, projections, ...(earlier === undefined ? {} : { earlier }) });
const goOn = () => continueVault({ path, passphrase, projections, software });

/** The database as it was is put back over what was entered since. */
async function putBack(): Promise<{ lostFrom: number }> {
  vault.ledger.changeKey('op-1');
  await vault.close();
  const copy = readFileSync(join(path, 'ledger.db'));
  vault = await open();
  const lostFrom = vault.ledger.size;
  vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'lost with the disk' } }]);
  await vault.close();
  writeFileSync(join(path, 'ledger.db'), copy);
  vault = await open();
  expect(vault.readOnlyReason).toBe('behind its last checkpoint');
  return { lostFrom };
}

/** Without what differs by design: hashes of entries, and who is asked when. */
const comparable = (of: OpenVault) => {
  const { item, ...rest } = projectionRows(of.db);
  return { ...rest, item: item?.map((row) => ({ ...(row as object), leaf: '' })) };
};

describe('a vault that was put back from a copy', () => {
  it('goes on in a new ledger, which says what it continues and holds the same at the same numbers', async () => {
    const { lostFrom } = await putBack();
    const old = { id: vault.ledger.id, root: encodeHex(vault.ledger.root()), size: vault.ledger.size };
    const before = comparable(vault);
    const firstAt = vault.ledger.appended(1).at;
    await vault.close();
    vault = await goOn();

    expect(vault).toMatchObject({ readOnly: false, readOnlyReason: null });
    expect(vault.ledger.id).not.toBe(old.id);
    expect(vault.ledger.size).toBe(lostFrom);
    expect(vault.ledger.readFields(0)).toMatchObject({
      continues: { ledger: old.id, root: old.root, size: old.size },
      training: true,
    });
    expect(vault.ledger.signingKeys().length).toBe(1);
    expect(comparable(vault)).toEqual(before);
    expect(vault.ledger.appended(1).fields.carried).toEqual(firstAt);
    expect(ledgerLines(vault, 0, 1_000).at(-1)).toMatchObject({ seq: 0, action: 'continued' });
    const [item = 0] = vault.db.prepare('SELECT seq FROM item ORDER BY seq').pluck().all() as number[];
    const { lines } = custodyLogOf(vault, { of: { what: 'item', seq: item } });
    expect(lines[0]).toMatchObject({ event: 'restored', action: 'continued', seq: 0 });
    rebuildProjections(vault.db, vault.ledger);
    expect(comparable(vault)).toEqual(before);
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
  });

  it('keeps what people work with and no entry says, as it was', async () => {
    keepTemplate(vault, 'Training template');
    setAside(vault, { key: 'ab'.repeat(32), aside: true });
    const sections = [{ heading: 'In their own words', questions: ['What happened?'] }];
    prepareQuestions(vault, { name: 'Training questions', language: 'en', sections, replaces: null });
    await putBack();
    const own = () => testimonyTemplates(vault).filter(({ name }) => name.startsWith('Training'));
    const kept = () => [
      ofCases.list(vault).map(({ name }) => name),
      [...areSetAside(vault)],
      own().map(({ name }) => name),
    ];
    const before = kept();
    expect(before).toEqual([['Training template'], ['ab'.repeat(32)], ['Training questions']]);
    await vault.close();
    vault = await goOn();
    expect(kept()).toEqual(before);
  });

  it('is worked in and locked and opened as any other', async () => {
    await putBack();
    await vault.close();
    vault = await goOn();
    vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'training' } }]);
    const { id, size } = vault.ledger;
    await vault.close();
    vault = await open();
    expect(vault).toMatchObject({ readOnly: false, ledger: { id } });
    expect(vault.ledger.size).toBeGreaterThanOrEqual(size);
    await expect(vault.close().then(goOn)).rejects.toEqual(fault('CONTINUATION_NOT_NEEDED'));
    vault = await open();
    expect(vault.ledger.id).toBe(id);
  });

  it('hands over bundles that say that they continue, and that verify', async () => {
    const earlierNote = vault.ledger.checkpoint().note;
    await putBack();
    const { note, size } = vault.ledger.latestCheckpoint() ?? { note: '', size: 0 };
    await vault.close();
    vault = await goOn();
    const { path: bundle } = await exported({ ...evidence, vault });
    const report = await verifyBundle(bundle, {}, []);
    expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [], ledger: vault.ledger.id });
    expect(report.exhibits.map(({ seq, state }) => [seq, state])).toEqual(evidence.items.map((seq) => [seq, 'intact']));
    expect(report.warnings.map(({ code }) => code)).toContain('SAYS_IT_CONTINUES');
    expect(report.warnings.map(({ code }) => code)).not.toContain('FIELD_NOT_UNDERSTOOD');
    expect(size).toBeGreaterThan(0);
    for (const brought of [earlierNote, note]) {
      const { exitStatus, warnings } = await verifyBundle(bundle, {}, [brought]);
      expect([exitStatus, warnings.map(({ code }) => code)]).toEqual([
        0,
        expect.arrayContaining(['SAYS_IT_CONTINUES', 'NOTE_OLDER_LEDGER']),
      ]);
    }
  });

  it('keeps the old ledger to be read, with nothing left that could sign it', async () => {
    await putBack();
    const id = vault.ledger.id;
    const size = vault.ledger.size;
    await vault.close();
    vault = await goOn();
    await vault.close();

    vault = await open(1);
    expect(vault).toMatchObject({ readOnly: true, readOnlyReason: 'behind its last checkpoint', ledger: { id, size } });
    expect(vault.db.prepare('SELECT count(*) FROM signing_key WHERE seed IS NOT NULL').pluck().get()).toBe(0);
    expect(() => vault.ledger.append([{ type: 'record', operator: 'op-1', fields: {} }])).toThrow(
      fault('VAULT_READ_ONLY'),
    );
    await expect(
      exportToPath(
        vault,
        { ...usedBy('court'), recipient: 'x', protection: { kind: 'plain' } },
        join(evidence.folder, 'refused.zip'),
        { software },
      ),
    ).rejects.toEqual(fault('VAULT_READ_ONLY'));
    const { findings } = await verifyVault(vault, []);
    expect(findings.map(({ code }) => code)).toEqual(['VAULT_HEAD_DIFFERS']);
    await vault.close();
    await expect(open(2)).rejects.toEqual(fault('VAULT_DATABASE_DAMAGED'));
    vault = await open();
  });

  it('goes on a second time, and keeps both', async () => {
    for (const number of [1, 2]) {
      await vault.close();
      rmSync(join(path, 'head.checkpoint'));
      vault = await open();
      expect(vault.readOnlyReason).toBe('last checkpoint is missing');
      const { id } = vault.ledger;
      await vault.close();
      vault = await goOn();
      expect(vault.ledger.readFields(0).continues).toMatchObject({ ledger: id });
      await vault.close();
      vault = await open(number);
      expect(vault.ledger.id).toBe(id);
    }
    await vault.close();
    vault = await open();
    expect(vault.readOnly).toBe(false);
    expect(
      readdirSync(path)
        .filter((name) => name.startsWith('earlier'))
        .sort(),
    ).toEqual(['earlier-1.db', 'earlier-2.db']);
  });

  it('is left as it is where it goes on by itself, or the passphrase is wrong', async () => {
    await vault.close();
    const before = readdirSync(path).sort();
    await expect(goOn()).rejects.toEqual(fault('CONTINUATION_NOT_NEEDED'));
    await expect(continueVault({ path, passphrase: 'not the passphrase', projections, software })).rejects.toEqual(
      fault('PASSPHRASE_WRONG'),
    );
    expect(readdirSync(path).sort()).toEqual(before);
    vault = await open();
    expect(vault.readOnly).toBe(false);
  });

  it('does not copy what was erased, and keeps its entry’s number', async () => {
    // As erasing leaves it: the disclosures of one entry are gone.
    const [seq = 0] = evidence.items;
    vault.db.exec('DROP TRIGGER entry_fixed');
    vault.db
      .prepare("UPDATE entry SET disclosures = json_remove(disclosures, '$.type', '$.file', '$.name') WHERE seq = ?")
      .run(seq);
    await putBack();
    await vault.close();
    vault = await goOn();
    expect(vault.ledger.appended(seq)).toMatchObject({ type: 'custody', fields: { action: 'carried over' } });
    expect(vault.ledger.appended(evidence.items[1] ?? 0).type).toBe('item');
    expect(readEntry(vault.ledger.entry(seq)?.bytes ?? new Uint8Array()).seq).toBe(seq);
  });
});

describe('an interruption while it goes on', () => {
  it.each([
    ['before anything is in its place', ['unfinished.db', 'unfinished.checkpoint']],
    ['with the new checkpoint beside the old ledger', ['head.checkpoint']],
  ])('%s: the vault still opens with the old ledger, and can go on', async (_when, taken) => {
    await putBack();
    const { id } = vault.ledger;
    await vault.close();
    const old = join(evidence.folder, 'old');
    cpSync(path, old, { recursive: true });
    vault = await goOn();
    await vault.close();
    const finished = join(evidence.folder, 'finished');
    cpSync(path, finished, { recursive: true });
    rmSync(path, { recursive: true });
    cpSync(old, path, { recursive: true });
    for (const name of taken) {
      const from = name.startsWith('unfinished')
        ? name.replace('unfinished.db', 'ledger.db').replace('unfinished.c', 'head.c')
        : name;
      cpSync(join(finished, from), join(path, name));
    }
    cpSync(join(finished, 'earlier-1.db'), join(path, 'earlier-1.db'));

    vault = await open();
    expect(vault.ledger.id).toBe(id);
    expect(vault.readOnly).toBe(true);
    await vault.close();
    vault = await goOn();
    expect(vault.readOnly).toBe(false);
    expect(vault.ledger.readFields(0).continues).toMatchObject({ ledger: id });
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
    expect(existsSync(join(path, 'unfinished.db'))).toBe(false);
  });
});

describe('on the command line', () => {
  it('a vault goes on, and the ledger before is listed', async () => {
    await vault.close();
    rmSync(join(path, 'head.checkpoint'));
    writeFileSync(join(evidence.folder, 'passphrase'), `${passphrase}\n`);
    const env = { SANAD_PASSPHRASE_FILE: join(evidence.folder, 'passphrase') };
    const state = await sanadJson<{ ledger: string; items: number; readOnly: boolean }>(['continue', path], env);
    expect(state).toMatchObject({ items: evidence.items.length, readOnly: false });
    const present = await sanadJson<{ items: { seq: number }[] }>(['list', path], env);
    const earlier = await sanadJson<{ items: { seq: number }[] }>(['list', path, '--earlier', '1'], env);
    expect(earlier.items.map(({ seq }) => seq)).toEqual(present.items.map(({ seq }) => seq));
    vault = await open();
  }, 60_000);
});
