import { afterAll, beforeAll, describe, test } from 'vitest';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { exchange } from './exchange.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`the exchange in the browser was not run: ${browserNotRun}`, () => {
    throw new Error(String(browserNotRun));
  });
}

describe.skipIf(browserNotRun !== null)('a countersignature, asked for and given in the browser', () => {
  let running: InBrowser;
  beforeAll(async () => {
    running = await openInBrowser();
  });
  afterAll(() => running?.close());

  exchange(() => running);
});
