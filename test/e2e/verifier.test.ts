import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openContainer } from '../../electron/core/bundle/container.ts';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';
import { createEngine, type Engine } from '../../electron/core/engine.ts';
import { forkedWorkers } from '../../electron/core/forked-workers.ts';
import { buildTraining, type Training } from '../../electron/core/training/build.ts';
import { encryptAge, generateIdentity } from '../../electron/core/vault/age.ts';
import { reviewerOf } from '../../electron/core/witness/reviewing.ts';
import { composeReleases, composeVerifierPage, verifierPage } from '../../electron/launch/verifiers.js';
import { readGivenForAnchors } from '../../shared/anchors/given.ts';
import { givenPolicy } from '../../shared/ledger/policy.ts';
import { ar } from '../../shared/locales/ar.ts';
import { en } from '../../shared/locales/en.ts';
import {
  bring,
  checkIn,
  comparable,
  type HtmlOptions,
  type HtmlReport,
  HtmlVerifier,
  htmlNotRun,
} from '../fixtures/html-verifier.ts';
import { withoutOpenssl } from '../fixtures/time-stamp-authority.ts';
import { type VouchedBundle, vouchedBundle } from '../fixtures/vouched-bundle.ts';
import { collect, hostileZip, zipOf } from '../unit/core/bundle/zip-bytes.ts';

/** Entries that the page shows at once. */
const perPage = 50;

describe('the verifier page as it is committed', () => {
  test('is what the sources give, byte for byte, twice', async () => {
    const [once, twice] = [await composeVerifierPage(), await composeVerifierPage()];
    expect(twice).toBe(once);
    expect(sha256(readFileSync(verifierPage))).toBe(sha256(Buffer.from(once)));
  });

  test('and the Python verifier have the hashes that the release list publishes', () => {
    expect(readFileSync(join(verifierPage, '..', 'releases.json'), 'utf8')).toBe(composeReleases());
  });

  test('stays below 400 KB, and its policy allows no address at all', () => {
    const page = readFileSync(verifierPage, 'utf8');
    expect(page.length).toBeLessThan(400_000);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(policy.split('; ').map((rule) => rule.split(' ')[0])).toEqual([
      ...['default-src', 'script-src', 'style-src', 'img-src', 'worker-src', 'base-uri', 'form-action'],
    ]);
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:|'self'/);
  });
});

if (htmlNotRun !== null) {
  test.skipIf(!process.env.CI)(`the verifier page was not run: ${htmlNotRun}`, () => {
    throw new Error(htmlNotRun ?? '');
  });
}

