import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportToPath, exportToStream } from '../../../electron/core/bundle/export.ts';
import { previewExport } from '../../../electron/core/bundle/preview.ts';
import { spool } from '../../../electron/core/bundle/spool.ts';
import { Standing } from '../../../electron/core/bundle/standing.ts';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { usedAs } from '../../../electron/core/gate/stating.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { openAge } from '../../../electron/core/vault/age.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import { readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { audiences } from '../../../shared/model/vocabulary.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { allBytesBelow, temporaryVault } from '../../fixtures/vault.ts';
import { collect } from '../../unit/core/bundle/zip-bytes.ts';
import { type Evidence, evidenceVault, exported, filesOf, pack, planted, software } from './evidence.ts';

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let evidence: Evidence;
beforeAll(async () => {
  evidence = await evidenceVault();
});
afterAll(() => evidence.remove());

const court = { ...usedBy('court'), recipient: 'Training court' } as const;

/** Everything that somebody with the bundle can read: all files, and all values behind the base64 of the disclosures. */
function everythingIn(files: Record<string, Buffer>): string {
  const lines = String(files['data/ledger/disclosures.jsonl']).trimEnd().split('\n');
  const values = lines.map((line) => readDisclosure(primitives, JSON.parse(line).d as string));
  const raw = Object.entries(files).map(
    ([path, bytes]) => `${path}\n${bytes.toString('latin1')}\n${bytes.toString('utf8')}`,
  );
  return [...raw, ...values.map(({ name, value }) => `${name} ${JSON.stringify(value)}`)].join('\n');
}

/** Both verifiers are inside, and are those of this release. */
const ownVerifiers = [
  { code: 'VERIFIER_KNOWN', path: 'verify.html' },
  { code: 'VERIFIER_KNOWN', path: 'verify.py' },
];

describe('a bundle for a court', () => {
  it('verifies, and reports every exhibit', async () => {
    const { path, entry } = await exported(evidence);
    const report = await verifyBundle(path, {}, []);
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 0,
      headline: null,
      subject: 'bundle',
      encrypted: false,
      ledger: evidence.vault.ledger.id,
      entries: entry + 1,
      recipient: 'Training court',
      unexplained: 0,
    });
    expect(report.exhibits.map(({ seq, state, type }) => ({ seq, state, type }))).toEqual([
      { seq: evidence.items[0], state: 'intact', type: 'image/jpeg' },
      { seq: evidence.items[1], state: 'intact', type: 'image/png' },
      { seq: evidence.items[2], state: 'intact', type: 'image/jpeg' },
    ]);
    expect(report.warnings).toMatchObject(ownVerifiers);
  });

  it('carries every change of the signing key with its checkpoint, and verifies across them', async () => {
    const { vault } = evidence;
    const changes = [vault.ledger.changeKey('op-1'), vault.ledger.changeKey('op-1')];
    const { path } = await exported(evidence);
    const files = await filesOf(path);
    for (const { size, note } of changes) {
      expect(String(files[`data/ledger/checkpoints/${size}.txt`])).toBe(note);
      expect(JSON.parse(String(files[`data/records/${size - 1}.json`]))).toMatchObject({
        type: 'key',
        operator: 'op-1',
      });
    }
    const report = await verifyBundle(path, {}, [changes[0]?.note ?? '']);
    expect(report).toMatchObject({ exitStatus: 0, findings: [], warnings: ownVerifiers, vouched: changes[0]?.size });
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
    // Both are needed: without one, what its key signed stands on nothing.
    for (const { size } of changes) {
      const without = { ...files };
      delete without[`data/ledger/checkpoints/${size}.txt`];
      const broken = await verifyBundle(inMemory(await pack(without)), {}, []);
      expect(broken).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
      expect(broken.findings.map(({ code, seq }) => [code, seq])).toContainEqual(['KEY_CHANGE_UNCONFIRMED', size - 1]);
    }
  });

  it('agrees with a checkpoint or spoken code that the reviewer holds, and is caught by another history’s', async () => {
    const { size, note } = evidence.vault.ledger.checkpoint();
    const { path } = await exported(evidence);
    const agreed = await verifyBundle(path, {}, [note]);
    expect(agreed).toMatchObject({ vouched: size, exitStatus: 0 });
    const spoken = (await verifyBundle(path, {}, [])).spoken ?? '';
    expect(await verifyBundle(path, {}, [spoken.toLowerCase()])).toMatchObject({
      verdict: 'CONSISTENT',
      exitStatus: 0,
    });
    evidence.vault.ledger.append([{ type: 'custody', operator: 'op-1', fields: { action: 'training' } }]);
    const larger = evidence.vault.ledger.checkpoint();
    expect(await verifyBundle(path, {}, [larger.note])).toMatchObject({ exitStatus: 0, headline: 'larger note' });
    const forged = note.replace(/^\d+$/m, String(size - 1));
    expect(await verifyBundle(path, {}, [forged])).toMatchObject({ exitStatus: 1, headline: 'note contradicts' });
    expect(await verifyBundle(path, {}, ['no code'])).toMatchObject({ exitStatus: 1, headline: 'note unreadable' });
  });

  it('holds nothing that was to stay: no name, no number, no folder, no account that was not consented to', async () => {
    const { path } = await exported(evidence);
    const everything = everythingIn(await filesOf(path));
    expect(everything).toContain('an account for the court');
    expect(everything).toContain('IMG_0412.JPG');
    for (const [what, secret] of Object.entries(planted)) {
      expect(everything.includes(secret), what).toBe(false);
      expect(everything.includes(Buffer.from(secret).toString('base64').slice(0, -4)), `${what} in base64`).toBe(false);
    }
  });

  it.each(audiences)(
    'for %s holds no value of a field that the gate withholds, and every one that it shows',
    async (audience) => {
      const { path, entry } = await exported(evidence, { audience });
      const files = await filesOf(path);
      const shown = new Map<number, Set<string>>();
      for (const line of String(files['data/ledger/disclosures.jsonl']).trimEnd().split('\n')) {
        const { d, seq } = JSON.parse(line) as { d: string; seq: number };
        shown.set(seq, (shown.get(seq) ?? new Set()).add(readDisclosure(primitives, d).name));
      }
      const standing = await Standing.of(evidence.vault.ledger, usedAs(evidence.vault, usedBy(audience)));
      for (let seq = 0; seq < entry; seq++) {
        const allowed = [...standing.judge(seq).decision].filter(([, ground]) => ground === null).map(([name]) => name);
        const expected = allowed.length === 0 ? undefined : new Set(['body', ...allowed]);
        expect(shown.get(seq), `entry ${seq}`).toEqual(expected);
        const record = files[`data/records/${seq}.json`];
        expect(record === undefined ? [] : Object.keys(JSON.parse(String(record))).sort()).toEqual(allowed.sort());
      }
      expect((await verifyBundle(path, {}, [])).exitStatus).toBe(0);
    },
  );

  it('leaves what the preview said, and no more', async () => {
    for (const audience of audiences) {
      const preview = await previewExport(evidence.vault, usedBy(audience));
      const { path } = await exported(evidence, { audience });
      const files = Object.keys(await filesOf(path));
      expect(preview.items, audience).toBe(files.filter((name) => name.startsWith('data/objects/')).length);
    }
    const preview = await previewExport(evidence.vault, usedBy('court'));
    expect(preview).toMatchObject({ items: 3, incidents: 1, testimonies: 1 });
    expect(preview.stays.map(({ chosen: _chosen, ...decided }) => decided)).toEqual(
      expect.arrayContaining([
        { what: 'identities', count: 1, ground: 'identity' },
        { what: 'testimonies', count: 1, ground: 'not consented' },
        { what: 'testimonies', count: 1, ground: 'consent withdrawn' },
        { what: 'testimonies', count: 1, ground: 'other audience' },
        { what: 'file names', count: 1, ground: 'may point to a person' },
        { what: 'links', count: 1, ground: 'other end stays' },
      ]),
    );
  });

  it('stays true when the ledger goes on, and the next one shows that there was one before', async () => {
    const { path, entry } = await exported(evidence);
    const next = await exported(evidence);
    expect((await verifyBundle(path, {}, [])).exitStatus).toBe(0);
    const record = JSON.parse(String((await filesOf(next.path))[`data/records/${entry}.json`]));
    expect(record).toMatchObject({ type: 'export', audience: 'court' });
    expect(record).not.toHaveProperty('recipient');
  });

  it('names an original that is missing here, instead of pretending', async () => {
    const { vault, remove } = await temporaryVault();
    const file = { sha256: 'ab'.repeat(32), size: 5, type: 'image/jpeg' };
    const fields = {
      file,
      acquisition: { seq: 0, number: 1 },
      name: 'IMG_0001.JPG',
      path: 'x',
      preview: { problem: 'PREVIEW_FAILED' },
    };
    vault.ledger.append([{ type: 'item', operator: 'op-1', fields }]);
    const path = join(evidence.folder, 'absent.zip');
    const made = await exportToPath(vault, { ...court, protection: { kind: 'plain' } }, path, { software });
    expect(made).toMatchObject({ items: 0, absent: [file.sha256] });
    expect(String((await filesOf(path))['data/absent.txt'])).toBe(`${file.sha256}\n`);
    const report = await verifyBundle(path, {}, []);
    expect(report).toMatchObject({ exitStatus: 0, exhibits: [{ state: 'absent', sha256: file.sha256 }] });
    expect(await verifyVault(vault, [])).toMatchObject({
      exitStatus: 1,
      verdict: 'INVALID',
      findings: [{ code: 'OBJECT_MISSING' }],
    });
    await remove();
  });

  it('of a vault with nothing in it is not made', async () => {
    const { vault, remove } = await temporaryVault();
    const path = join(evidence.folder, 'nothing.zip');
    const before = vault.ledger.size;
    const made = exportToPath(vault, { ...court, protection: { kind: 'plain' } }, path, { software });
    await expect(made).rejects.toMatchObject({ code: 'EXPORT_NOTHING' });
    expect([vault.ledger.size, existsSync(path)]).toEqual([before, false]);
    await remove();
  });
});

