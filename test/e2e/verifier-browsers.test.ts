/** The verifier page opens from disk in browsers of other makers, and says there what it says in Chromium. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';
import { createEngine, type Engine } from '../../electron/core/engine.ts';
import { forkedWorkers } from '../../electron/core/forked-workers.ts';
import { buildTraining } from '../../electron/core/training/build.ts';
import { encryptAge, generateIdentity } from '../../electron/core/vault/age.ts';
import { reviewerOf } from '../../electron/core/witness/reviewing.ts';
import { readGivenForAnchors } from '../../shared/anchors/given.ts';
import { givenPolicy } from '../../shared/ledger/policy.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import type { HtmlOptions } from '../fixtures/html-verifier.ts';
import { firefoxNotRun, OtherBrowser, webkitNotRun } from '../fixtures/other-browsers.ts';
import { withoutOpenssl } from '../fixtures/time-stamp-authority.ts';
import { type VouchedBundle, vouchedBundle } from '../fixtures/vouched-bundle.ts';
import { filesOf, pack } from '../integration/bundle/evidence.ts';
import { collect } from '../unit/core/bundle/zip-bytes.ts';

const browsers = [
  { name: 'Firefox', key: 'firefox', why: firefoxNotRun },
  { name: 'WebKit', key: 'webkit', why: webkitNotRun },
] as const;

for (const { name, why } of browsers) {
  if (why !== null) {
    test.skipIf(!process.env.CI)(`the verifier page was not opened in ${name}: ${why}`, () => {
      throw new Error(why);
    });
  }
}

describe.skipIf(browsers.every(({ why }) => why !== null) || withoutOpenssl)(
  'the verifier page (needs openssl)',
  () => {
    const root = mkdtempSync(join(tmpdir(), 'sanad-browsers-'));
    let engine: Engine;
    let pictures = '';
    let vouched: VouchedBundle;

    beforeAll(async () => {
      engine = createEngine({ workers: forkedWorkers, face: 'terminal', folder: root, version: '0.0.0-test' });
      const made = await buildTraining(engine, join(root, 'training'));
      pictures = made.bundle.path ?? '';
      vouched = await vouchedBundle();
    });
    afterAll(async () => {
      await vouched?.remove();
      await engine?.close();
      rmSync(root, { recursive: true, force: true });
    });

    describe.each(browsers.filter(({ why }) => why === null))('in $name', ({ key }) => {
      let browser: OtherBrowser;
      beforeAll(async () => {
        browser = await OtherBrowser.open(key);
      });
      afterAll(() => browser?.close());

      test('finds the training bundle whole, and shows its pictures and entries', async () => {
        const report = await browser.check(pictures);
        expect(comparable(report)).toEqual(comparable(await verifyBundle(pictures, {}, [])));
        expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, refusal: null });
        const { widths, text } = await browser.shown();
        const jpegs = report.exhibits.filter(({ type }) => type === 'image/jpeg').length;
        expect(widths.filter((width) => width > 0).length).toBeGreaterThanOrEqual(jpegs);
        expect(text).toContain('genesis');
      });

      test('takes what a reviewer brings, and says what the command line says', async () => {
        const { path, witness, root: authority, block, note } = vouched;
        const brought: HtmlOptions = { notes: [note], witnesses: witness, roots: authority, blocks: [block] };
        const report = await browser.check(path, brought);
        const ours = await verifyBundle(
          path,
          {},
          [note],
          {},
          readGivenForAnchors([authority], [block]),
          reviewerOf(givenPolicy(witness, null), null),
        );
        expect(comparable(report)).toEqual(comparable(ours));
        expect(report).toMatchObject({ verdict: 'WITNESSED', exitStatus: 0 });
        expect(report.anchors.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
      });

      test('names the exhibit in which a byte was changed, and condemns no other', async () => {
        const files = await filesOf(vouched.path);
        const exhibit = Object.keys(files).find((path) => path.startsWith('data/objects/')) ?? '';
        (files[exhibit] as Buffer)[1_000] = 0;
        const path = join(root, `changed-${key}.zip`);
        writeFileSync(path, await pack(files));
        const report = await browser.check(path);
        expect(report).toMatchObject({ verdict: 'INVALID', exitStatus: 1 });
        expect(report.exhibits.filter(({ state }) => state === 'damaged')).toHaveLength(1);
        expect(report.exhibits.filter(({ state }) => state === 'intact').length).toBe(report.exhibits.length - 1);
        expect(comparable(report)).toEqual(comparable(await verifyBundle(path, {}, [])));
      });

      test('says plainly that it opens no encrypted bundle', async () => {
        const { recipient } = await generateIdentity();
        const path = join(root, `${key}.age`);
        writeFileSync(path, await collect(encryptAge({ recipients: [recipient] }, [Buffer.from('a bundle')])));
        expect(await browser.check(path)).toMatchObject({ verdict: 'COULD_NOT_RUN', refusal: 'encrypted' });
      });
    });
  },
);

/** The page knows no hash of its own: all else must be the same. */
function comparable({ refusal: _refusal, ...report }: VerificationReport & { refusal?: unknown }) {
  return { ...report, warnings: report.warnings.filter(({ code }) => !code.startsWith('VERIFIER_')) };
}