describe.skipIf(htmlNotRun !== null)('the verifier page, opened from disk', () => {
  const root = mkdtempSync(join(tmpdir(), 'sanad-verifier-e2e-'));
  let engine: Engine;
  let made: Training;
  let verifier: HtmlVerifier;
  let bundle = '';

  beforeAll(async () => {
    engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder: root, version: '0.0.0-test' });
    made = await buildTraining(engine, join(root, 'training'));
    bundle = made.bundle.path ?? '';
    verifier = await HtmlVerifier.open();
  });
  afterAll(async () => {
    await verifier?.close();
    await engine?.close();
    rmSync(root, { recursive: true, force: true });
  });

  test('finds the training bundle whole, and nobody outside to vouch for it', async () => {
    const report = await verifier.run(bundle);
    expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [], refusal: null });
  });

  test('reports what the command line reports, the hashes that it cannot know aside', async () => {
    expect(comparable(await verifier.run(bundle))).toEqual(comparable(await verifyBundle(bundle, {}, [])));
  });

  test('says that it agrees with a checkpoint note that is brought, and with the spoken code', async () => {
    const { note, spoken } = made.checkpoint;
    expect(await verifier.run(bundle, { notes: [note] })).toMatchObject({ verdict: 'CONSISTENT', exitStatus: 0 });
    expect(await verifier.run(bundle, { notes: [note, spoken] })).toMatchObject({ verdict: 'CONSISTENT' });
  });

  test('says first that a note contradicts, whatever the rest is like', async () => {
    const other = `${made.checkpoint.note.split('\n').slice(0, 2).join('\n')}\n${Buffer.alloc(32, 7).toString('base64')}\n`;
    const note = other + made.checkpoint.note.slice(made.checkpoint.note.indexOf('\n\n') + 1);
    const ours = await verifyBundle(bundle, {}, [note]);
    const page = await verifier.page();
    expect(comparable(await checkIn(page, bundle, { notes: [note] }))).toEqual(comparable(ours));
    expect(ours.exitStatus).toBe(1);
    await page.close();
  });

  test('knows the script beside it by its published hash, and of itself that it can’t know', async () => {
    const { warnings } = await verifier.run(bundle);
    const about = warnings.filter(({ code }) => code.startsWith('VERIFIER_'));
    expect(about.map(({ code, path }) => [code, path])).toEqual([
      ['VERIFIER_INCLUDED', 'verify.html'],
      ['VERIFIER_KNOWN', 'verify.py'],
    ]);
  });

  test('names the exhibit in which one byte is flipped, and shows the others', async () => {
    const { path, exhibit } = await flipped();
    const page = await verifier.page();
    const report = await checkIn(page, path);
    expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
    expect(report.findings.map(({ code, path: where }) => [code, where])).toContainEqual(['FILE_HASH', exhibit]);
    expect(comparable(report)).toEqual(comparable(await verifyBundle(path, {}, [])));
    expect(await page.locator('.verdict').getAttribute('data-verdict')).toBe('INVALID');
    expect(await page.locator('.exhibits [data-state="damaged"]').count()).toBe(1);
    const intact = report.exhibits.filter(({ state }) => state === 'intact').length;
    expect(await page.locator('.exhibits [data-state="intact"]').count()).toBe(intact);
    await page.close();
  });

  test('shows pictures out of verified bytes, and every entry with what is withheld of it', async () => {
    const page = await verifier.page();
    const report = await checkIn(page, bundle);
    await everyPictureInSight(page);
    const widths = await page
      .locator('.picture img')
      .evaluateAll((all) => all.map((each) => (each as never as { naturalWidth: number }).naturalWidth));
    const jpegs = report.exhibits.filter(({ type, state }) => type === 'image/jpeg' && state === 'intact').length;
    expect(widths.filter((width) => width > 0).length).toBeGreaterThanOrEqual(jpegs);
    let withheld = 0;
    for (let from = 0; from < report.entries; from += perPage) {
      if (from > 0) await page.getByRole('button', { name: en.verifierPage.later }).click();
      await page.locator(`.entries > li[data-seq="${from}"]`).waitFor();
      expect(await page.locator('.entries > li').count()).toBe(Math.min(report.entries - from, perPage));
      withheld += await page.locator('.entries .withheld-field').count();
    }
    expect(withheld).toBe(report.withheldFields);
    await page.close();
  });

  test('speaks Arabic, from right to left, and turns with one press', async () => {
    const arabic = await HtmlVerifier.open({ locale: 'ar', colorScheme: 'dark' });
    const page = await arabic.page();
    await checkIn(page, bundle);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('h1').textContent()).toBe(ar.verdict.UNANCHORED.title);
    expect(await page.locator('[data-verdict]').textContent()).toContain(ar.verdict.limit);
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('h1').textContent()).toBe(en.verdict.UNANCHORED.title);
    expect(await page.locator('[data-verdict]').textContent()).toContain(en.verdict.limit);
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr');
    await arabic.close();
  });

  test('reads what other programs pack: compressed, with descriptors, in a folder', async () => {
    const members = Object.entries(await contents()).map(([name, content]) => {
      return { name: `case/${name}`, content, deflate: true, descriptor: true };
    });
    const path = join(root, 'packed.zip');
    writeFileSync(path, hostileZip(members));
    expect(await verifier.run(path)).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [] });
  });

  test('says plainly that an encrypted bundle, a cut one and something else could not be checked', async () => {
    const bytes = readFileSync(bundle);
    const write = (name: string, content: Uint8Array): string => {
      writeFileSync(join(root, name), content);
      return join(root, name);
    };
    const { recipient } = await generateIdentity();
    const age = await collect(encryptAge({ recipients: [recipient] }, [bytes]));
    for (const [path, expected] of [
      [write('a.age', age), { refusal: 'encrypted' }],
      [write('cut.zip', bytes.subarray(0, bytes.length - 40)), { refusal: null, headline: 'cut short' }],
      [write('other.zip', hostileZip([{ name: 'a', content: 'b' }])), { refusal: null, headline: 'not a bundle' }],
      [write('text.zip', Buffer.from('hello')), { refusal: null, headline: 'not a bundle' }],
    ] as const) {
      expect(await verifier.run(path)).toMatchObject({ verdict: 'COULD_NOT_RUN', exitStatus: 2, ...expected });
    }
  });

  test('asks no address for anything, and breaks no rule of its own policy', () => {
    expect(verifier.asked).toEqual([]);
    expect(verifier.complaints).toEqual([]);
  });

  /** The bundle with one byte of one picture changed, the zip's own checksum made right again. */
  async function flipped(): Promise<{ path: string; exhibit: string }> {
    const files = await contents();
    const exhibit = Object.keys(files).find((name) => name.endsWith('.jpg')) ?? '';
    const bytes = files[exhibit] ?? Buffer.alloc(1);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    const path = join(root, 'flipped.zip');
    writeFileSync(path, await zipOf(files));
    return { path, exhibit };
  }

  async function contents(): Promise<Record<string, Buffer>> {
    const container = await openContainer(bundle, {});
    const files: Record<string, Buffer> = {};
    for (const [name, file] of container.files) files[name] = await collect(file.stream());
    await container.close();
    return files;
  }
});

