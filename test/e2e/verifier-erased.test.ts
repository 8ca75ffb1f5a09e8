/** The verifier page on a bundle of a vault in which two people erased a testimony and an item. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';
import { verifier as arabic } from '../../shared/locales/ar/verifier.ts';
import { verifier as english } from '../../shared/locales/en/verifier.ts';
import type { VerificationReport } from '../../shared/model/report.ts';
import { erase, vaultOfTwo } from '../fixtures/erasing.ts';
import { checkIn, comparable, HtmlVerifier, htmlNotRun } from '../fixtures/html-verifier.ts';
import { type Evidence, exported, filesOf } from '../integration/bundle/evidence.ts';

describe.skipIf(htmlNotRun !== null)('a bundle of a vault in which something was erased, on the verifier page', () => {
  const erasedWords = 'an account for the court';
  let evidence: Evidence;
  let verifier: HtmlVerifier;
  let before = '';
  let bundle = '';
  let ours: VerificationReport;
  let erasures: number[] = [];

  beforeAll(async () => {
    evidence = await vaultOfTwo();
    const { vault, items } = evidence;
    before = (await exported(evidence)).path;
    await erase(vault, { what: 'testimony', id: '1'.repeat(32) });
    await erase(vault, { what: 'item', seq: items[2] ?? -1 });
    bundle = (await exported(evidence)).path;
    erasures = Object.entries(await filesOf(bundle))
      .filter(([path, bytes]) => path.startsWith('data/records/') && JSON.parse(String(bytes)).type === 'erase')
      .map(([path]) => Number(/\d+/.exec(path)?.[0]));
    ours = await verifyBundle(bundle, {}, []);
    verifier = await HtmlVerifier.open();
  });
  afterAll(async () => {
    await verifier?.close();
    await evidence?.vault.close();
    await evidence?.remove();
  });

  test('is whole, with everything that is gone accounted for, and the page says what the command line says', async () => {
    const report = await verifier.run(bundle);
    expect(comparable(report)).toEqual(comparable(ours));
    expect(report).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [], unexplained: 0 });
    expect(report.stated.filter(({ ground }) => ground === 'erased').length).toBeGreaterThan(0);
  });

  test('names the erasure beside what it took, in both languages', async () => {
    const page = await verifier.page();
    await checkIn(page, bundle);
    expect(erasures).toHaveLength(2);
    const said = (words: string): string[] => erasures.map((seq) => words.replace('{{seq}}', String(seq)));
    // Numbers stand isolated from what surrounds them.
    const text = async (): Promise<string> =>
      ((await page.locator('.entries').textContent()) ?? '').replace(/[\u2068\u2069]/g, '');
    for (const line of said(english.verifierPage.erasedBy)) expect(await text()).toContain(line);
    await page.getByRole('button', { name: 'العربية' }).click();
    for (const line of said(arabic.verifierPage.erasedBy)) expect(await text()).toContain(line);
    await page.close();
  });

  test('shows nothing of it: neither words nor the file, which a bundle from before still shows', async () => {
    const gone = evidence.originals[2] ?? Buffer.alloc(0);
    expect(readFileSync(before).includes(gone)).toBe(true);
    expect(readFileSync(bundle).includes(gone)).toBe(false);
    const page = await verifier.page();
    const earlier = await checkIn(page, before);
    expect(await page.locator('main').textContent()).toContain(erasedWords);
    await page.reload();
    const report = await checkIn(page, bundle);
    expect(await page.locator('main').textContent()).not.toContain(erasedWords);
    const without = earlier.exhibits.filter(({ seq }) => seq !== evidence.items[2]);
    expect(report.exhibits.map(({ seq, state }) => [seq, state])).toEqual(without.map(({ seq }) => [seq, 'intact']));
    await page.close();
  });

  test('breaks no rule of the page’s policy', () => {
    expect([verifier.asked, verifier.complaints]).toEqual([[], []]);
  });
});
