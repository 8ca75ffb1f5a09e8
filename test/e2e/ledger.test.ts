/** A ledger of more entries than a page holds: gone through to its beginning and back. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';
import { makeVault, passphrase } from '../fixtures/vault.ts';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { enter } from './running.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`no ledger was gone through in the browser: ${browserNotRun}`, () => {
    throw new Error(browserNotRun ?? '');
  });
}

describe.skipIf(browserNotRun !== null)('a long ledger', () => {
  const words = en.ledgerScreen;
  const patience = { timeout: 60_000 };
  let face: InBrowser;
  let total: number;

  beforeAll(async () => {
    face = await openInBrowser();
    const path = join(face.folder, 'long.sanad');
    const vault = await makeVault(path);
    const note = { type: 'record', operator: 'op-1', fields: { kind: 'note', text: 'training' } };
    vault.ledger.append(Array.from({ length: 250 }, () => note));
    await vault.close();
    const { page } = face;
    await enter(page, path, passphrase);
    const place = page.getByRole('navigation').getByRole('button', { name: words.title, exact: true });
    await place.click(patience);
    // Opening it says something, too.
    total = (await call(page, 'ledger.list', { limit: 1 })).total;
  });
  afterAll(() => face?.close());

  const group = () => face.page.getByRole('group', { name: words.pages }).first();
  const press = (name: string) => group().getByRole('button', { name, exact: true }).click(patience);
  const shows = (newest: number, oldest: number) =>
    group()
      .getByText(words.shown.replace('{{newest}}', String(newest)).replace('{{oldest}}', String(oldest)))
      .waitFor(patience);
  const goTo = async (number: string) => {
    await group().getByRole('textbox', { name: words.goTo }).fill(number);
    await press(words.go);
  };

  test('is turned from its newest entries to its first and back', async () => {
    await shows(total - 1, total - 100);
    expect(await group().getByRole('button', { name: words.newer, exact: true }).isDisabled()).toBe(true);
    await press(words.older);
    await shows(total - 101, total - 200);
    await press(words.older);
    await shows(total - 201, 0);
    expect(await group().getByRole('button', { name: words.older, exact: true }).isDisabled()).toBe(true);
    await press(words.newer);
    await shows(total - 101, total - 200);
  });

  test('is opened at the entry whose number is typed, and says where there is none', async () => {
    await goTo('42');
    await shows(42, 0);
    await goTo(String(total));
    await group()
      .getByText(words.noSuch.replace('{{last}}', String(total - 1)))
      .waitFor(patience);
    await shows(42, 0);
    await goTo(String(total - 1));
    await shows(total - 1, total - 100);
  });
});
