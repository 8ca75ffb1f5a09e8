import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { en as words } from '../../shared/locales/en.ts';
import { makeVault } from '../fixtures/vault.ts';
import { enter, type Running } from './running.ts';

const passphrase = 'otter lantern gravel tomorrow';
const patience = { timeout: 120_000 };
const said = words.witnesses;

/**
 * Two vaults of two people, opened one after the other in one window; what passes between them are files and pictures. The same in
 * every face.
 */
export function exchange(current: () => Running): void {
  const page = (): Page => current().page;
  const vault = (name: string): string => join(current().folder, `${name}.sanad`);
  const press = (name: string, within: Page | Locator = page()): Promise<void> =>
    within.getByRole('button', { name, exact: true }).click();
  const dialog = (): Locator => page().getByRole('dialog');
  const see = (text: string | RegExp): Promise<void> => page().getByText(text).first().waitFor(patience);

  /** A vault's page about witnesses, from the door on. */
  async function open(name: string): Promise<void> {
    await page().getByRole('tab', { name: words.welcome.open.tab }).click(patience);
    await enter(page(), vault(name), passphrase);
    await page()
      .getByRole('navigation', { name: words.shell.navigation })
      .getByRole('button', { name: words.shell.ledger })
      .click(patience);
    await press(said.title);
    await page().getByRole('heading', { name: said.ours.title }).waitFor(patience);
  }
  const lock = (): Promise<void> => page().keyboard.press('Control+l');
  const bring = (files: readonly string[]): Promise<void> =>
    current().choose(files, () => press(said.brought.choose, dialog()));
  const text = (): Locator => dialog().getByLabel(said.brought.paste);

  let lost = false;
  let key = '';
  beforeAll(async () => {
    for (const name of ['field', 'office']) {
      const made = await makeVault(vault(name), { passphrase });
      await made.close();
    }
    mkdirSync(join(current().folder, 'stick'));
  });
  beforeEach(({ skip }) => skip(lost, 'an earlier step failed'));
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    if (failed && !lost) console.error(`on the screen:\n${await page().locator('body').innerText()}`);
    lost ||= failed;
    expect(current().complaints).toEqual([]);
  });

  const request = (): string => join(current().folder, 'stick', 'field.request');
  const answer = (): string => join(current().folder, 'stick', 'answer.png');

  test('the one asks, and carries a file away', async () => {
    await open('field');
    await press(said.ours.ask);
    await press(said.request.make, dialog());
    copyFileSync(await current().saved(() => press(said.carry.file, dialog())), request());
    await press(words.kit.close, dialog());
    await lock();
  });

  test('the other makes a key, sees what is asked, and countersigns it', async () => {
    await open('office');
    await press(said.self.start);
    await dialog().getByLabel(said.self.name, { exact: true }).fill('office.example/1');
    await press(said.self.begin, dialog());
    const shown = page().locator('code', { hasText: 'office.example/1+' });
    await shown.waitFor(patience);
    key = await shown.innerText();

    await press(said.self.bring);
    await bring([request()]);
    await expect.poll(() => text().inputValue(), patience).toMatch(/^sanad\/witness-request\/v1\n/);
    await press(said.look.look, dialog());
    await see(said.look.would.first);
    await dialog().getByLabel(said.look.label, { exact: true }).fill('Clinic north');
    await press(said.look.sign, dialog());
    await see(said.look.carry);
    await press(said.carry.codes, dialog());
    // The first one's telephone in front of the second one's screen.
    await dialog().getByRole('img', { name: said.carry.code }).screenshot({ path: answer() });
    await press(words.kit.close, dialog());
    await see('Clinic north');
    await lock();
  });

  test('the one takes the photograph in, and nothing is left that nobody vouches for', async () => {
    await open('field');
    await press(said.ours.bring);
    await bring([answer()]);
    await expect.poll(() => text().inputValue(), patience).toMatch(/^sanad\/ledger\//);
    await dialog().getByLabel(said.answer.key, { exact: true }).fill(key);
    await press(said.answer.submit, dialog());
    await see(said.ours.whole);
    await press(words.kit.close, dialog());
    await page()
      .getByRole('row', { name: /office\.example\/1/ })
      .waitFor(patience);
    await lock();
  });

  test('the other refuses what it would have to vouch for itself', async () => {
    await open('office');
    await press(said.ours.ask);
    await press(said.request.make, dialog());
    copyFileSync(await current().saved(() => press(said.carry.file, dialog())), request());
    await press(words.kit.close, dialog());
    await press(said.self.bring);
    await bring([request()]);
    await expect.poll(() => text().inputValue(), patience).not.toBe('');
    await press(said.look.look, dialog());
    await see(said.look.would.own);
    expect(await dialog().getByRole('button', { name: said.look.sign, exact: true }).count()).toBe(0);
  });
}
