/** Time stamps, OpenTimestamps proofs and beacons through the whole program: vault, bundle, reviewer. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAnchor, anchorsOf, requestAnchor, timeBoundsOf } from '../../../electron/core/anchors/vault-anchors.ts';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { ledgerLines } from '../../../electron/core/records/history.ts';
import { generateIdentity } from '../../../electron/core/vault/age.ts';
import { inMemory } from '../../../electron/core/vault/random-access.ts';
import { readGivenForAnchors } from '../../../shared/anchors/given.ts';
import { Fault } from '../../../shared/faults.ts';
import { writeTimeStampRequest } from '../../../shared/ledger/anchors/time-stamp-request.ts';
import type { AnchorView } from '../../../shared/model/anchors.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { minedBlock } from '../../fixtures/mined-block.ts';
import { proofOf, withoutOpenTimestamps } from '../../fixtures/opentimestamps.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import {
  type Certificate,
  TimeStampAuthority,
  timeStamping,
  withoutOpenssl,
} from '../../fixtures/time-stamp-authority.ts';
import { type Evidence, evidenceVault, exported, filesOf, pack } from '../bundle/evidence.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromHex = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
const file = (bytes: string, request: string | null = null) => ({ kind: 'file' as const, bytes, request });
const summary = ({ kind, size, state, reason }: AnchorView) => ({ kind, size, state, reason });

function reasonOf(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch (error) {
    return error instanceof Fault ? `${error.code} ${error.params.reason ?? ''}`.trim() : error;
  }
}

describe.skipIf(withoutOpenssl)('time stamps of an authority (needs openssl)', () => {
  let evidence: Evidence;
  let tsa: TimeStampAuthority;
  let root: Certificate;
  let signer: Certificate;
  let asked: ReturnType<typeof requestAnchor>;
  let reply: Uint8Array;
  let added: ReturnType<typeof addAnchor>;

  beforeAll(async () => {
    evidence = await evidenceVault();
    tsa = new TimeStampAuthority();
    root = tsa.root();
    signer = tsa.issue(root, timeStamping);
    asked = requestAnchor(evidence.vault, { from: 'authority' });
    reply = tsa.reply(Buffer.from(asked.bytes, 'base64'), signer);
    added = addAnchor(evidence.vault, {
      anchor: file(base64(reply), asked.bytes),
      authorities: [tsa.pem(root)],
    });
  });
  afterAll(async () => {
    tsa.remove();
    await evidence.remove();
  });

  it('are asked for over the last checkpoint', () => {
    expect(asked.size).toBe(evidence.vault.ledger.checkpoints().at(-1)?.size);
    expect(tsa.openssl(['ts', '-query', '-in', tsa.file(Buffer.from(asked.bytes, 'base64')), '-text']).status).toBe(0);
  });

  it('are recorded with what confirmed them, once', () => {
    expect(summary(added.anchor)).toEqual({ kind: 'rfc3161', size: asked.size, state: 'confirmed', reason: null });
    expect(anchorsOf(evidence.vault)).toEqual([added.anchor]);
    const { entry } = addAnchor(evidence.vault, { anchor: file(base64(reply)) });
    expect(entry).toBe(added.entry);
  });

  it('bound the entries below them from above, and their own and later ones from below', () => {
    const { vault } = evidence;
    const { time, within } = added.anchor;
    const latest = new Date(1000 * (Math.ceil(Date.parse(time ?? '') / 1000) + within)).toISOString();
    expect(timeBoundsOf(vault, 0)).toMatchObject({ before: { time: latest, seq: added.entry }, after: null });
    const own = timeBoundsOf(vault, added.entry);
    expect(own.before).toBeNull();
    expect(own.after).toMatchObject({ seq: added.entry, state: 'confirmed' });
    const lines = ledgerLines(vault, 0, 500);
    expect(lines.find(({ seq }) => seq === 1)?.bounds.before).toMatchObject({ kind: 'rfc3161', time: latest });
    expect(lines.find(({ seq }) => seq === added.entry)?.action).toBe('anchored');
  });

  it('over something else, for another request, or damaged, are not recorded', () => {
    const { vault } = evidence;
    const size = vault.ledger.size;
    const foreign = tsa.reply(writeTimeStampRequest(new Uint8Array(32), new Uint8Array(8)), signer);
    const second = requestAnchor(vault, { from: 'authority' });
    const late = tsa.reply(Buffer.from(second.bytes, 'base64'), signer);
    const damaged = Buffer.from(late);
    damaged[damaged.length - 5] = (damaged.at(-5) as number) ^ 1;
    const add = (bytes: Uint8Array, request: string | null = null) =>
      reasonOf(() => addAnchor(vault, { anchor: file(base64(bytes), request) }));
    expect(add(foreign)).toBe('ANCHOR_INVALID other digest');
    expect(add(damaged)).toBe('ANCHOR_INVALID signature');
    expect(add(late, requestAnchor(vault, { from: 'authority' }).bytes)).toBe('ANCHOR_INVALID other request');
    expect(add(Buffer.from('nothing'))).toBe('ANCHOR_INVALID malformed');
    expect(reasonOf(() => addAnchor(vault, { anchor: file('not base64!') }))).toBe('ANCHOR_INVALID malformed');
    expect(reasonOf(() => readGivenForAnchors(['no certificate'], []))).toBe('ANCHOR_AUTHORITY_INVALID');
    expect(reasonOf(() => readGivenForAnchors([tsa.pem(signer)], []))).toBe('ANCHOR_AUTHORITY_INVALID');
    expect(reasonOf(() => readGivenForAnchors([], ['00']))).toBe('BLOCK_HEADER_INVALID');
    expect(vault.ledger.size).toBe(size);
  });

  describe('in a bundle', () => {
    let files: Record<string, Buffer>;
    let path: string;
    const anchorPath = () => Object.keys(files).find((name) => name.startsWith('data/ledger/anchors/')) ?? '';
    const verify = async (
      changed: Record<string, Uint8Array>,
      authorities: string[] = [],
    ): Promise<VerificationReport> =>
      verifyBundle(inMemory(await pack(changed)), {}, [], {}, readGivenForAnchors(authorities, []));

    beforeAll(async () => {
      ({ path } = await exported(evidence));
      files = await filesOf(path);
    });

    it('stand as the bytes that the authority gave', () => {
      expect(anchorPath()).toMatch(new RegExp(`/${asked.size}-[0-9a-f]{16}\\.tsr$`));
      expect(new Uint8Array(files[anchorPath()] as Buffer)).toEqual(reply);
      expect(tsa.accepts(files[anchorPath()] as Buffer, asked.digest, [root])).toBe(true);
    });

    it('are confirmed by a root that the reviewer brings, and by nothing that the bundle brings itself', async () => {
      const confirmed = await verify(files, [tsa.pem(root)]);
      expect(confirmed).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0 });
      expect(confirmed.anchors).toEqual([{ ...added.anchor, path: anchorPath() }]);
      expect(confirmed.warnings.map(({ code }) => code)).not.toContain('ANCHOR_NOT_CHECKED');
      const bare = await verify(files);
      expect(bare.anchors.map(summary)).toEqual([
        { kind: 'rfc3161', size: asked.size, state: 'unchecked', reason: 'authority unknown' },
      ]);
      expect(bare.warnings.map(({ code }) => code)).toContain('ANCHOR_NOT_CHECKED');
    });

    it('that arrived later are judged alone', async () => {
      const { entries } = await verify(files);
      const later = { ...files, 'data/later/late.tsr': Buffer.from(reply), 'data/later/bad.tsr': Buffer.from('none') };
      const report = await verify(later, [tsa.pem(root)]);
      const found = report.anchors.filter(({ path: name }) => name?.startsWith('data/later/'));
      expect(report.entries).toBe(entries);
      expect(found.map(summary)).toEqual([{ kind: 'rfc3161', size: null, state: 'bad', reason: 'malformed' }]);
      expect(report.warnings.filter(({ code }) => code === 'ANCHOR_BAD').map((one) => one.path)).toEqual([
        'data/later/bad.tsr',
      ]);
    });

    it('any bytes in their place never make a verifier fall over', async () => {
      for (let i = 0; i < 12; i++) {
        const changed = Buffer.from(reply);
        for (let n = 0; n <= i; n++) {
          const at = Math.floor(Math.random() * changed.length);
          // Never the byte that it was.
          changed[at] = (reply[at] as number) ^ (n + 1);
        }
        const report = await verify({ ...files, [anchorPath()]: changed }, [tsa.pem(root)]);
        expect(report.verdict).toBe('INVALID');
      }
    });
  });

  it('are verified with the vault', async () => {
    const report = await verifyVault(evidence.vault, [], {}, readGivenForAnchors([tsa.pem(root)], []));
    expect(report.anchors).toEqual([added.anchor]);
    const against = tsa.root('Nobody');
    const other = await verifyVault(evidence.vault, [], {}, readGivenForAnchors([tsa.pem(against)], []));
    expect(other.anchors.map(({ state }) => state)).toEqual(['unchecked']);
  });
});

describe('a beacon', () => {
  it('bounds what comes after it, by hand or by the block that it names', async () => {
    const evidence = await evidenceVault();
    try {
      const { vault } = evidence;
      const time = new Date('2024-04-20T00:09:27Z');
      const block = minedBlock('22'.repeat(32), time);
      const at = '2024-04-20T00:10:00Z';
      const beacon = { kind: 'beacon' as const, source: 'Bitcoin 840000', value: block.hash, at };
      const { entry, anchor } = addAnchor(vault, { anchor: beacon });
      expect(anchor).toMatchObject({ state: 'unchecked', reason: 'stated by hand', time: at });
      vault.ledger.append([{ type: 'custody', operator: vault.operator, fields: { action: 'recovered' } }]);
      expect(timeBoundsOf(vault, entry - 1).after).toBeNull();
      expect(timeBoundsOf(vault, entry + 1).after).toMatchObject({
        seq: entry,
        by: 'Bitcoin 840000',
        state: 'unchecked',
      });
      const [confirmed] = anchorsOf(vault, readGivenForAnchors([], [block.hex]));
      expect(confirmed).toMatchObject({ state: 'confirmed', time: '2024-04-20T00:09:27.000Z', within: 7_200 });
      const { path } = await exported(evidence);
      const report = await verifyBundle(path, {}, [], {}, readGivenForAnchors([], [block.hex]));
      expect(report.anchors).toEqual([confirmed]);
    } finally {
      await evidence.remove();
    }
  });
});

describe.skipIf(withoutOpenTimestamps)('OpenTimestamps proofs (needs python3-opentimestamps)', () => {
  let evidence: Evidence;
  beforeAll(async () => {
    evidence = await evidenceVault();
  });
  afterAll(() => evidence.remove());

  it('are promised first, name a block next, and are confirmed by the block that a person brings', async () => {
    const { vault } = evidence;
    const asked = requestAnchor(vault, { from: 'calendar' });
    expect(Buffer.from(asked.bytes, 'base64').toString()).toMatch(/^sanad\/ledger\/[0-9a-f]{64}\n\d+\n\S{44}\n$/);
    const ops = [
      ['append', 'aa55'],
      ['sha256', null],
      ['prepend', '0102'],
      ['sha256', null],
    ] as const;
    const promised = proofOf(asked.digest, ops, ['pending', 'https://calendar.example']);
    const upgraded = proofOf(asked.digest, ops, ['bitcoin', 840_000]);
    const first = addAnchor(vault, { anchor: file(fromHex(promised.file)) });
    expect(first.anchor).toMatchObject({ state: 'pending', by: 'https://calendar.example', size: asked.size });
    expect(timeBoundsOf(vault, 0).before).toBeNull();

    const second = addAnchor(vault, { anchor: file(fromHex(upgraded.file)) });
    expect(second.anchor).toMatchObject({ state: 'unchecked', reason: 'block not given', by: 'Bitcoin 840000' });
    expect(timeBoundsOf(vault, 0).before).toMatchObject({ time: null, by: 'Bitcoin 840000', state: 'unchecked' });

    const block = minedBlock(upgraded.message, new Date('2024-04-20T00:09:27Z'));
    const { path } = await exported(evidence);
    const report = await verifyBundle(path, {}, [], {}, readGivenForAnchors([], [block.hex]));
    expect(report.anchors.map(({ state, time }) => ({ state, time }))).toEqual([
      { state: 'pending', time: null },
      { state: 'confirmed', time: '2024-04-20T00:09:27.000Z' },
    ]);
    const elsewhere = minedBlock('33'.repeat(32), new Date());
    const other = await verifyBundle(path, {}, [], {}, readGivenForAnchors([], [elsewhere.hex]));
    expect(other.anchors.map(({ state }) => state)).toEqual(['pending', 'unchecked']);
    const files = await filesOf(path);
    expect(Object.values(files).filter((bytes) => bytes.equals(Buffer.from(upgraded.file, 'hex')))).toHaveLength(1);
  });

  it('over something else are not recorded', () => {
    const proof = proofOf('44'.repeat(32), [['sha256', null]], ['bitcoin', 1]);
    const attempt = reasonOf(() => addAnchor(evidence.vault, { anchor: file(fromHex(proof.file)) }));
    expect(attempt).toBe('ANCHOR_INVALID other digest');
  });
});

describe.skipIf(withoutOpenssl)('the command line (needs openssl)', () => {
  it('asks, takes the answer, lists it, shows it beside an item, and verifies with it', async () => {
    const tsa = new TimeStampAuthority();
    const folder = mkdtempSync(join(tmpdir(), 'sanad-anchor-cli-'));
    try {
      const at = (name: string) => join(folder, name);
      writeFileSync(at('pass'), 'a training passphrase\n');
      writeFileSync(at('IMG_0001.JPG'), 'training bytes');
      const env = { SANAD_PASSPHRASE_FILE: at('pass') };
      const vault = at('field.sanad');
      const { recipient } = await generateIdentity();
      await sanadJson(['init', vault, '--operator', 'op-1', '--recipient', recipient], env);
      await sanadJson(['import', vault, at('IMG_0001.JPG')], env);
      await sanadJson(['anchor', 'request', vault, '--out', at('checkpoint.tsq')], env);

      const root = tsa.root();
      const signer = tsa.issue(root, timeStamping);
      writeFileSync(at('root.pem'), tsa.pem(root));
      writeFileSync(at('reply.tsr'), tsa.reply(readFileSync(at('checkpoint.tsq')), signer));
      const added = await sanadJson<{ anchor: AnchorView }>(
        ['anchor', 'add', vault, at('reply.tsr'), '--request', at('checkpoint.tsq'), '--ca', at('root.pem')],
        env,
      );
      expect(added.anchor.state).toBe('confirmed');
      const value = '00000000000000000000000000000000000000000000000000000000000abcde';
      await sanadJson(['anchor', 'add', vault, '--beacon', 'Bitcoin 840000', '--value', value], env);
      const listed = await sanad(['anchor', 'list', vault], env);
      expect(listed.out).toContain('Time stamp of an authority over');
      expect(listed.out).toContain('Public random value (Bitcoin 840000)');
      const { items } = await sanadJson<{ items: { seq: number }[] }>(['list', vault], env);
      const shown = await sanad(['show', vault, String(items[0]?.seq)], env);
      expect(shown.out).toContain('existed before');
      const report = await sanadJson<VerificationReport>(['verify', vault, '--ca', at('root.pem')], env);
      expect(report.anchors.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
        'rfc3161 confirmed',
        'beacon unchecked',
      ]);
      const refused = await sanad(['anchor', 'add', vault, at('checkpoint.tsq'), '--json'], env);
      expect([refused.status, JSON.parse(refused.out).fault.code]).toEqual([2, 'ANCHOR_INVALID']);
    } finally {
      tsa.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
