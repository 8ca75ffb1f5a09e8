import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en as words } from '../../shared/locales/en.ts';
import { consentGiven } from '../fixtures/sound.ts';
import { beeping, browserNotRun, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { desktopNotRun, openInWindow } from './desktop-face.ts';
import { filesHolding } from './disk-traces.ts';
import type { Running } from './running.ts';

const patience = { timeout: 60_000 };
const passphrase = 'otter lantern gravel tomorrow';

const faces = [
  { face: 'the browser on this computer', open: () => openInBrowser(beeping), notRun: browserNotRun },
  // Nobody answers in place of our own rules here: what opens the microphone is what core says.
  { face: 'the desktop window', open: () => openInWindow(beeping.slice(0, 1)), notRun: desktopNotRun },
];

describe.each(faces)('sound recorded in $face', ({ face, open, notRun }) => {
  if (notRun !== null) {
    test.skipIf(!process.env.CI)(`was not recorded: ${notRun}`, () => {
      throw new Error(String(notRun));
    });
    return;
  }

  let running: Running;
  let path: string;
  let of: string;

  /** What a page gets that asks for a microphone or a camera by itself. */
  const asked = (wanted: { audio?: boolean; video?: boolean }): Promise<string> =>
    running.page.evaluate(async (which) => {
      const { mediaDevices } = navigator as unknown as {
        mediaDevices: { getUserMedia(which: unknown): Promise<{ getTracks(): { kind: string; stop(): void }[] }> };
      };
      try {
        const tracks = (await mediaDevices.getUserMedia(which)).getTracks();
        for (const track of tracks) track.stop();
        return tracks.map(({ kind }) => kind).join(' ');
      } catch (error) {
        return (error as Error).name;
      }
    }, wanted);

  const button = (name: string) => running.page.getByRole('button', { name, exact: true });
  const recordings = () => call(running.page, 'recording.list', { of: { testimony: of } });

  async function openTestimony(): Promise<void> {
    const { page } = running;
    await page.getByRole('button', { name: words.search.title, exact: true }).click(patience);
    await page.keyboard.type('witness-1');
    await page.getByRole('option', { name: 'witness-1' }).click(patience);
    await page.getByRole('heading', { name: words.sound.title, exact: true }).waitFor(patience);
  }

  async function record(): Promise<void> {
    await button(words.sound.record).click(patience);
    await button(words.sound.ask.agreed).click();
    await button(words.sound.start).click(patience);
  }

  beforeAll(async () => {
    running = await open();
    const { page, folder } = running;
    await page.getByRole('tab', { name: words.welcome.create.tab }).waitFor(patience);
    path = join(folder, 'field.sanad');
    await call(page, 'vault.create', { path, operator: 'op-1', passphrase, recipients: [], training: true });
    const made = await call(page, 'testimony.create', {
      fields: {
        ...{ witness: 'witness-1', language: 'ar', incident: null },
        consent: { ...consentGiven, audiences: ['court'] },
        paragraphs: [{ text: 'The light went out.', basis: 'saw' }],
      },
      identity: null,
      identityPassphrase: null,
    });
    of = made.id;
    await page.reload();
  });
  afterAll(() => running.close());

  test('no camera, ever; in the window no microphone before somebody agreed', async () => {
    expect(await asked({ video: true })).toBe('NotAllowedError');
    expect(await asked({ audio: true, video: true })).not.toMatch(/video/);
    if (face === 'the desktop window') expect(await asked({ audio: true })).toBe('NotAllowedError');
  });

  test('a witness who agreed is recorded, pauses, goes on, and is heard again; the sound lies nowhere in clear', async () => {
    await openTestimony();
    await record();
    const elapsed = running.page.getByRole('timer', { name: words.sound.elapsed });
    await expect.poll(() => elapsed.innerText(), patience).toBe('0:02');
    await button(words.sound.pause).click();
    await running.page.getByText(words.sound.paused).waitFor(patience);
    await button(words.sound.goOn).click();
    await expect.poll(() => elapsed.innerText(), patience).toBe('0:03');
    await button(words.sound.stop).click();
    await running.page.getByText(words.sound.keptText).waitFor(patience);

    const [line] = await recordings();
    expect(line?.fields).toMatchObject({ origin: 'here', agreed: 'spoken', ending: 'stopped', testimony: of });
    expect(line?.fields.pauses).toHaveLength(1);
    expect(line?.item.seconds).toBeGreaterThan(2.5);

    await button(words.sound.listen).click();
    const media = running.page.locator('video');
    await expect
      .poll(() => media.evaluate((video) => (video as never as { readyState: number }).readyState), patience)
      .toBeGreaterThan(0);
    const at = await media.evaluate(async (element) => {
      const video = element as never as { currentTime: number; seeking: boolean; play(): Promise<void>; pause(): void };
      video.currentTime = 2;
      while (video.seeking) await new Promise((soon) => setTimeout(soon, 20));
      await video.play();
      while (video.currentTime < 2.2) await new Promise((soon) => setTimeout(soon, 20));
      video.pause();
      return video.currentTime;
    });
    expect(at).toBeGreaterThan(2);

    const src = await media.evaluate((video) => (video as never as { src: string }).src);
    const needle = await running.page.evaluate(async (address) => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
      return [...bytes.slice(Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 48)];
    }, src);
    expect(filesHolding(Buffer.from(needle), [running.folder])).toEqual([]);
    if (face === 'the desktop window') expect(await asked({ audio: true })).toBe('NotAllowedError');
  });

  test('what is said is written down beside it, and a paragraph leads to its place', async () => {
    const { page } = running;
    await button(words.written.transcribe).first().click();
    await page.getByLabel(words.written.form.text.replace('{{number}}', '1')).fill('انقطع النور.');
    await page.getByLabel(words.written.form.from).fill('0:02');
    // Hands that write stay on the keys: the recording is heard and another paragraph begun from there.
    const media = page.locator('video');
    const paused = () => media.evaluate((video) => (video as never as { paused: boolean }).paused);
    await page.keyboard.press('F8');
    await expect.poll(paused, patience).toBe(false);
    await page.keyboard.press('F8');
    await expect.poll(paused, patience).toBe(true);
    await page.keyboard.press('Alt+Enter');
    await page
      .getByLabel(words.written.form.text.replace('{{number}}', '2'))
      .and(page.locator(':focus'))
      .waitFor(patience);
    await page.keyboard.type('ثم عاد.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('انقطع النور.').waitFor(patience);
    await page.getByText('ثم عاد.').waitFor(patience);
    await button(words.written.jump.replace('{{at}}', '0:02')).click();
    const time = () =>
      page.locator('video').evaluate((video) => (video as never as { currentTime: number }).currentTime);
    await expect.poll(time, patience).toBeGreaterThan(2);
  });

  test('the page complained about nothing but what it was refused', () => {
    expect(running.complaints.filter((text) => !/permission|policy/i.test(text))).toEqual([]);
  });

  test('locking in the middle stops the recording and keeps it', async () => {
    const { page } = running;
    await openTestimony();
    await button(words.sound.again).click();
    await record();
    await expect.poll(() => page.getByRole('timer').innerText(), patience).toBe('0:02');
    await page.keyboard.press('Control+l');
    await page.getByText(words.welcome.locked).waitFor(patience);
    await call(page, 'vault.open', { path, operator: 'op-1', passphrase });
    const [, locked] = await recordings();
    expect(locked?.fields.ending).toBe('locked');
    expect(locked?.item.seconds).toBeGreaterThan(0.5);
    if (face === 'the desktop window') expect(await asked({ audio: true })).toBe('NotAllowedError');
  });
});