describe.skipIf(htmlNotRun !== null || withoutOpenssl)('what a reviewer brings to the page (needs openssl)', () => {
  let bundle: VouchedBundle;
  let verifier: HtmlVerifier;

  beforeAll(async () => {
    [bundle, verifier] = await Promise.all([vouchedBundle(), HtmlVerifier.open()]);
  });
  afterAll(async () => {
    await verifier?.close();
    await bundle?.remove();
  });

  /** The page and the command line on the same inputs; what both say. */
  async function both(options: HtmlOptions): Promise<HtmlReport> {
    const { notes = [], witnesses = '', quorum = null, require, roots, blocks } = options;
    const given = { ...givenPolicy(witnesses, quorum), require };
    const forAnchors = readGivenForAnchors(roots === undefined ? [] : [roots], blocks ?? []);
    const ours = await verifyBundle(bundle.path, {}, notes, {}, forAnchors, reviewerOf(given, null));
    const report = await verifier.run(bundle.path, options);
    expect(comparable(report)).toEqual(comparable(ours));
    return report;
  }

  test('the keys of witnesses and how many of them: the same verdict, and who countersigned how much', async () => {
    const { witness, stranger } = bundle;
    const one = await both({ witnesses: witness, require: 'witnessed' });
    expect(one).toMatchObject({ verdict: 'WITNESSED', exitStatus: 0, required: { level: 'witnessed', met: true } });
    expect(one.witnesses).toMatchObject([{ name: 'office.example/1' }]);
    expect(one.vouched).toBe(one.entries - 1);
    const two = await both({ witnesses: `${witness}\n${stranger}`, quorum: 2, require: 'consistent' });
    expect(two).toMatchObject({ verdict: 'UNANCHORED', vouched: 0, exitStatus: 1, headline: 'too little vouches' });
    const policy = `witness a ${witness}\nwitness b ${stranger}\ngroup both any a b\nquorum both\n`;
    expect(await both({ witnesses: policy })).toMatchObject({ vouched: one.vouched });
  });

  test('that somebody countersigned whose key nobody named, in both languages', async () => {
    const unnamed = { code: 'COUNTERSIGNATURES_UNNAMED', seq: null, path: null, detail: '1: office.example/1' };
    expect((await both({})).warnings).toContainEqual(unnamed);
    expect((await both({ witnesses: bundle.witness })).warnings).not.toContainEqual(unnamed);
    const page = await verifier.page();
    await checkIn(page, bundle.path);
    const shown = page.locator('.findings li', { hasText: unnamed.detail });
    expect(await shown.textContent()).toContain(en.finding.COUNTERSIGNATURES_UNNAMED);
    await page.getByRole('button', { name: 'العربية' }).click();
    expect(await shown.textContent()).toContain(ar.finding.COUNTERSIGNATURES_UNNAMED);
    await page.close();
  });

  test('roots of time-stamp authorities and blocks: what they confirm, and what they don’t', async () => {
    const { root, otherRoot, block, note } = bundle;
    const states = ({ anchors }: HtmlReport) => anchors.map(({ kind, state }) => `${kind} ${state}`);
    expect(states(await both({ roots: root, blocks: [block] }))).toEqual(['rfc3161 confirmed', 'beacon confirmed']);
    expect(states(await both({ roots: otherRoot }))).toEqual(['rfc3161 unchecked', 'beacon unchecked']);
    expect(await both({ roots: root, notes: [note] })).toMatchObject({ exitStatus: 0 });
  });

  test('shows them: who countersigned, what the time stamp covers, between which times an exhibit was recorded', async () => {
    const page = await verifier.page();
    await checkIn(page, bundle.path, { witnesses: bundle.witness, roots: bundle.root, blocks: [bundle.block] });
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('office.example/1: countersigned the first');
    expect(await page.locator('.anchors [data-state="confirmed"]').count()).toBe(2);
    expect((await page.locator('.exhibits li').first().textContent()) ?? '').toMatch(
      /It existed before .* UTC, because of/,
    );
    await page.close();
  });

  test.each([
    ['a key that is none', { witnesses: 'office.example/1+00' }, 'POLICY_INVALID'],
    ['more than there are', { quorum: 3, witnesses: 'own' }, 'POLICY_INVALID'],
    ['a file without a certificate', { roots: 'hello' }, 'ANCHOR_AUTHORITY_INVALID'],
    ['half a block', { blocks: ['00ff'] }, 'BLOCK_HEADER_INVALID'],
  ] as const)('says that it can’t use %s, and checks nothing without it', async (_what, brought, code) => {
    const page = await verifier.page();
    await page.locator('#bundle').setInputFiles(bundle.path);
    const { witnesses } = brought as HtmlOptions;
    await bring(page, { ...brought, ...(witnesses === 'own' ? { witnesses: bundle.witness } : {}) });
    await page.locator('#check').click();
    expect(await page.locator('#fault').getAttribute('data-code')).toBe(code);
    expect(await page.locator('#report').textContent()).toBe('');
    await page.close();
  });

  test('takes them from files as well', async () => {
    const page = await verifier.page();
    await page.locator('details.trust').first().locator('summary').click();
    await page.locator('#keys').setInputFiles({ name: 'k.txt', mimeType: '', buffer: Buffer.from(bundle.witness) });
    const der = Buffer.from(bundle.root.replace(/-----[^-]+-----/g, ''), 'base64');
    await page.locator('details.trust').last().locator('summary').click();
    await page.locator('#certificates').setInputFiles({ name: 'root.cer', mimeType: '', buffer: der });
    await page.locator('#notes').setInputFiles({ name: 'note', mimeType: '', buffer: Buffer.from(bundle.note) });
    await page.waitForFunction('document.querySelector("textarea.note").value !== ""');
    const report = await checkIn(page, bundle.path);
    expect(report.witnesses).toHaveLength(1);
    expect(report.anchors.map(({ state }) => state)).toEqual(['confirmed', 'unchecked']);
    expect(report.vouched).toBe(report.entries - 1);
    await page.close();
  });

  test('asks no address for anything, and breaks no rule of its own policy', () => {
    expect(verifier.asked).toEqual([]);
    expect(verifier.complaints).toEqual([]);
  });
});

async function everyPictureInSight(page: Page): Promise<void> {
  const frames = page.locator('.picture');
  for (let index = 0; index < (await frames.count()); index++) {
    await frames.nth(index).scrollIntoViewIfNeeded();
    await frames.nth(index).locator('img, svg').first().waitFor();
  }
  await page.waitForFunction('[...document.querySelectorAll(".picture img")].every((image) => image.complete)');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
