/** Looking for things from the keyboard: words, what narrows them down, places by their records, and searches that are kept. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';
import { trainingIncident } from '../fixtures/incident.ts';
import { makeVault, passphrase } from '../fixtures/vault.ts';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { enter } from './running.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`nothing was looked for in the browser: ${browserNotRun}`, () => {
    throw new Error(browserNotRun ?? '');
  });
}

interface Scroller {
  readonly scrollTop: number;
  scrollTo(x: number, y: number): void;
}

describe.skipIf(browserNotRun !== null)('the search', () => {
  const words = en.search;
  const patience = { timeout: 60_000 };
  let face: InBrowser;

  beforeAll(async () => {
    face = await openInBrowser();
    const path = join(face.folder, 'search.sanad');
    const vault = await makeVault(path);
    await vault.close();
    const { page } = face;
    await enter(page, path, passphrase);
    await page.getByRole('navigation').first().waitFor(patience);
    const { id } = await call(page, 'record.create', {
      kind: 'facility',
      fields: { names: [{ text: 'Cedar clinic' }] },
    });
    const at = (latitude: string) =>
      ({ name: 'street 7', precision: 'exact', point: { latitude, longitude: '37.1' } }) as const;
    const site = { facility: id, place: at('36.2'), when: { edtf: '2016-01-01/..', words: '' } };
    await call(page, 'record.create', { kind: 'site', fields: site });
    const incident = (title: string, place: ReturnType<typeof at>, when: string) =>
      call(page, 'incident.create', {
        fields: trainingIncident({ title, place, when: { edtf: when, words: '' } }),
        items: [],
      });
    await incident('Cedar clinic struck', at('36.201'), '2016-04-27');
    await incident('Cedar clinic struck before it was there', at('36.201'), '2015-04-27');
    await incident('Another place struck', at('36.9'), '2016-04-27');
  });
  afterAll(() => face?.close());

  const field = (): Locator => face.page.getByRole('textbox', { name: words.what });
  const found = () => face.page.getByRole('listbox', { name: words.results }).getByRole('option');
  const titles = () => found().locator('strong').allTextContents();
  const dialog = () => face.page.getByRole('dialog', { name: words.title });
  const open = async () => {
    await face.page.keyboard.press('Control+k');
    await field().waitFor(patience);
  };

  test('opens the first that is found with Enter alone, one that was walked to with the arrows, and goes away with Escape', async () => {
    const { page } = face;
    await open();
    await page.keyboard.type('another');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Another place struck' }).waitFor(patience);
    expect(await dialog().count()).toBe(0);
    await open();
    await page.keyboard.type('CÉDAR struck');
    await found().locator('mark').first().waitFor(patience);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = (await titles())[1] ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: second, exact: true }).waitFor(patience);
    await open();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  test('goes to a place and does what another screen does, with Enter alone, in words of either language', async () => {
    const { page } = face;
    await open();
    await page.keyboard.type('السجل');
    await found().getByText(en.ledgerScreen.title, { exact: true }).waitFor(patience);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: en.ledgerScreen.title }).waitFor(patience);
    await open();
    await page.keyboard.type('>person');
    await found().getByText(en.people.add, { exact: true }).waitFor(patience);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: en.people.add }).waitFor(patience);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: en.people.title }).waitFor(patience);
  });

  test('begins around a facility on its page, says what is told apart, and is kept', async () => {
    const { page } = face;
    await open();
    await page.keyboard.type('clinic');
    await dialog()
      .getByRole('button', { name: new RegExp(`^${words.kind.facility}`) })
      .click(patience);
    await found().getByText('Cedar clinic', { exact: true }).click(patience);
    await page.getByRole('button', { name: words.aroundIt }).click(patience);
    await found().getByText('Cedar clinic struck', { exact: true }).waitFor(patience);
    expect((await titles()).sort()).toEqual(['Cedar clinic struck', 'street 7']);
    await dialog().getByRole('button', { name: words.keep }).click();
    await page.keyboard.type('Around the clinic');
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Around the clinic', exact: true }).waitFor(patience);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await open();
    await found().nth(4).waitFor(patience);
    await dialog().getByRole('button', { name: 'Around the clinic', exact: true }).click();
    await dialog().getByText('2 found').waitFor(patience);
    expect((await titles()).sort()).toEqual(['Cedar clinic struck', 'street 7']);
    await page.keyboard.press('Escape');
  });

  test('looks around one of more facilities than a list offers: it is found by its words, in whatever script', async () => {
    const { page } = face;
    const listed = 50;
    const names = Array.from({ length: listed }, (_, number) => [{ text: `Post ${number}` }]);
    for (const each of [...names, [{ text: 'Zaytuna' }, { text: 'زيتونة', language: 'ar' }]])
      await call(page, 'record.create', { kind: 'facility', fields: { names: each } });
    await open();
    await dialog().getByRole('button', { name: words.where }).click();
    await page.getByRole('option', { name: words.whereBy.facility }).click();
    const chooser = dialog().getByRole('combobox', { name: words.facility });
    await chooser.click();
    await page.getByRole('option', { name: 'Cedar clinic' }).waitFor(patience);
    await page.getByText(en.choosing.more).waitFor(patience);
    expect(await page.getByRole('option', { name: /Zaytuna/ }).count()).toBe(0);
    await chooser.fill('زيتونه');
    await page.getByRole('option', { name: /Zaytuna/ }).click(patience);
    await expect.poll(() => chooser.inputValue()).toContain('Zaytuna');
    await page.keyboard.press('Escape');
  });

  test('takes an outline from a file, refuses one that is none, and says how to find more', async () => {
    const { page, folder } = face;
    await open();
    await dialog().getByRole('button', { name: words.where }).click();
    await page.getByRole('option', { name: words.whereBy.coordinates }).click();
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return dialog().getByTestId('search outline').setInputFiles(join(folder, name));
    };
    await file('none.kml', '<kml><Placemark/></kml>');
    await dialog().getByText(en.outline.none).waitFor(patience);
    await file(
      'area.kml',
      '<kml><outerBoundaryIs><coordinates>37,36.8 37.2,36.8 37.2,37 37,37</coordinates></outerBoundaryIs></kml>',
    );
    await dialog().getByText('1 found').waitFor(patience);
    expect(await titles()).toEqual(['Another place struck']);
    await field().fill('cedar');
    await dialog().getByText(words.nothingFits).waitFor(patience);
    await dialog().getByRole('button', { name: words.widen }).click();
    await dialog().getByText('3 found').waitFor(patience);
    expect(face.complaints).toEqual([]);
  });

  test('stands there again, with what was asked, when one comes back from what it found', async () => {
    const { page } = face;
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await open();
    await page.keyboard.type('another');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Another place struck' }).waitFor(patience);
    await page.keyboard.press('Alt+ArrowLeft');
    await found().getByText('Another place struck', { exact: true }).waitFor(patience);
    expect(await field().inputValue()).toBe('another');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  test('leaves a long list as it was: whoever comes back from one of it is where they left, on the same line', async () => {
    const { page } = face;
    const far = 900;
    const rail = page.getByRole('navigation').first();
    await rail.getByRole('button', { name: en.shell.records }).click();
    await page.getByRole('heading', { level: 1, name: en.recordsPage.title.facility }).waitFor(patience);
    const work = page.locator('main [data-work]');
    const scrolled = () => work.evaluate((element) => (element as unknown as Scroller).scrollTop);
    await work.evaluate((element, top) => (element as unknown as Scroller).scrollTo(0, top), far);
    const lines = page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('button');
    await expect.poll(() => lines.count()).toBeGreaterThan(5);
    const left = await scrolled();
    expect(left).toBeGreaterThan(far / 2);
    // One in the middle of those that exist in the page is in view: opening it scrolls nothing.
    const inView = lines.nth(Math.floor((await lines.count()) / 2));
    const title = (await inView.textContent()) ?? '';
    await inView.click();
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor(patience);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(scrolled).toBe(left);
    await expect.poll(() => page.evaluate<string>('document.activeElement.textContent')).toBe(title);
    // From the rail it is found so too.
    await rail.getByRole('button', { name: en.shell.ledger }).click();
    await page.getByRole('heading', { level: 1, name: en.ledgerScreen.title }).waitFor(patience);
    await rail.getByRole('button', { name: en.shell.records }).click();
    await expect.poll(scrolled).toBe(left);
  });
});
