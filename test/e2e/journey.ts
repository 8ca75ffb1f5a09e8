import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../../electron/launch/runtime.js';
import { en as words } from '../../shared/locales/en.ts';
import type { Running } from './running.ts';

const pictures = join(root, 'assets', 'training', 'pictures');
const passphrase = 'otter lantern gravel tomorrow';
const title = 'Strike on the training clinic';
const firstSentence = 'I heard two aircraft, and then the windows came in.';
/** Known to stand in the account and nowhere else: looked for where it must not be. */
const planted = 'zebra-quartz-7741';

/** Typed last before locking, and not saved. */
const unsaved = 'The second aircraft came back, violet-harbour-2093.';

/** The journey waits for what a person would wait for; nothing here is timed. */
const patience = { timeout: 120_000 };

/**
 * A documenter's way through the program, the same in every face: a vault, a card, a case, a first account, a bundle,
 * its verdict, lock and open. Written once; each face tells only how its files are chosen.
 */
export function journey(current: () => Running): void {
  const page = (): Page => current().page;
  const button = (name: string | RegExp): Locator => page().getByRole('button', { name });
  const field = (label: string): Locator => page().getByLabel(label, { exact: true });
  const press = (name: string): Promise<void> => page().getByRole('button', { name, exact: true }).click();
  const goTo = (place: 'home' | 'items' | 'cases' | 'ledger' | 'send' | 'verify'): Promise<void> =>
    page()
      .getByRole('navigation', { name: words.shell.navigation })
      .getByRole('button', { name: words.shell[place] })
      .click();
  /** A choice drawn as a card: the name begins with its label, a note follows. */
  const choose = (role: 'radio' | 'checkbox', label: string): Promise<void> =>
    page().getByRole(role, { name: label }).locator('xpath=ancestor-or-self::label[1]').click();
  const tile = (name: string): Locator =>
    page()
      .getByLabel(words.items.gallery)
      .getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) });
  const see = (text: string | RegExp): Promise<void> => page().getByText(text).first().waitFor(patience);
  /** A screen is there when its heading is. */
  const arrive = (name: string | RegExp): Promise<void> =>
    page().getByRole('heading', { name }).first().waitFor(patience);
  const vault = (): string => join(current().folder, 'training.sanad');
  const bundle = (): string => join(current().folder, 'bundle.zip');
  const files = (): string[] =>
    readdirSync(pictures)
      .sort()
      .map((name) => join(pictures, name));

  // Each step stands on the one before: after the first that fails, the rest would only say so again, slowly.
  let lost = false;
  beforeEach(({ skip }) => skip(lost, 'an earlier step of the journey failed'));
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    // What a person would have seen: training data, and the first thing that whoever looks into a failure asks for.
    if (failed && !lost) console.error(`on the screen:\n${await page().locator('body').innerText()}`);
    lost ||= failed;
    expect(current().complaints).toEqual([]);
  });

  test('creates a vault, and writes down the recovery key', async () => {
    await page().getByRole('tab', { name: words.welcome.create.tab }).click();
    await field(words.welcome.folder).fill(vault());
    await field(words.welcome.create.operator).fill('op-1');
    await field(words.welcome.passphrase).fill(passphrase);
    await field(words.welcome.again).fill(passphrase);
    await choose('checkbox', words.welcome.create.training);
    await press(words.welcome.create.submit);
    await see(words.welcome.recovery.title);
    await button(/^Recovery key: AGE-SECRET-KEY-1/).waitFor(patience);
    await choose('checkbox', words.welcome.recovery.confirm);
    await press(words.welcome.recovery.submit);
    await see(words.home.first.title);
    expect(existsSync(join(vault(), 'vault.json'))).toBe(true);
  });

  test('imports a card, and is told that it may be removed', async () => {
    await goTo('items');
    await current().choose(files(), async () => {
      await press(words.import.button);
      await page().getByRole('menuitem', { name: words.import.files }).click();
    });
    await page().getByRole('region', { name: words.import.done }).waitFor(patience);
    await see(words.import.mayRemove);
    await see(`${files().length} files archived, bit for bit`);
  });

  test('sees the photographs by day', async () => {
    const gallery = page().getByLabel(words.items.gallery);
    const shown = gallery.locator('img');
    await shown.first().waitFor(patience);
    const decoded = (): Promise<boolean> =>
      shown.evaluateAll((images) =>
        (images as unknown as { complete: boolean; naturalWidth: number }[]).every(
          (image) => image.complete && image.naturalWidth > 0,
        ),
      );
    await expect.poll(decoded, patience).toBe(true);
  });

  test('reads what a photograph says of itself, in three columns that are not mixed', async () => {
    await tile('IMG_0401.JPG').dblclick();
    await arrive('IMG_0401.JPG');
    for (const column of [words.item.read, words.item.derived, words.item.asserted]) await see(column);
    await see(words.item.hash);
    await press(words.kit.back);
  });

  test('records what happened, with the photographs that show it', async () => {
    await tile('IMG_0401.JPG').click();
    await tile('IMG_0402.JPG').click({ modifiers: ['Control'] });
    await press(words.items.newCase);
    await field(words.caseForm.title).fill(title);
    await field(words.caseForm.facility).fill('Training clinic');
    await field(words.caseForm.day).fill('27');
    await button(new RegExp(words.caseForm.month)).click();
    await page().getByRole('option', { name: 'April' }).click();
    await field(words.caseForm.year).fill('2016');
    await field(words.caseForm.place).fill('Training Town');
    await field(words.caseForm.account).fill('Two impacts in the yard. The generator room burnt out.');
    await press(words.caseForm.save);
    await arrive(title);
    await see('27 April 2016');
  });

  test('takes a first account, consent first', async () => {
    await press(words.cases.account);
    // Before anything else: whoever has told it already need perhaps not tell it again.
    await choose('radio', words.interview.earlier.somebody);
    await field(words.interview.earlier.whom).fill('a radio station');
    await press(words.interview.next);
    await see(words.interview.earlier.choose);
    await choose('radio', words.interview.earlier.ask);
    await field(words.interview.earlier.why).fill('They left the generator out.');
    await press(words.interview.next);
    await choose('radio', words.interview.care.neither);
    await press(words.interview.next);
    await choose('radio', words.interview.explained.confirm);
    await press(words.interview.next);
    await choose('checkbox', words.audience.court);
    await press(words.interview.next);
    await field(words.interview.conditions.label).fill('Nobody from the ministry.');
    await press(words.interview.next);
    await choose('radio', words.interview.recording.refused);
    await press(words.interview.next);
    await expect.poll(() => field(words.interview.codeName.label).inputValue(), patience).not.toBe('');
    await press(words.interview.next);
    await see(words.interview.language.title);
    await choose('radio', words.interview.language.interpreter);
    await field(words.interview.language.who).fill('interpreter-2');
    await press(words.interview.next);
    await field(words.interview.circumstances.place).fill('a room in the clinic');
    await press(words.interview.next);
    await choose('radio', words.interview.identity.skip);
    await press(words.interview.next);
    await field('Paragraph 1').fill(`${firstSentence} ${planted}`);
    await press(words.interview.next);
    await button(new RegExp(words.word.medical)).click();
    await page().getByRole('option', { name: words.word.accepted }).click();
    await field(words.interview.support.to).fill('nurse-1');
    await press(words.interview.next);
    await see(words.interview.readBack.title);
    await choose('radio', words.interview.readBack.changed);
    await field(words.interview.readBack.changes).fill('Two aircraft, not three.');
    await press(words.interview.readBack.save);
    await page()
      .getByRole('heading', { name: /^Testimony of / })
      .waitFor(patience);
    await see(firstSentence);
  });

  test('asks a child nothing, and keeps no more than to whom it was referred', async () => {
    await goTo('cases');
    await press(words.cases.account);
    await choose('radio', words.interview.earlier.nobody);
    await press(words.interview.next);
    await choose('radio', words.interview.care.child);
    await see(words.interview.care.stopText);
    for (const title of ['codeName', 'identity', 'support'] as const) {
      await press(words.interview.next);
      await see(words.interview[title].title);
    }
    await button(new RegExp(words.word.protection)).click();
    await page().getByRole('option', { name: words.word.offered }).click();
    await press(words.interview.next);
    await see(words.interview.close.noAccount);
    await press(words.interview.close.save);
    await page()
      .getByRole('heading', { name: /^Testimony of / })
      .waitFor(patience);
    await see(words.word['a child']);
  });

  test('finds a word of the account from anywhere, and opens what holds it', async () => {
    await goTo('home');
    await page().keyboard.press('Control+k');
    await page().getByRole('textbox', { name: words.search.what }).fill('AIRCRAFT windows');
    const found = page().getByRole('listbox', { name: words.search.results }).getByRole('option');
    await found.locator('mark').first().waitFor(patience);
    expect(await found.locator('mark').allTextContents()).toEqual(['aircraft', 'windows']);
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await see(firstSentence);
    expect(await page().getByRole('dialog').count()).toBe(0);
  });

  test('hands over a bundle, after seeing what leaves and what stays', async () => {
    await goTo('send');
    await choose('radio', words.audience.court);
    await press(words.send.next);
    await choose('radio', words.purpose['criminal case']);
    await choose('radio', words.legalBasis.consent);
    await press(words.send.next);
    await see(words.send.contents.leaves);
    await see(words.send.contents.stays);
    // What the witness made it depend on is asked before anything goes on.
    await see('Nobody from the ministry.');
    await press(words.send.next);
    await see(words.questions.needed);
    await choose('radio', words.answerWord.yes);
    await field(words.questions.rests).fill('Training: it goes to the court alone.');
    await press(words.send.next);
    await field(words.send.recipient.label).fill('Training court');
    await press(words.send.next);
    await choose('radio', words.send.protection.plain);
    await choose('checkbox', words.send.protection.confirmPlain);
    await press(words.send.next);
    await current().takeBundle(bundle());
    await arrive(words.send.done.title);
    const bytes = readFileSync(bundle());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    // What is read out to the receiver is the digest of the file that left.
    const digest = createHash('sha256').update(bytes).digest('hex');
    await button(new RegExp(`^${words.send.done.digest}: ${digest}`)).waitFor(patience);
  });

  test('checks the bundle, and is told what that shows and what it does not', async () => {
    await goTo('verify');
    await current().choose([bundle()], () => press(words.verify.pickFile));
    await press(words.verify.run);
    await arrive(words.verdict.UNANCHORED.title);
    await see(words.verdict.limit);
    await see(words.verify.shows);
    await see(words.verify.doesNot);
  });

  test('shows a checkpoint, whose photographed code comes back and agrees', async () => {
    await goTo('ledger');
    await press(words.ledgerScreen.checkpoint);
    const code = page().getByRole('img', { name: words.checkpointScreen.qr });
    await code.waitFor(patience);
    const photograph = join(current().folder, 'photograph.png');
    await code.screenshot({ path: photograph });
    await press(words.checkpointScreen.page);
    await arrive(words.sheet.title);
    const printed = page().getByRole('img', { name: words.sheet.qr });
    await printed.waitFor(patience);
    // On paper the sheet stands alone.
    await page().emulateMedia({ media: 'print' });
    expect([await printed.isVisible(), await page().locator('#root').isVisible()]).toEqual([true, false]);
    await page().emulateMedia({ media: null });
    await press(words.kit.close);
    await press(words.kit.close);
    await press(words.compare.open);
    await field(words.compare.typed).fill('0000 0000 0000 0000 0000 0000 0001');
    await see(/^There is/);
    await current().choose([photograph], () => press(words.compare.pick));
    await see(words.held.same.split('. ')[1]?.split('{{')[0] ?? '');
    await press(words.kit.close);
  });

  test('begins another account, and is called away in the middle of it', async () => {
    await goTo('cases');
    await press(words.cases.account);
    await choose('radio', words.interview.earlier.nobody);
    await press(words.interview.next);
    await choose('radio', words.interview.care.neither);
    await press(words.interview.next);
    await choose('radio', words.interview.explained.later);
    for (const title of [
      ...(['audiences', 'conditions', 'codeName', 'language', 'circumstances', 'identity'] as const),
    ]) {
      await press(words.interview.next);
      await see(words.interview[title].title);
    }
    await press(words.interview.next);
    await field('Paragraph 1').fill(unsaved);
  });

  test('locks, and leaves nothing readable on the screen', async () => {
    await page().keyboard.press('Control+l');
    await see(words.welcome.locked);
    const left = await page().content();
    for (const secret of [title, firstSentence, planted, unsaved, 'IMG_0401', passphrase, 'op-1'])
      expect(left).not.toContain(secret);
    expect(await page().locator('img').count()).toBe(0);
  });

  test('refuses a wrong passphrase in words, and opens with the right one', async () => {
    await page().getByRole('tab', { name: words.welcome.open.tab }).click();
    await field(words.welcome.folder).fill(vault());
    await field(words.welcome.passphrase).fill('something else entirely');
    await press(words.welcome.open.submit);
    await see(words.faults.PASSPHRASE_WRONG.split('. ')[0] ?? '');
    await field(words.welcome.passphrase).fill(passphrase);
    await press(words.welcome.open.submit);
    await goTo('cases');
    await see(title);
  });

  test('goes on with the account where it was left, and lets it go', async () => {
    await goTo('home');
    await see(words.home.begun.account);
    await press(words.home.begun.goOn);
    expect(await field('Paragraph 1').inputValue()).toBe(unsaved);
    await press(words.interview.pause);
    await see(words.interview.paused.kept);
    await press(words.interview.paused.stop);
    await page().getByRole('dialog').getByRole('button', { name: words.interview.paused.stop }).click();
    await goTo('home');
    await see(words.home.greeting);
    expect(await page().getByText(words.home.begun.account).count()).toBe(0);
  });

  test('finds everything as it was left', async () => {
    await goTo('items');
    await page().getByLabel(words.items.gallery).locator('img').first().waitFor(patience);
    expect(await button(words.items.filter.all).first().textContent()).toContain(String(files().length));
  });

  test('left no word of the account in clear on the disk', () => {
    const vaultFiles = readdirSync(vault(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(vaultFiles.length).toBeGreaterThan(files().length);
    for (const entry of vaultFiles) {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      for (const secret of [planted, unsaved, title, 'IMG_0401', 'Training clinic']) {
        expect(bytes.includes(secret), `${entry.name} holds "${secret}"`).toBe(false);
      }
    }
  });
}
