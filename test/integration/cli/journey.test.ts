import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateIdentity } from '../../../electron/core/vault/age.ts';
import type {
  ExportResult,
  ImportSummary,
  IncidentDetail,
  ItemDetail,
  ItemSummary,
  LedgerLine,
  TestimonyDetail,
  VaultState,
} from '../../../shared/contract.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { useOptions } from '../../fixtures/uses.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', 'assets', 'training', 'pictures');

let folder: string;
let vault: string;
let env: Record<string, string>;
let headquarters: { identity: string; recipient: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sanad-cli-'));
  vault = join(folder, 'field.sanad');
  const passphraseFile = join(folder, 'passphrase');
  await writeFile(passphraseFile, 'a training passphrase\nsecond line, not read\n');
  env = { SANAD_PASSPHRASE_FILE: passphraseFile };
  headquarters = await generateIdentity();
  await writeFile(join(folder, 'key.txt'), `# headquarters\n${headquarters.identity}\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a documenter on the command line', { concurrent: false }, () => {
  let items: ItemSummary[] = [];
  let incident: IncidentDetail;
  let bundle: ExportResult;

  test('makes a vault without being asked anything', async () => {
    const state = await sanadJson<VaultState>(
      ['init', vault, '--operator', 'op-7', '--recipient', headquarters.recipient],
      env,
    );
    expect(state).toMatchObject({ operator: 'op-7', headquarters: true, items: 0 });
  });

  test('is told by its own code what is wrong with a vault that can’t be opened', async () => {
    await writeFile(join(folder, 'wrong'), 'not the passphrase\n');
    const cases: [string[], string][] = [
      [['list', vault, '--passphrase-file', join(folder, 'wrong')], 'PASSPHRASE_WRONG'],
      [['list', join(folder, 'nothing.sanad')], 'VAULT_NOT_FOUND'],
      [['list', pictures], 'VAULT_FOREIGN'],
      [['init', vault], 'VAULT_EXISTS'],
      [['list', vault, '--operator', 'op-9'], 'OPERATOR_UNKNOWN'],
    ];
    for (const [args, code] of cases) {
      const { status, out } = await sanad([...args, '--json'], env);
      expect({ args, status, code: JSON.parse(out).fault.code }).toEqual({ args, status: 2, code });
    }
  });

  test('without a passphrase and without a terminal, says so and stops', async () => {
    const { status, err } = await sanad(['list', vault]);
    expect(status).toBe(2);
    expect(err).toMatch(/passphrase/i);
  });

  test('takes in a folder of pictures, and a second run finds nothing left to do', async () => {
    const expected = (await readdir(pictures)).length;
    const first = await sanadJson<ImportSummary>(['import', vault, pictures], env);
    expect(first).toMatchObject({ archived: expected, failed: [], missing: [], mayRemoveSource: true });
    const second = await sanadJson<ImportSummary>(['import', vault, pictures], env);
    expect(second).toMatchObject({ archived: 0, alreadyHere: expected });
    items = (await sanadJson<{ items: ItemSummary[] }>(['list', vault], env)).items;
    expect(items).toHaveLength(expected);
  });

  test('sees what a picture says, with what the camera left open', async () => {
    const positioned = items.find((item) => item.name === 'IMG_0401.JPG');
    const detail = await sanadJson<ItemDetail>(['show', vault, String(positioned?.seq)], env);
    expect(detail.metadata?.derived.captured).toMatchObject({ offset: '+03:00', offsetBasis: 'written' });
    expect(detail.position?.latitude).toMatch(/^33\.7/);
    const { out } = await sanad(['show', vault, String(positioned?.seq)], env);
    expect(out).toContain('IMG_0401.JPG');
    expect(out).toMatch(/\d+ tags, as they stand in the file\. Read with .*exifr \d/);
    expect(out).not.toContain('OffsetTimeOriginal = ');
    const { out: whole } = await sanad(['show', vault, String(positioned?.seq), '--tags'], env);
    expect(whole).toContain('ExifIFD:OffsetTimeOriginal = +03:00');
    const open = items.find((item) => item.name === 'IMG_0407.JPG');
    expect(open?.captured).toMatchObject({ offset: null, offsetBasis: 'unknown' });
    const { out: flagged } = await sanad(['show', vault, String(open?.seq)], env);
    expect(flagged).toMatch(/^Taken {6}\S+ \S+ \(offset unknown\)$/m);
    // The flag, the value it looked at, and what it means.
    expect(flagged).toMatch(/^Conflict {3}.+\n {11}captured: .+\n {11}.*Nothing was filled in\.$/m);
  });

  test('records an incident, corrects it with a reason, and both stay', async () => {
    incident = await sanadJson<IncidentDetail>(
      [
        ...['incident', 'add', vault, '--title', 'Training: street 7', '--when', '2016-04-27~'],
        ...['--words', 'after isha', '--place', 'Training Town', '--precision', 'settlement'],
        ...['--attack', 'heavy_weapons', '--item', String(items[0]?.seq), '--item', String(items[1]?.seq)],
      ],
      env,
    );
    expect(incident.items).toHaveLength(2);
    const after = await sanadJson<IncidentDetail>(
      ['incident', 'amend', vault, incident.id, '--certainty', 'confirmed', '--reason', 'second source'],
      env,
    );
    expect(after.fields).toMatchObject({ title: 'Training: street 7', certainty: 'confirmed' });
    expect(after.history.at(-1)).toMatchObject({ action: 'incidentCorrected', reason: 'second source' });
  });

  test('takes a testimony whose identity only headquarters can open', async () => {
    await writeFile(join(folder, 'who.json'), JSON.stringify({ name: 'Planted Person', contact: '+000 123 456' }));
    await writeFile(join(folder, 'account.txt'), 'saw: The first impact.\n\nwas told: Two people were hurt.\n');
    const testimony = await sanadJson<TestimonyDetail>(
      [
        ...['testimony', 'add', vault, '--language', 'ar', '--incident', incident.id, '--consent', 'given'],
        ...['--audience', 'court,un_mechanism', '--account-file', join(folder, 'account.txt')],
        ...['--identity-file', join(folder, 'who.json'), '--explained'],
      ],
      env,
    );
    expect(testimony).toMatchObject({ identity: 'headquarters', fields: { witness: 'witness-1' } });
    expect(testimony.fields.paragraphs.map(({ basis }) => basis)).toEqual(['saw', 'was told']);
    const shown = await sanad(['show', vault, testimony.id], env);
    expect(shown.out).not.toContain('Planted Person');
  });

  test('refuses to hand over anything unprotected unless asked for in so many words, and names the ways', async () => {
    const { status, out } = await sanad(['export', vault, ...useOptions, '--out', join(folder, 'x'), '--json'], env);
    const { fault } = JSON.parse(out);
    expect({ status, code: fault.code }).toEqual({ status: 2, code: 'EXPORT_UNPROTECTED' });
    for (const way of ['--to', '--bundle-passphrase-file', '--plain']) expect(fault.message).toContain(way);
  });

  test('says which option it can’t use', async () => {
    const { status, err } = await sanad(['incident', 'add', vault, '--title', 'Training', '--when', '2016-13-45'], env);
    expect(status).toBe(2);
    expect(err).toContain('--when: ');
    expect(err).toContain('"2016-13-45"');
  });

  test('hands over a bundle encrypted to a court’s key, which the key opens and checks', async () => {
    bundle = await sanadJson<ExportResult>(
      [
        'export',
        vault,
        ...useOptions,
        '--out',
        folder,
        '--to',
        headquarters.recipient,
        '--recipient',
        'Training court',
      ],
      env,
    );
    expect(bundle.name).toMatch(/^[0-9a-f]{8}\.age$/);
    const verified = await sanad(['verify', bundle.path ?? '', '--identity', join(folder, 'key.txt'), '--json']);
    expect(verified.status).toBe(0);
    const report = JSON.parse(verified.out) as VerificationReport;
    expect(report).toMatchObject({ verdict: 'UNANCHORED', encrypted: true, findings: [], recipient: 'Training court' });
    expect(report.exhibits.every(({ state }) => state === 'intact')).toBe(true);
  });

  test('a bundle that can’t be opened is no verdict on the evidence: exit status 2', async () => {
    expect((await sanad(['verify', bundle.path ?? ''])).status).toBe(2);
    await writeFile(join(folder, 'garbage.zip'), 'this is no bundle');
    expect((await sanad(['verify', join(folder, 'garbage.zip')])).status).toBe(2);
  });

  test('a plain bundle that was changed by one byte is INVALID, names the entry, and exits with 1', async () => {
    const path = join(folder, 'plain.zip');
    await sanadJson<ExportResult>(['export', vault, ...useOptions, '--out', path, '--plain'], env);
    expect((await sanad(['verify', path])).status).toBe(0);
    const bytes = await readFile(path);
    const at = bytes.indexOf('"seq":3,');
    bytes[at + 6] = '4'.charCodeAt(0);
    await writeFile(path, bytes);
    const { status, out } = await sanad(['verify', path, '--json']);
    expect(status).toBe(1);
    const report = JSON.parse(out) as VerificationReport;
    expect(report.verdict).toBe('INVALID');
    expect(report.findings.some(({ seq }) => seq === 3)).toBe(true);
  });

  test('keeps a report where it is told to, and never over something that is there', async () => {
    const kept = join(folder, 'report.txt');
    const { out } = await sanad(['verify', join(folder, 'plain.zip'), '--report', kept, '--json']);
    const text = await readFile(kept, 'utf8');
    expect(JSON.parse(text.slice(text.indexOf('\n{')))).toEqual(JSON.parse(out));
    expect(text.split('\n')[1]).toMatch(/^INVALID: /);
    const again = await sanad(['verify', join(folder, 'plain.zip'), '--report', kept, '--json']);
    expect(again.status).toBe(2);
    expect(JSON.parse(again.out).fault.code).toBe('EXPORT_TARGET_EXISTS');
    expect(await readFile(kept, 'utf8')).toBe(text);
  });

  test('verifies the vault, makes a checkpoint, and a checkpoint that was kept outside makes it CONSISTENT', async () => {
    const made = await sanadJson<{ note: string; spoken: string; size: number }>(['checkpoint', vault], env);
    await writeFile(join(folder, 'note.txt'), made.note);
    const report = await sanadJson<VerificationReport>(['verify', vault, '--note', join(folder, 'note.txt')], env);
    expect(report).toMatchObject({ verdict: 'CONSISTENT', subject: 'vault', findings: [], vouched: made.size });
  });

  test('reads every entry in its order, and between which times others place it', async () => {
    const public_ = ['--beacon', 'Training beacon 7', '--value', '00ff00ff00ff00ff', '--at', '2024-04-20T00:09:27Z'];
    await sanadJson(['anchor', 'add', vault, ...public_], env);
    const all = await sanadJson<LedgerLine[]>(['entries', vault], env);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_line, at) => at));
    expect(all.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['began', 'itemArchived', 'incidentCorrected', 'exported']),
    );
    const last = all.length - 1;
    expect(all[last]).toMatchObject({ bounds: { after: { seq: last, state: 'unchecked' } } });
    expect(all[last - 1]?.bounds).toEqual({ before: null, after: null });
    const some = await sanadJson<LedgerLine[]>(['entries', vault, '--from', '3', '--to', '5'], env);
    expect(some).toEqual(all.slice(3, 6));
    const { out } = await sanad(['entries', vault, '--from', String(last)], env);
    expect(out).toContain(`because of entry ${last} (Training beacon 7)`);
  });

  test('gives a second operator a passphrase, and recovers with headquarters’ key', async () => {
    await writeFile(join(folder, 'second'), 'another passphrase\n');
    const state = await sanadJson<VaultState>(
      ['operator', 'add', vault, 'op-8', '--new-passphrase-file', join(folder, 'second')],
      env,
    );
    expect(state.operators).toEqual(['op-7', 'op-8']);
    const opened = await sanad(['list', vault, '--operator', 'op-8', '--passphrase-file', join(folder, 'second')]);
    expect(opened.status).toBe(0);

    await writeFile(join(folder, 'third'), 'a new passphrase\n');
    const recovered = await sanadJson<VaultState>([
      ...['recover', vault, '--identity', join(folder, 'key.txt'), '--operator', 'op-7'],
      ...['--passphrase-file', join(folder, 'third')],
    ]);
    expect(recovered.items).toBe(items.length);
    expect((await sanad(['list', vault, '--operator', 'op-7'], env)).status).toBe(2);
  });
});

test('a vault that another process has open says so', async () => {
  const { createEngine } = await import('../../../electron/core/engine.ts');
  const { forkedWorkers } = await import('../../../electron/core/forked-workers.ts');
  const engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder, version: '0' });
  const path = join(folder, 'held.sanad');
  await writeFile(join(folder, 'held-pass'), 'a training passphrase\n');
  await engine.call('vault.create', {
    path,
    operator: 'op-1',
    passphrase: 'a training passphrase',
    recipients: [],
    training: true,
  });
  try {
    const { status, out } = await sanad(['list', path, '--json', '--passphrase-file', join(folder, 'held-pass')]);
    expect({ status, code: JSON.parse(out).fault.code }).toEqual({ status: 2, code: 'VAULT_IN_USE' });
  } finally {
    await engine.close();
  }
});