describe('other programs', () => {
  const unpack = async (): Promise<string> => {
    const { path } = await exported(evidence);
    const folder = join(evidence.folder, `unpacked-${Date.now()}`);
    execFileSync('python3', ['-m', 'zipfile', '-e', path, folder]);
    return folder;
  };

  it.skipIf(!has('python3') || !has('sha256sum'))(
    'unpack it and find every checksum right (needs python3, sha256sum)',
    async () => {
      const folder = await unpack();
      for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
        const said = execFileSync('sha256sum', ['-c', '--strict', manifest], { cwd: folder, encoding: 'utf8' });
        expect(said).not.toContain('FAILED');
        expect(said.trimEnd().split('\n').length).toBe(
          readFileSync(join(folder, manifest), 'utf8').trimEnd().split('\n').length,
        );
      }
      const originals = readdirSync(join(folder, 'data/objects'));
      expect(originals.length).toBe(3);
      for (const name of originals) {
        const hash = createHash('sha256')
          .update(readFileSync(join(folder, 'data/objects', name)))
          .digest('hex');
        expect(name.startsWith(hash)).toBe(true);
      }
    },
  );

  it.skipIf(!has('python3'))('unpack it, and the folder verifies as the zip does (needs python3)', async () => {
    const folder = await unpack();
    expect(await verifyBundle(folder, {}, [])).toMatchObject({
      exitStatus: 0,
      verdict: 'UNANCHORED',
      entries: expect.any(Number),
    });
    writeFileSync(join(folder, '.DS_Store'), 'x');
    const littered = await verifyBundle(folder, {}, []);
    expect(littered).toMatchObject({
      exitStatus: 0,
      warnings: [{ code: 'LITTER_IGNORED', path: '.DS_Store' }, ...ownVerifiers],
    });
    symlinkSync('/etc/passwd', join(folder, 'data/objects/link'));
    expect(await verifyBundle(folder, {}, [])).toMatchObject({ exitStatus: 1, findings: [{ code: 'container.link' }] });
  });

  it.skipIf(!has('python3') || !has('zip'))(
    'pack it again, compressed and in a folder, and it still verifies (needs python3, zip)',
    async () => {
      const folder = await unpack();
      const again = `${folder}.zip`;
      execFileSync('zip', ['-q', '-r', again, folder.split('/').at(-1) ?? ''], { cwd: join(folder, '..') });
      const report = await verifyBundle(again, {}, []);
      expect(report.findings).toEqual([]);
      expect(report.exitStatus).toBe(0);
    },
  );
});

