/** Times that others vouch for, through the window: asked for, answered by an authority, judged, and shown beside every entry. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';
import { TimeStampAuthority, timeStamping, withoutOpenssl } from '../fixtures/time-stamp-authority.ts';
import { archiveItem, makeVault, passphrase } from '../fixtures/vault.ts';
import { browserNotRun, type InBrowser, openInBrowser } from './browser-face.ts';
import { enter } from './running.ts';

if (browserNotRun !== null) {
  test.skipIf(!process.env.CI)(`times were not asked for in the browser: ${browserNotRun}`, () => {
    throw new Error(browserNotRun ?? '');
  });
}

describe.skipIf(browserNotRun !== null || withoutOpenssl)('times that others vouch for (needs openssl)', () => {
  let face: InBrowser;
  let path: string;
  let tsa: TimeStampAuthority;

  beforeAll(async () => {
    face = await openInBrowser();
    tsa = new TimeStampAuthority();
    path = join(face.folder, 'anchored.sanad');
    const vault = await makeVault(path);
    await archiveItem(vault, 'a.jpg');
    await vault.close();
  });
  afterAll(async () => {
    tsa?.remove();
    await face?.close();
  });

  test('are asked for and brought back by file, and bound every entry', async () => {
    const { page, folder } = face;
    const { times } = en;
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    await enter(page, path, passphrase);
    await page.getByRole('navigation').getByRole('button', { name: en.shell.ledger }).click();
    await press(times.open);
    await page.getByText(times.none).waitFor();
    const download = page.waitForEvent('download');
    await press(times.authority);
    await (await download).saveAs(join(folder, 'checkpoint.tsq'));

    const root = tsa.root();
    const reply = tsa.reply(readFileSync(join(folder, 'checkpoint.tsq')), tsa.issue(root, timeStamping));
    writeFileSync(join(folder, 'reply.tsr'), reply);
    writeFileSync(join(folder, 'root.pem'), tsa.pem(root));
    await press(times.bringReply);
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('reply').setInputFiles(join(folder, 'checkpoint.tsq'));
    await dialog.getByRole('button', { name: times.record }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByTestId('reply').setInputFiles(join(folder, 'reply.tsr'));
    await dialog.getByTestId('roots').setInputFiles(join(folder, 'root.pem'));
    await dialog.getByRole('button', { name: times.record }).click();
    await dialog.locator('[data-state="confirmed"]').waitFor();
    await dialog.getByRole('button', { name: en.kit.close }).click();
    await page.locator('main [data-state="confirmed"]').waitFor();

    await press(en.kit.back);
    const bounded = page.getByText(
      /^It existed before .*:\d\d:\d\d UTC, because of entry 3 \(Training \d+ \(Training root\)\)\.$/,
    );
    await bounded.first().waitFor();
    expect(await bounded.count()).toBe(3);
    expect(face.complaints).toEqual([]);
  });
});
