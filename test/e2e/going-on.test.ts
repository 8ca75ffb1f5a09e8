/** A vault that was put back from a copy, or is one, as a person meets it: what happened, in words, and the way on. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projections } from '../../electron/core/records/projections.ts';
import { openVault } from '../../electron/core/vault/vault.ts';
import { noticesCopies } from '../../electron/core/vault/whereabouts.ts';
import { en } from '../../shared/locales/en.ts';
import { archiveItem, makeVault, passphrase } from '../fixtures/vault.ts';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { enter } from './running.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`going on was not run in the browser: ${browserNotRun}`, () => {
    throw new Error(browserNotRun ?? '');
  });
}

describe.skipIf(browserNotRun !== null)('a vault that was put back from a copy, in the browser', () => {
  let face: InBrowser;
  let path: string;
  let old: { ledger: string; size: number };

  beforeAll(async () => {
    face = await openInBrowser();
    path = join(face.folder, 'put-back.sanad');
    const vault = await makeVault(path);
    await archiveItem(vault, 'a.jpg');
    old = { ledger: vault.ledger.id, size: vault.ledger.size };
    await vault.close();
    const copy = readFileSync(join(path, 'ledger.db'));
    const later = await openVault({ path, passphrase, projections });
    await archiveItem(later, 'lost.jpg');
    await later.close();
    writeFileSync(join(path, 'ledger.db'), copy);
  });
  afterAll(() => face?.close());

  test('says what happened, keeps open after a slip, goes on, and says so wherever the ledger is shown', async () => {
    const { page } = face;
    const { continuing } = en;
    await enter(page, path, passphrase);
    const main = page.getByRole('main');
    await main.getByText(continuing.happened['behind its last checkpoint']).waitFor();
    await page.getByRole('button', { name: continuing.open }).click();

    const dialog = page.getByRole('dialog');
    await dialog.getByText(continuing.newer).waitFor();
    const deed = dialog.getByRole('button', { name: continuing.deed });
    expect(await deed.isDisabled()).toBe(true);
    await dialog.getByLabel(continuing.passphrase, { exact: true }).fill('not the passphrase');
    await deed.click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel(continuing.passphrase, { exact: true }).fill(passphrase);
    await deed.click();
    await page.getByRole('dialog', { name: continuing.done }).waitFor();
    await page.getByRole('button', { name: continuing.toLedger }).click();
    await main.getByText(continuing.says_other.replace('{{count, number}}', String(old.size))).waitFor();
    expect((await main.textContent())?.replaceAll(' ', '')).toContain(old.ledger);

    await page.getByRole('button', { name: en.ledgerScreen.verify }).click();
    await page.getByRole('button', { name: en.verify.run }).click();
    await main.getByText(en.finding.SAYS_IT_CONTINUES).waitFor();
    expect(await page.getByText(en.continuing.title).count()).toBe(0);
    expect(face.complaints).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux' || !noticesCopies(tmpdir()))(
    'that was moved asks what happened to it, and goes on as it is told',
    async () => {
      const { page } = face;
      const { continuing } = en;
      await page.keyboard.press('Control+l');
      // Copied when it is locked: until then files come and go in it.
      await page.getByRole('tab', { name: en.welcome.open.tab }).click();
      const copy = join(face.folder, 'moved.sanad');
      cpSync(path, copy, { recursive: true });
      await enter(page, copy, passphrase);
      const main = page.getByRole('main');
      await main.getByText(continuing.happened['not where it was last written']).waitFor();
      await page.getByRole('button', { name: continuing.open }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(continuing.passphrase, { exact: true }).fill(passphrase);
      const deed = (name: string) => dialog.getByRole('button', { name, exact: true });
      expect(await deed(continuing.deed).isDisabled()).toBe(true);
      await dialog.getByText(continuing.was.copied).click();
      await dialog.getByText(continuing.kept).waitFor();
      await dialog.getByText(continuing.was.movedNote).click();
      await dialog.getByText(continuing.moved.means).waitFor();
      await deed(continuing.moved.deed).click();
      await page.getByRole('dialog', { name: continuing.moved.done }).waitFor();
      await page.getByRole('button', { name: continuing.toLedger }).click();
      await main.getByText(en.story.moved).waitFor();
      expect(await page.getByText(continuing.title).count()).toBe(0);
      expect(face.complaints).toEqual([]);
    },
  );
});