describe('an encrypted bundle', () => {
  it('opens for its recipient and for nobody else, without being unpacked', async () => {
    const protection = { kind: 'recipients' as const, to: [evidence.recipient] };
    const { path } = await exported(evidence, { protection });
    expect(readFileSync(path).includes('Training')).toBe(false);
    const report = await verifyBundle(path, { identities: [evidence.identity] }, []);
    expect(report).toMatchObject({ exitStatus: 0, encrypted: true, findings: [] });
    await expect(verifyBundle(path, {}, [])).rejects.toMatchObject({ code: 'BUNDLE_ENCRYPTED' });
    await expect(verifyBundle(path, { passphrase: 'wrong passphrase' }, [])).rejects.toMatchObject({
      code: 'BUNDLE_KEY_WRONG',
    });
  });

  it('opens with its passphrase', async () => {
    const passphrase = 'training passphrase';
    const { path } = await exported(evidence, { protection: { kind: 'passphrase', passphrase } });
    expect(await verifyBundle(path, { passphrase }, [])).toMatchObject({ exitStatus: 0, encrypted: true });
    await expect(verifyBundle(path, { passphrase: 'another passphrase' }, [])).rejects.toMatchObject({
      code: 'BUNDLE_KEY_WRONG',
    });
  });

  it.skipIf(!has('age') || !has('unzip'))(
    'opens with the age program, and holds a good zip (needs age, unzip)',
    async () => {
      const { path } = await exported(evidence, { protection: { kind: 'recipients', to: [evidence.recipient] } });
      const key = join(evidence.folder, 'key.txt');
      writeFileSync(key, `${evidence.identity}\n`);
      const zip = join(evidence.folder, 'decrypted.zip');
      execFileSync('age', ['-d', '-i', key, '-o', zip, path]);
      expect(execFileSync('unzip', ['-t', zip], { encoding: 'utf8' })).toContain('No errors detected');
      expect(await verifyBundle(zip, {}, [])).toMatchObject({ exitStatus: 0, encrypted: false });
    },
  );

  it('with a flipped byte in the middle names what cannot be read, and what can', async () => {
    const { path } = await exported(evidence, { protection: { kind: 'recipients', to: [evidence.recipient] } });
    const bytes = readFileSync(path);
    const sealed = await openAge(inMemory(bytes), { identities: [evidence.identity] });
    const clear = Buffer.from(await sealed.read(0, sealed.size));
    const within = clear.indexOf(evidence.originals[1] ?? '') + 100;
    // C2SP age, "Payload": a nonce of 16 bytes, then chunks of 64 KiB with a tag of 16 bytes each.
    const chunk = 65_536;
    const payload = 16 + clear.length + 16 * Math.ceil(clear.length / chunk);
    const middle = bytes.length - payload + 16 + within + 16 * Math.floor(within / chunk);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    const report = await verifyBundle(inMemory(bytes), { identities: [evidence.identity] }, []);
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(report.exhibits.some(({ state }) => state === 'damaged')).toBe(true);
    expect(report.exhibits.some(({ state }) => state === 'intact')).toBe(true);
  });

  it('cut short is not half verified', async () => {
    const { path } = await exported(evidence, { protection: { kind: 'recipients', to: [evidence.recipient] } });
    const bytes = readFileSync(path);
    for (const length of [bytes.length - 1, bytes.length - 70_000, 300, 10]) {
      const report = await verifyBundle(inMemory(bytes.subarray(0, length)), { identities: [evidence.identity] }, []);
      expect(report).toMatchObject({ verdict: 'COULD_NOT_RUN', exitStatus: 2 });
    }
  });
});

