import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserNotRun, canTrace, type InBrowser, openInBrowser } from './browser-face.ts';
import { journey } from './journey.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`the browser journey was not run: ${browserNotRun}`, () => {
    throw new Error(String(browserNotRun));
  });
}

describe.skipIf(browserNotRun !== null)('the browser on this computer', () => {
  let running: InBrowser;
  beforeAll(async () => {
    running = await openInBrowser();
  });
  afterAll(() => running.close());

  test('is led from the one-time address to the app', async () => {
    await running.page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
    expect(await running.page.title()).toBe('Sanad');
  });

  test('keeps the session out of reach of scripts', async () => {
    expect(await running.page.evaluate('document.cookie')).toBe('');
  });

  describe('a documenter’s way', () => journey(() => running));

  test('asked nobody but the host', () => {
    expect(running.asked.length).toBeGreaterThan(0);
    expect(
      running.asked.filter((address) => !address.startsWith(running.origin) && !address.startsWith('blob:')),
    ).toEqual([]);
  });

  test('the host ends as it is asked to', async () => {
    expect(await running.endHost()).toBe(0);
  });

  const traced = canTrace ? '' : ' (not run: strace is not installed)';
  test.skipIf(!canTrace && !process.env.CI)(`the host listened on 127.0.0.1 and connected nowhere${traced}`, () => {
    expect(running.reachedFor().map((line) => line.replace(/^\d+\s+/, ''))).toEqual([
      expect.stringMatching(
        /^bind\(\d+, \{sa_family=AF_INET, sin_port=htons\(0\), sin_addr=inet_addr\("127\.0\.0\.1"\)/,
      ),
    ]);
  });
});
