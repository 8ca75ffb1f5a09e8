/** What takes two people, or another's vault, in the desktop window: erasing, keeping back, countersigning. One start for all. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../electron/core/bundle/verify.ts';
import { en as words } from '../../shared/locales/en.ts';
import { archiveItem, cheapKdf, makeVault } from '../fixtures/vault.ts';
import { desktopNotRun, type InWindow, openInWindow } from './desktop-face.ts';
import { exchange } from './exchange.ts';
import { enter } from './running.ts';

if (desktopNotRun !== null) {
  test.skipIf(!process.env.CI)(`what takes two people was not run: ${desktopNotRun}`, () => {
    throw new Error(String(desktopNotRun));
  });
}

const first = { operator: 'op-1', passphrase: 'otter lantern gravel tomorrow' };
const second = { operator: 'op-2', passphrase: 'harbour violet seven windows' };
const patience = { timeout: 60_000 };

describe.skipIf(desktopNotRun !== null)('the desktop window, with two people', () => {
  let running: InWindow;
  let path = '';
  const page = (): Page => running.page;
  const dialog = (): Locator => page().getByRole('dialog');
  const press = (name: string, within: Page | Locator = page()): Promise<void> =>
    within.getByRole('button', { name, exact: true }).click();
  const field = (label: string, within: Page | Locator = page()): Locator => within.getByLabel(label, { exact: true });
  const see = (text: string | RegExp): Promise<void> => page().getByText(text).first().waitFor(patience);
  const choose = (role: 'radio' | 'checkbox', label: string): Promise<void> =>
    page().getByRole(role, { name: label }).locator('xpath=ancestor-or-self::label[1]').click();
  const goTo = (place: 'items' | 'send'): Promise<void> =>
    page()
      .getByRole('navigation', { name: words.shell.navigation })
      .getByRole('button', { name: words.shell[place] })
      .click();
  const stored = (): number =>
    readdirSync(join(path, 'objects'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .length;

  beforeAll(async () => {
    running = await openInWindow();
    path = join(running.folder, 'two.sanad');
    const vault = await makeVault(path, first);
    for (const name of ['leaves.jpg', 'kept.jpg', 'erased.jpg']) await archiveItem(vault, name);
    await vault.addOperator(second.operator, second.passphrase, cheapKdf);
    await vault.close();
  });
  afterAll(() => running?.close());

  test('one asks for a file to be erased, and the other confirms before the same lists', async () => {
    await enter(page(), path, first.passphrase);
    await goTo('items');
    await page()
      .getByLabel(words.items.gallery)
      .getByRole('button', { name: /^erased\.jpg/ })
      .dblclick();
    await press(words.hold.menu);
    await page().getByRole('menuitem', { name: words.erasure.menu.item }).click();
    await dialog().getByText(words.erasure.backups).waitFor(patience);
    await press(words.erasure.ask, dialog());

    await field(words.erasure.operator, dialog()).fill(first.operator);
    await field(words.erasure.passphrase, dialog()).fill(first.passphrase);
    await press(words.erasure.confirm, dialog());
    await dialog().getByRole('alert').waitFor(patience);
    expect(stored()).toBe(3);
    await field(words.erasure.operator, dialog()).fill(second.operator);
    await field(words.erasure.passphrase, dialog()).fill(second.passphrase);
    await press(words.erasure.confirm, dialog());
    await see(words.erasure.doneText.split('{{')[0] ?? '');
    expect(stored()).toBe(2);
    await press(words.kit.close, dialog());
    await goTo('items');
    await page()
      .getByLabel(words.items.gallery)
      .getByRole('button', { name: /^kept\.jpg/ })
      .waitFor(patience);
    expect(await page().getByText('erased.jpg').count()).toBe(0);
    expect(running.complaints).toEqual([]);
  });

  test('what is kept back by hand is listed, can be let go again, and is stated in the bundle', async () => {
    await goTo('send');
    await choose('radio', words.audience.court);
    await press(words.send.next);
    await choose('radio', words.purpose['criminal case']);
    await choose('radio', words.legalBasis.consent);
    await press(words.send.next);
    const keep = async (which: string) => {
      await press(words.keep.add);
      await choose('radio', words.keep.kinds.item);
      await dialog().getByRole('combobox', { name: words.keep.which }).click();
      await page().getByRole('option', { name: which }).click();
      await field(words.keep.authority, dialog()).fill('Training order 7');
      await press(words.keep.done, dialog());
      await see('Training order 7');
    };
    await keep('kept.jpg');
    await press(`${words.keep.remove}: kept.jpg`);
    await see(words.keep.none);
    await keep('kept.jpg');
    await press(words.send.next);
    await field(words.send.recipient.label).fill('Training court');
    await press(words.send.next);
    await choose('radio', words.send.protection.plain);
    await choose('checkbox', words.send.protection.confirmPlain);
    await press(words.send.next);
    const bundle = join(running.folder, 'bundle.zip');
    await running.takeBundle(bundle);
    await see(words.send.done.title);
    const report = await verifyBundle(bundle, {}, []);
    expect(report).toMatchObject({ exitStatus: 0, findings: [], exhibits: [{ state: 'intact' }] });
    expect(JSON.stringify(report.withheld)).toContain('Training order 7');
    expect(running.complaints).toEqual([]);
    await page().keyboard.press('Control+l');
    await see(words.welcome.locked);
  });

  describe('a countersignature, asked for and given', () => exchange(() => running));
});
