/**
 * Every screen and the questions in front of it, looked over by axe-core (WCAG 2.2 A and AA, and its good practice), light and dark and in
 * both directions of writing. What a machine can't judge is not judged here.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';
import { trainingIncident } from '../fixtures/incident.ts';
import { makeVault, passphrase } from '../fixtures/vault.ts';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { enter } from './running.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`no screen was looked over: ${browserNotRun}`, () => {
    throw new Error(browserNotRun ?? '');
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The list of what was found keeps the keyboard in the field above it, whose arrow keys walk through it and scroll it: it has nothing to be
 * focused itself (ARIA 1.2, aria-activedescendant). A hash is called by its digits without the gaps between them. What was read
 * aloud last stays for a while where nobody sees it, and may name a line that has gone.
 */
const keptOut = ['[role="dialog"] [role="listbox"]', 'button:has(> code)', '[data-live-announcer]'];

describe.skipIf(browserNotRun !== null)('Each screen', () => {
  const patience = { timeout: 60_000 };
  let face: InBrowser;

  beforeAll(async () => {
    face = await openInBrowser();
    const path = join(face.folder, 'seen.sanad');
    const vault = await makeVault(path);
    await vault.close();
    const { page } = face;
    await enter(page, path, passphrase);
    await page.getByRole('navigation').first().waitFor(patience);
    await call(page, 'record.create', { kind: 'facility', fields: { names: [{ text: 'Cedar clinic' }] } });
    await call(page, 'incident.create', {
      fields: trainingIncident({ title: 'Cedar clinic struck', when: { edtf: '2016-04-27', words: '' } }),
      items: [],
    });
    await page.evaluate(axeSource);
  });
  afterAll(() => face?.close());

  /** What axe-core has against what is shown, each with the elements it means. */
  const against = async (): Promise<string[]> => {
    // Colours on their way from one to the other are judged where they arrive.
    const found: AxeResults = await face.page.evaluate(
      `Promise.all(
        document.getAnimations()
          .filter((each) => each.effect.getComputedTiming().endTime !== Infinity)
          .map((each) => each.finished.catch(() => null)),
      ).then(() => axe.run({ exclude: ${JSON.stringify(keptOut)} }, { resultTypes: ['violations'] }))`,
    );
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  };

  /** By what is typed after Ctrl K. */
  const goTo = async (name: string) => {
    const { page } = face;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').first().fill(`>${name}`);
    await page.getByRole('option', { name, exact: true }).click(patience);
  };

  const screens: readonly (readonly [name: string, heading: string])[] = [
    [en.shell.items, en.shell.items],
    [en.acquisition.list, en.acquisition.list],
    [en.together.title, en.together.title],
    [en.shell.cases, en.shell.cases],
    [en.cases.new, en.caseForm.newTitle],
    [en.caseList.title, en.caseList.title],
    [en.recordsPage.title.facility, en.recordsPage.title.facility],
    [en.recordsPage.new.facility, en.recordKind.facility],
    [en.people.title, en.people.title],
    [en.ledgerScreen.title, en.ledgerScreen.title],
    [en.witnesses.title, en.witnesses.title],
    [en.times.open, en.times.open],
    [en.cameraTime.clock.pageTitle, en.cameraTime.clock.pageTitle],
    [en.send.title, en.send.title],
    [en.orders.title, en.orders.title],
    [en.shell.home, en.home.greeting],
  ];

  test.each(screens)('can be read and used by everybody: %s', async (name, heading) => {
    await goTo(name);
    await face.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor(patience);
    expect(await against()).toEqual([]);
  });

  test.each([en.people.add, en.home.addOperator, en.compare.open, en.keys.show])(
    'can be read and used by everybody with a question in front of it: %s',
    async (name) => {
      const { page } = face;
      await goTo(name);
      await page.getByRole('dialog').getByRole('heading', { level: 2 }).first().waitFor(patience);
      await page.getByRole('dialog').getByRole('textbox', { name: en.search.what }).waitFor({ state: 'detached' });
      expect(await against()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  );

  test('is answered by keys alone, and what is wrong takes the keyboard', async () => {
    const { page } = face;
    const { keyboard } = page;
    const code = page.getByRole('dialog').getByRole('textbox', { name: en.people.code });
    await goTo(en.people.add);
    await code.and(page.locator(':focus')).waitFor(patience);
    await code.fill('');
    await keyboard.press('Tab');
    await keyboard.press('Control+Enter');
    await code.and(page.locator(':focus[aria-invalid]')).waitFor(patience);
    await keyboard.type('code-7 (training)');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'code-7 (training)' }).waitFor(patience);
    // Nothing counts as an answer before one was given.
    await page.getByRole('button', { name: en.people.ask }).click();
    await page.getByRole('radio', { name: en.personConsent['not asked'] }).focus();
    await keyboard.press('Control+Enter');
    await page.getByText(en.people.form.unsaid).waitFor(patience);
    await page.getByRole('radio', { name: en.personConsent['not asked'] }).focus();
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await page.getByRole('radio', { name: en.personConsent.given, checked: true }).waitFor(patience);
    await keyboard.press('Control+Enter');
    await page
      .getByRole('checkbox', { name: en.explainedTopic['who we are'] })
      .and(page.locator(':focus'))
      .waitFor(patience);
    // A question that is left puts the keyboard back on the page, though what asked it has gone.
    await goTo(en.home.addOperator);
    await page.getByRole('dialog').getByRole('heading', { level: 2 }).first().waitFor(patience);
    await keyboard.press('Escape');
    await page.locator('h1:focus').waitFor(patience);
  });

  test('can be read in the dark, and in a writing that runs from the right', async () => {
    const { page } = face;
    await goTo(`${en.shell.theme}: ${en.shell.themes.dark}`);
    await page.locator('[data-theme="dark"]').waitFor(patience);
    await goTo(en.shell.cases);
    await page.getByRole('button', { name: 'Cedar clinic struck' }).click(patience);
    await page.getByRole('heading', { level: 1, name: 'Cedar clinic struck' }).waitFor(patience);
    expect(await against()).toEqual([]);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('option').first().waitFor(patience);
    expect(await against()).toEqual([]);
    await page.getByRole('dialog').getByRole('textbox').first().fill('>العربية');
    await page.getByRole('option', { name: /العربية/ }).click(patience);
    await page.locator('html[dir="rtl"]').waitFor(patience);
    expect(await against()).toEqual([]);
  });

  test('says where one is, when what was pressed to come there has gone', async () => {
    const { page } = face;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('textbox').first().fill('>Times');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('main button').first().click();
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('H1');
  });
});
