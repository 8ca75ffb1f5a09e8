import type { Page } from 'playwright-core';
import { en as words } from '../../shared/locales/en.ts';

/** The app in front of a person, whichever face it shows: what a journey needs and nothing more. */
export interface Running {
  readonly face: 'browser' | 'desktop';
  readonly page: Page;
  /** A folder of this run's own, removed at the end. */
  readonly folder: string;
  /** Everything that the page complained about so far: refused loads, errors, unhandled rejections. */
  readonly complaints: readonly string[];
  /** Makes the next "choose files" give these, in the page's own dialog or the system's. */
  choose(files: readonly string[], open: () => Promise<void>): Promise<void>;
  /** Does what saves a small file, and gives the path that it was saved under. */
  saved(open: () => Promise<void>): Promise<string>;
  /** Has the bundle that is ready to be written end up at this path, as this face does it. */
  takeBundle(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a vault from the door on, as its operator does. What then appears is for the caller to wait for. */
export async function enter(page: Page, path: string, passphrase: string): Promise<void> {
  await page.getByLabel(words.welcome.folder, { exact: true }).fill(path);
  await page.getByLabel(words.welcome.passphrase, { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: words.welcome.open.submit, exact: true }).click();
}

/** Notes what a page complains about. A journey that works while the console fills with refusals does not work. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** `null` when the journeys can run; otherwise why not, for the name of a test that says so. */
export type NotRun = string | null;
