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
import { composeReleases, composeVerifierPage, verifierPage } from '../../electron/launch/verifiers.js';
import { ar } from '../../shared/locales/ar.ts';
import { en } from '../../shared/locales/en.ts';
import { checkIn, type HtmlReport, HtmlVerifier, htmlNotRun } from '../fixtures/html-verifier.ts';
import { collect, hostileZip, zipOf } from '../unit/core/bundle/zip-bytes.ts';

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
    expect(comparable(await checkIn(page, bundle, [note]))).toEqual(comparable(ours));
    expect(ours.exitStatus).toBe(1);
    await page.close();
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
    expect(await page.locator('.entries > li').count()).toBe(Math.min(report.entries, 50));
    const withheld = await page.locator('.entries .withheld-field').count();
    expect(withheld).toBe(report.withheldFields);
    await page.close();
  });

  test('speaks Arabic, from right to left, and turns with one press', async () => {
    const arabic = await HtmlVerifier.open({ locale: 'ar', colorScheme: 'dark' });
    const page = await arabic.page();
    await checkIn(page, bundle);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('h1').textContent()).toBe(ar.verdict.UNANCHORED.title);
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('h1').textContent()).toBe(en.verdict.UNANCHORED.title);
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

/** The page knows no verifier's hash, so that for it every one inside is unknown; all else must be the same. */
function comparable({
  refusal: _refusal,
  ...report
}: Partial<Pick<HtmlReport, 'refusal'>> & Omit<HtmlReport, 'refusal'>) {
  return { ...report, warnings: report.warnings.filter(({ code }) => !code.startsWith('VERIFIER_')) };
}

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
