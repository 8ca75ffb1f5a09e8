/** What a person does with an account in front of the screen: recorded in the interview, added to, taken back, and reported to its witness. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en as words } from '../../shared/locales/en.ts';
import { beeping, browserNotRun, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { desktopNotRun, openInWindow } from './desktop-face.ts';
import type { Running } from './running.ts';

const patience = { timeout: 60_000 };
const { interview, laterAccount, personReport, sound } = words;
const first = 'The light went out, and then came the noise.';

const faces = [
  { face: 'the browser on this computer', open: () => openInBrowser(beeping), notRun: browserNotRun },
  { face: 'the desktop window', open: () => openInWindow(beeping.slice(0, 1)), notRun: desktopNotRun },
];

describe.each(faces)('an account in $face', ({ open, notRun }) => {
  if (notRun !== null) {
    test.skipIf(!process.env.CI)(`was not taken: ${notRun}`, () => {
      throw new Error(String(notRun));
    });
    return;
  }

  let running: Running;

  const button = (name: string): Locator => running.page.getByRole('button', { name, exact: true });
  const press = (name: string): Promise<void> => button(name).click(patience);
  const goOn = (): Promise<void> => press(interview.next);
  const field = (label: string): Locator => running.page.getByLabel(label, { exact: true });
  const choose = (role: 'radio' | 'checkbox', label: string): Promise<void> =>
    running.page.getByRole(role, { name: label }).locator('xpath=ancestor-or-self::label[1]').click(patience);
  const arrive = (name: string): Promise<void> =>
    running.page.getByRole('heading', { name, exact: true }).first().waitFor(patience);
  const rail = (place: 'cases' | 'persons'): Promise<void> =>
    running.page
      .getByRole('navigation', { name: words.shell.navigation })
      .getByRole('button', { name: words.shell[place] })
      .click(patience);
  const testimony = async () => {
    const [line] = await call(running.page, 'testimony.list', {});
    return call(running.page, 'testimony.get', { id: line?.id ?? '' });
  };
  /** How often the page asked for a microphone. */
  const microphones = (): Promise<number> =>
    running.page.evaluate(() => (globalThis as unknown as { asked: number }).asked);

  beforeAll(async () => {
    running = await open();
    const { page, folder } = running;
    await page.getByRole('tab', { name: words.welcome.create.tab }).waitFor(patience);
    await call(page, 'vault.create', {
      ...{ path: join(folder, 'field.sanad'), operator: 'op-1', passphrase: 'otter lantern gravel tomorrow' },
      ...{ recipients: [], training: true },
    });
    await page.reload();
    await page.evaluate(() => {
      const counting = globalThis as unknown as { asked: number };
      const { mediaDevices } = navigator as unknown as {
        mediaDevices: { getUserMedia(which: unknown): Promise<unknown> };
      };
      const real = mediaDevices.getUserMedia.bind(mediaDevices);
      counting.asked = 0;
      mediaDevices.getUserMedia = (which) => {
        counting.asked += 1;
        return real(which);
      };
    });
  });
  afterAll(() => running?.close());

  test('nobody is offered to be recorded before somebody may hear them', async () => {
    await rail('cases');
    await press(words.cases.account);
    await choose('radio', interview.earlier.nobody);
    await goOn();
    // Nobody goes through everything beside it again at each question: the keyboard stands on the question.
    await arrive(interview.care.title);
    await running.page.locator('h1:focus').waitFor(patience);
    await choose('radio', interview.care.neither);
    await goOn();
    await choose('radio', interview.explained.confirm);
    await goOn();
    await choose('checkbox', interview.audiences.refused);
    await goOn();
    await arrive(interview.conditions.title);
    await goOn();
    await arrive(interview.codeName.title);
    // They think again: a court may hear it.
    await press(interview.back);
    await press(interview.back);
    await choose('checkbox', words.audience.court);
    await goOn();
    await goOn();
    await arrive(interview.recording.title);
    await choose('radio', interview.recording.agreed);
    for (const title of ['codeName', 'language', 'circumstances', 'identity'] as const) {
      await goOn();
      await arrive(interview[title].title);
    }
    await choose('radio', interview.identity.skip);
    await goOn();
    await arrive(interview.account.title);
    expect(await microphones()).toBe(0);
  });

  test('what is recorded in the interview belongs to the account that is saved', async () => {
    const { page } = running;
    await field('Paragraph 1').fill(first);
    await press(sound.record);
    expect(await microphones()).toBe(0);
    await press(sound.ask.agreed);
    await press(sound.start);
    await expect.poll(() => page.getByRole('timer', { name: sound.elapsed }).innerText(), patience).toBe('0:01');
    await press(sound.stop);
    await page.getByText(sound.keptText).waitFor(patience);
    expect(await microphones()).toBe(1);
    await goOn();
    await goOn();
    await choose('radio', interview.readBack.confirmed);
    await press(interview.readBack.save);
    await page.getByText(first).first().waitFor(patience);
    await button(sound.listen).waitFor(patience);
    const { id, fields } = await testimony();
    expect(fields).toMatchObject({ recording: 'agreed', consent: { state: 'given', audiences: ['court'] } });
    const kept = await call(page, 'recording.list', { of: { testimony: id } });
    expect(kept).toMatchObject([{ fields: { origin: 'here', agreed: 'spoken', ending: 'stopped' } }]);
  });

  test('the witness adds to it, and takes a part of it back; the account stays', async () => {
    const { page } = running;
    const dialog = page.getByRole('dialog');
    await press(words.testimony.witnessActs);
    await page.getByRole('menuitem', { name: laterAccount.adds }).click();
    await dialog.getByLabel('Paragraph 1', { exact: true }).fill('There was a second noise.');
    await press(laterAccount.save);
    await page.getByText('There was a second noise.').waitFor(patience);
    await press(words.testimony.witnessActs);
    await page.getByRole('menuitem', { name: laterAccount.takesBack }).click();
    await choose('radio', laterAccount.parts);
    await press(laterAccount.save);
    await dialog.getByText(laterAccount.choose).waitFor(patience);
    await dialog.getByRole('checkbox').first().locator('xpath=ancestor-or-self::label[1]').click(patience);
    await dialog.getByLabel('Paragraph 1', { exact: true }).fill('It was another day.');
    await press(laterAccount.save);
    await page.getByText(laterAccount.tookBackPart).waitFor(patience);
    await page.getByText(laterAccount.paragraphBack).first().waitFor(patience);
    const { fields, later } = await testimony();
    expect(fields.paragraphs.map(({ text }) => text)).toEqual([first]);
    expect(later.map(({ act }) => act)).toEqual(['adds', 'takes back']);
  });

  test('the report of everything held about them is opened, and is all that is printed', async () => {
    const { page } = running;
    const { id } = await testimony();
    const fields = { code: 'cedar-4', standing: 'witness', child: false, majority: null, keepUntil: null } as const;
    const person = await call(page, 'person.create', { fields, identity: null, identityPassphrase: null });
    await call(page, 'person.involve', { person: person.id, on: { what: 'testimony', id }, as: ['told by'] });
    await rail('persons');
    await press('cedar-4');
    // A hold on them by themself is said there, and where it keeps their account.
    await press(words.hold.menu);
    await page.getByRole('menuitem', { name: words.hold.place }).click(patience);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.hold.authority).fill('The training court');
    await dialog.getByLabel(words.hold.basis).fill('File 7/2016');
    await press(words.hold.do);
    await page.getByText(words.hold.inForce).waitFor(patience);
    expect((await call(page, 'erasure.plan', { target: { what: 'testimony', id } })).holds).toHaveLength(1);
    await page.getByText(words.history.holdPlaced).waitFor(patience);
    await press(personReport.make);
    await press(personReport.show);
    const sheet = page.getByRole('heading', { name: personReport.title });
    await sheet.waitFor(patience);
    await page.evaluate(() => {
      const counting = globalThis as unknown as { printed: number; print(): void };
      counting.printed = 0;
      counting.print = () => {
        counting.printed += 1;
      };
    });
    await press(words.checkpointScreen.print);
    expect(await page.evaluate(() => (globalThis as unknown as { printed: number }).printed)).toBe(1);
    await page.emulateMedia({ media: 'print' });
    expect([await sheet.isVisible(), await page.locator('#root').isVisible()]).toEqual([true, false]);
    await page.emulateMedia({ media: null });
    expect((await call(page, 'person.get', { id: person.id })).history.length).toBeGreaterThan(1);
  });

  test('the page complained about nothing', () => {
    expect(running.complaints).toEqual([]);
  });
});
