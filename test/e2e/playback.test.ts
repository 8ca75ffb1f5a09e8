import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../electron/launch/runtime.js';
import { en as words } from '../../shared/locales/en.ts';
import { browserNotRun, openInBrowser } from './browser-face.ts';
import { call } from './core-call.ts';
import { desktopNotRun, openInWindow } from './desktop-face.ts';
import { filesHolding, heldOpen } from './disk-traces.ts';
import type { Running } from './running.ts';

const patience = { timeout: 60_000 };
const recordings = join(root, 'test', 'fixtures', 'recordings');

/** A WAVE file of 8 bits, 8,000 a second: RIFF, `fmt `, `data`. */
function wave(samples: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  for (const [value, at, length] of [
    [16, 16, 4],
    [1, 20, 2],
    [1, 22, 2],
    [8_000, 24, 4],
    [8_000, 28, 4],
    [1, 32, 2],
    [8, 34, 2],
  ] as const)
    head.writeUIntLE(value, at, length);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** A minute of noise that exists nowhere else, and a piece of it from far behind. */
function noise(): { wav: Buffer; needle: Buffer } {
  const samples = randomBytes(480_000);
  const at = Math.floor(samples.length * 0.81);
  return { wav: wave(samples), needle: samples.subarray(at, at + 64) };
}

type Media = {
  currentTime: number;
  readonly duration: number;
  readonly paused: boolean;
  readonly muted: boolean;
  readonly seeking: boolean;
  readonly videoWidth: number;
  readonly readyState: number;
  play(): Promise<void>;
  pause(): void;
};

const faces = [
  { face: 'the browser on this computer', open: openInBrowser, notRun: browserNotRun },
  { face: 'the desktop window', open: openInWindow, notRun: desktopNotRun },
];

describe.each(faces)('recordings in $face', ({ open, notRun }) => {
  if (notRun !== null) {
    test.skipIf(!process.env.CI)(`were not played: ${notRun}`, () => {
      throw new Error(String(notRun));
    });
    return;
  }

  const { wav, needle } = noise();
  const played = ['clip.mp4', 'clip.mov', 'clip.webm', 'note.opus', 'note.mp3', 'note.m4a'];
  let running: Running;
  let card: string;

  beforeAll(async () => {
    running = await open();
    const { page, folder } = running;
    // The browser is led from the one-time address to the page.
    await page.getByRole('tab', { name: words.welcome.create.tab }).waitFor(patience);
    card = join(folder, 'card');
    mkdirSync(card);
    writeFileSync(join(card, 'noise.wav'), wav);
    // More than a player takes at once.
    writeFileSync(join(card, 'hour.wav'), wave(Buffer.alloc(48_000_000, 0x80)));
    writeFileSync(join(card, 'account.txt'), 'سمعت طائرتين\n');
    for (const name of [...played, 'clip.3gp']) writeFileSync(join(card, name), readFileSync(join(recordings, name)));
    const path = join(folder, 'field.sanad');
    const passphrase = 'otter lantern gravel tomorrow';
    await call(page, 'vault.create', { path, operator: 'op-1', passphrase, recipients: [], training: true });
    await call(page, 'import.start', { sources: [{ kind: 'path', path: card }], job: 'card' });
    await page.reload();
  });
  afterAll(() => running.close());

  const media = <T>(read: (element: Media) => T | Promise<T>): Promise<T> =>
    running.page.locator('video').evaluate(read as never);
  const button = (name: string) => running.page.getByRole('button', { name, exact: true });

  async function openItem(name: string): Promise<void> {
    const { page } = running;
    await page
      .getByRole('navigation', { name: words.shell.navigation })
      .getByRole('button', { name: words.shell.items })
      .click();
    await page
      .getByLabel(words.items.gallery)
      .getByRole('button', { name: new RegExp(`^${name.replace('.', '\\.')}`) })
      .dblclick(patience);
    await page.getByRole('heading', { name }).first().waitFor(patience);
  }

  /** Some builds of Chromium come without the codecs that are patented. */
  const lacksCodecs = (name: string): Promise<boolean> =>
    running.page.evaluate((asked) => {
      const { document } = globalThis as unknown as {
        document: { createElement(name: string): { canPlayType(type: string): string } };
      };
      const patented = /\.(mp4|mov|m4a)$/.test(asked);
      const type = 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"';
      return patented && document.createElement('video').canPlayType(type) === '';
    }, name);

  test.each([...played, 'noise.wav'])(
    '%s: stands still and silent until asked, then plays on from four fifths of it',
    async (name) => {
      await openItem(name);
      if (await lacksCodecs(name)) return running.page.getByText(words.play.unplayable).waitFor(patience);
      await expect.poll(() => media(({ readyState }) => readyState), patience).toBeGreaterThan(0);
      const before = await media(({ paused, muted, duration, videoWidth }) => ({
        paused,
        muted,
        duration,
        videoWidth,
      }));
      expect([before.paused, before.muted, before.videoWidth > 0]).toEqual([true, true, name.startsWith('clip')]);
      const place = before.duration * 0.8;
      const slider = running.page.getByRole('slider', { name: words.play.position });
      await media((element) => {
        element.currentTime = element.duration * 0.8;
      });
      await expect.poll(() => media(({ seeking, readyState }) => !seeking && readyState >= 2), patience).toBe(true);
      await button(words.play.play).click();
      await expect.poll(() => media(({ currentTime }) => currentTime), patience).toBeGreaterThan(place + 0.2);
      await button(words.play.unmute).click();
      expect(await media(({ muted }) => muted)).toBe(false);
      expect(Number(await slider.inputValue())).toBeGreaterThan(0);
    },
  );

  test('what was played is nowhere on the disk but where it came from', async () => {
    await openItem('noise.wav');
    await media((element) => {
      element.currentTime = element.duration * 0.8;
    });
    await button(words.play.play).click();
    await expect.poll(() => media(({ currentTime }) => currentTime), patience).toBeGreaterThan(48.5);
    expect(filesHolding(needle, [running.folder])).toEqual([join(card, 'noise.wav')]);
  });

  test('the keyboard does what the buttons do', async () => {
    await openItem('clip.webm');
    await expect.poll(() => media(({ readyState }) => readyState), patience).toBeGreaterThan(1);
    const { keyboard } = running.page;
    await running.page.locator('video').focus();
    await keyboard.press('ArrowRight');
    await expect.poll(() => media(({ currentTime }) => currentTime), patience).toBeCloseTo(5, 0);
    await keyboard.press('.');
    await expect.poll(() => media(({ currentTime }) => currentTime), patience).toBeCloseTo(5.04, 2);
    await keyboard.press('m');
    expect(await media(({ muted }) => muted)).toBe(false);
    await keyboard.press(' ');
    await expect.poll(() => media(({ paused }) => paused), patience).toBe(false);
    await keyboard.press('k');
    await expect.poll(() => media(({ paused }) => paused), patience).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('files behind what was played are let go of (seen on Linux)', async () => {
    const held = () => heldOpen(join(running.folder, 'field.sanad', 'objects'));
    let most = 0;
    await openItem('hour.wav');
    await expect.poll(() => media(({ readyState }) => readyState), patience).toBeGreaterThan(0);
    for (let seek = 1; seek <= 12; seek += 1) {
      await media((element) => {
        element.currentTime = (element.currentTime + element.duration * 0.37) % element.duration;
      });
      await expect.poll(() => media(({ seeking }) => seeking), patience).toBe(false);
      most = Math.max(most, held().length);
    }
    // What plays is read on from where it was sought to, so that at some time a file is seen open: the look itself works.
    await media((element) => element.play());
    await expect.poll(() => Math.max(most, held().length), patience).toBeGreaterThan(0);
    await media((element) => element.pause());
    await expect.poll(() => held().length, patience).toBeLessThan(3);
    await running.page.keyboard.press('Escape');
    await running.page.getByLabel(words.items.gallery).waitFor(patience);
    await expect.poll(held, patience).toEqual([]);
  });

  test('what the window can’t play is said, with the reason', async () => {
    await openItem('clip.3gp');
    await running.page.getByText(words.play.unplayable).waitFor(patience);
    expect(await running.page.locator('video').count()).toBe(0);
  });

  test('a text is shown as text', async () => {
    await openItem('account.txt');
    await running.page.getByText('سمعت طائرتين').waitFor(patience);
  });

  // Before the lock: what is refused after it is complained about, and should be.
  test('the page complained about nothing', () => expect(running.complaints).toEqual([]));

  test('locking takes the player away, and nothing more is given', async () => {
    await openItem('noise.wav');
    await button(words.play.play).click();
    await expect.poll(() => media(({ paused }) => paused), patience).toBe(false);
    const address = await running.page
      .locator('video')
      .evaluate((element) => (element as unknown as { src: string }).src);
    await running.page.keyboard.press('Control+l');
    await running.page.getByText(words.welcome.locked).waitFor(patience);
    expect(await running.page.locator('video').count()).toBe(0);
    const status = await running.page.evaluate(async (src) => (await fetch(src)).status, address);
    expect(status).toBe(403);
  });
});