describe('where a bundle is written', () => {
  const settings = { software };
  const plain = { ...court, protection: { kind: 'plain' as const } };

  it('an existing file is never overwritten', async () => {
    const path = join(evidence.folder, 'taken.zip');
    writeFileSync(path, 'mine');
    const before = evidence.vault.ledger.size;
    await expect(exportToPath(evidence.vault, plain, path, settings)).rejects.toMatchObject({
      code: 'EXPORT_TARGET_EXISTS',
    });
    expect([readFileSync(path, 'utf8'), evidence.vault.ledger.size]).toEqual(['mine', before]);
  });

  it('in a folder it gets a name that says nothing', async () => {
    const folder = join(evidence.folder, 'stick');
    mkdirSync(folder);
    const zip = await exportToPath(evidence.vault, plain, folder, settings);
    const protection = { kind: 'recipients' as const, to: [evidence.recipient] };
    const age = await exportToPath(evidence.vault, { ...plain, protection }, folder, settings);
    expect(zip.name).toMatch(/^[0-9a-f]{8}\.zip$/);
    expect(age.name).toMatch(/^[0-9a-f]{8}\.age$/);
    expect(readdirSync(folder).sort()).toEqual([zip.name, age.name].sort());
    const bytes = readFileSync(age.path);
    expect([age.sha256, age.bytes]).toEqual([createHash('sha256').update(bytes).digest('hex'), bytes.length]);
    expect(statSync(zip.path).mode & 0o077).toBe(0);
  });

  it('a folder that is not there, or the vault itself, is refused before anything is recorded', async () => {
    const before = evidence.vault.ledger.size;
    for (const path of [
      join(evidence.folder, 'no', 'such', 'x.zip'),
      join(evidence.vault.path, 'x.zip'),
      evidence.vault.path,
    ]) {
      await expect(exportToPath(evidence.vault, plain, path, settings)).rejects.toMatchObject({
        code: 'EXPORT_TARGET_UNWRITABLE',
      });
    }
    expect(evidence.vault.ledger.size).toBe(before);
  });

  it('a recipient that is none is refused before anything is recorded, and nothing is left behind', async () => {
    const before = evidence.vault.ledger.size;
    const folder = join(evidence.folder, 'clean');
    mkdirSync(folder);
    const request = { ...court, protection: { kind: 'recipients' as const, to: ['age1nonsense'] } };
    await expect(exportToPath(evidence.vault, request, folder, settings)).rejects.toMatchObject({
      code: 'RECIPIENT_INVALID',
    });
    expect([evidence.vault.ledger.size, readdirSync(folder)]).toEqual([before, []]);
  });

  it('when the vault locks while it is written, nothing is left, and the ledger says that it was not completed', async () => {
    const folder = join(evidence.folder, 'stopped');
    mkdirSync(folder);
    const stop = new AbortController();
    const stopped = exportToPath(evidence.vault, plain, folder, {
      ...settings,
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'writing') stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    expect(readdirSync(folder)).toEqual([]);
    const last = evidence.vault.ledger.size - 1;
    expect(evidence.vault.ledger.readFields(last)).toMatchObject({
      type: 'custody',
      action: 'export not completed',
      export: last - 1,
    });
  });

  it('it can be taken away as a stream, with the same hash', async () => {
    const bundle = await exportToStream(evidence.vault, plain, settings);
    const bytes = await collect(bundle.stream());
    expect(await bundle.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(bytes.length).toBeGreaterThan(bundle.bytes);
    expect(await verifyBundle(inMemory(bytes), {}, [])).toMatchObject({ exitStatus: 0 });
  });
});

describe('a bundle that arrives as a stream', () => {
  it('is verified from an encrypted temporary file, of which nothing stays', async () => {
    const folder = join(evidence.folder, 'arriving');
    mkdirSync(folder);
    const { path } = await exported(evidence);
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder;
    const source = await spool(pieces(readFileSync(path)));
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    expect(allBytesBelow(folder).length).toBeGreaterThan(statSync(path).size);
    expect(allBytesBelow(folder).includes('Training')).toBe(false);
    expect(await verifyBundle(source, {}, [])).toMatchObject({ exitStatus: 0, subject: 'bundle' });
    expect(readdirSync(folder)).toEqual([]);
  });

  async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
  }
});

describe('a vault', () => {
  it('verifies itself, whether or not its last entries are covered by a checkpoint', async () => {
    const progress: number[] = [];
    const report = await verifyVault(evidence.vault, [], { onProgress: ({ done }) => progress.push(done) });
    expect(report).toMatchObject({
      verdict: 'UNANCHORED',
      exitStatus: 0,
      subject: 'vault',
      findings: [],
      withheldFields: 0,
    });
    expect(report.exhibits.map(({ state }) => state)).toEqual(['intact', 'intact', 'intact']);
    expect(progress.at(-1)).toBe(3);
    const { note } = evidence.vault.ledger.checkpoint();
    expect(await verifyVault(evidence.vault, [note])).toMatchObject({
      verdict: 'CONSISTENT',
      vouched: evidence.vault.ledger.size,
      warnings: [],
    });
  });

  it('names an object whose bytes were changed on disk', async () => {
    const damaged = await evidenceVault();
    const objects = join(damaged.vault.path, 'objects');
    const files = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const [first] = files;
    const path = join(first?.parentPath ?? '', first?.name ?? '');
    const bytes = readFileSync(path);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const report = await verifyVault(damaged.vault, []);
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1, findings: [{ code: 'OBJECT_DAMAGED' }] });
    const states = report.exhibits.map(({ state }) => state);
    expect(states.sort()).toEqual(['damaged', 'intact', 'intact']);
    expect(report.findings[0]?.seq).toBe(report.exhibits.find(({ state }) => state === 'damaged')?.seq);
    await damaged.remove();
  });
});
