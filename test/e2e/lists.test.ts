/** Cases from a list to a table: taken in, chosen by many, tagged, and handed out again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';
import { makeVault, passphrase } from '../fixtures/vault.ts';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { enter } from './running.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`no list was taken in in the browser: ${browserNotRun}`, () => {
    throw new Error(browserNotRun ?? '');
  });
}

const rows = [
  ['Training: ward struck', '2016-04-27', 'Training Town (fictional)', 'Confirmed'],
  ['Training: ambulance held', '2016-04-28', 'Coast road (fictional)', 'Possible'],
  ['Training: pharmacy looted', '2016-05-01', 'Training Town (fictional)', 'Possible'],
];
const csv = [['Title', 'Attack Date', 'Place', 'Certainty Level'], ...rows].map((cells) => cells.join(',')).join('\n');

describe.skipIf(browserNotRun !== null)('cases from a list', () => {
  const patience = { timeout: 60_000 };
  let face: InBrowser;

  beforeAll(async () => {
    face = await openInBrowser();
    const path = join(face.folder, 'lists.sanad');
    const vault = await makeVault(path);
    await vault.close();
    const { page } = face;
    await enter(page, path, passphrase);
    await page.getByRole('navigation').first().waitFor(patience);
  });
  afterAll(() => face?.close());

  test('are taken in by saying what the columns are, and nothing is written before it was shown', async () => {
    const { page, folder } = face;
    await page.getByRole('navigation').first().getByRole('button', { name: en.shell.cases }).click();
    await page.getByRole('button', { name: en.caseList.open }).click(patience);
    writeFileSync(join(folder, 'list.csv'), csv);
    await page.getByTestId('list-file').setInputFiles(join(folder, 'list.csv'));
    const next = () => page.getByRole('button', { name: en.send.next, exact: true }).click(patience);
    await next();
    await next();
    await page.getByText('Training: ambulance held').first().waitFor(patience);
    expect(await call(page, 'incident.list', { limit: 10, cursor: null })).toMatchObject({ total: 0 });
    await page.getByRole('button', { name: en.caseList.takeIn, exact: true }).click(patience);
    await page.getByText('3 cases were taken in').waitFor(patience);
    await page.getByRole('button', { name: en.caseList.toCases }).click();
    for (const [title = ''] of rows) await page.getByRole('button', { name: title, exact: true }).waitFor(patience);
  });

  test('are chosen by many from the keyboard, and tagged by one act', async () => {
    const { page } = face;
    await page.getByRole('checkbox', { name: 'Choose Training: ward struck' }).click({ force: true });
    await page.getByRole('toolbar', { name: '1 case selected' }).waitFor(patience);
    await page.keyboard.press('Control+a');
    const bar = page.getByRole('toolbar', { name: '3 cases selected' });
    await bar.getByRole('button', { name: en.tags.add, exact: true }).click(patience);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('spring 2016');
    await dialog.getByRole('button', { name: en.tags.add, exact: true }).click();
    await dialog.waitFor({ state: 'detached', ...patience });
    expect(await call(page, 'tag.list', {})).toEqual([{ tag: 'spring 2016', count: 3 }]);
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
  });

  test('are corrected one after another, with the keyboard and the reason where they were', async () => {
    const { page } = face;
    const { keyboard } = page;
    const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
    await keyboard.press('Control+a');
    await page.getByRole('button', { name: en.manyCases.inARow }).click(patience);
    await page.getByText('1 of 3').waitFor(patience);
    await field(en.caseForm.facility).fill('Cedar clinic (fictional)');
    await keyboard.press('Control+Enter');
    // Nothing is saved without a reason; the keyboard is where it is asked for.
    await field(en.entryForm.reason).and(page.locator(':focus')).waitFor(patience);
    await keyboard.type('Named by the list’s author');
    await keyboard.press('Control+Enter');
    await page.getByText('2 of 3').waitFor(patience);
    await field(en.caseForm.facility).and(page.locator(':focus')).waitFor(patience);
    expect(await field(en.entryForm.reason).inputValue()).toBe('Named by the list’s author');
    // What is right already is passed over, and no entry is made.
    await keyboard.press('Control+Enter');
    await page.getByText('3 of 3').waitFor(patience);
    await field(en.caseForm.facility).and(page.locator(':focus')).waitFor(patience);
    await keyboard.type('Oak clinic (fictional)');
    await keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: en.cases.title, exact: true }).waitFor(patience);
    const { incidents } = await call(page, 'incident.list', { limit: 10, cursor: null, backwards: true });
    expect(incidents.map(({ facility }) => facility)).toEqual([
      'Cedar clinic (fictional)',
      '',
      'Oak clinic (fictional)',
    ]);
    await page.getByRole('button', { name: en.items.clear }).click();
  });

  test('have a menu of their own deeds where it is asked for, by the mouse and by the keyboard', async () => {
    const { page } = face;
    const menu = page.getByRole('menu', { name: 'Training: pharmacy looted' });
    await page.getByRole('heading', { name: 'Training: pharmacy looted' }).click({ button: 'right' });
    await menu.getByRole('menuitem', { name: en.case.correct }).waitFor(patience);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    await page
      .getByRole('checkbox', { name: 'Choose Training: pharmacy looted' })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Shift+F10');
    await menu.getByRole('menuitem', { name: en.keys.open }).and(page.locator(':focus')).waitFor(patience);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Training: pharmacy looted' }).waitFor(patience);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.getByRole('heading', { level: 1, name: en.cases.title, exact: true }).waitFor(patience);
  });

  test('are handed out as a table, and the ledger keeps to whom', async () => {
    const { page } = face;
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click(patience);
    const next = () => press(en.send.next);
    await press(en.caseTable.open);
    await page.getByRole('heading', { name: en.caseTable.title }).waitFor(patience);
    await next();
    await page.getByRole('radio', { name: en.purpose['criminal case'] }).click({ force: true });
    await page.getByRole('radio', { name: en.legalBasis.consent }).click({ force: true });
    await next();
    await page.getByText(en.caseTable.limit).waitFor(patience);
    await next();
    await page.getByLabel(en.send.recipient.label).fill('Training partner');
    await next();
    await page.getByRole('radio', { name: en.send.protection.plain }).click({ force: true });
    await page.getByRole('checkbox', { name: en.send.protection.confirmPlain }).click({ force: true });
    await next();
    await press(en.caseTable.submit);
    const save = page.getByRole('link', { name: en.send.done.save });
    const written = readFileSync(await face.saved(() => save.click(patience)), 'utf8');
    for (const [, day, place] of rows) expect(written).toContain([day, day, day, place].join());
    expect(face.complaints).toEqual([]);
  });
});
