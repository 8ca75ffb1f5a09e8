/** The page goes through a printer (Chromium's, to PDF) and a scanner (poppler's), and the code on it still holds the note. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createForkedWorkers } from '../../../electron/core/forked-workers.ts';
import { createMediaPool, type MediaPool } from '../../../electron/core/ingest/supervisor.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { findChromium } from '../../../electron/launch/chromium.js';
import { readNote } from '../../../shared/ledger/note.ts';
import { spokenCode } from '../../../shared/ledger/spoken.ts';
import { checkpointSheet, checkpointStyle } from '../../../shared/paper/checkpoint-sheet.ts';
import { sheetDocument } from '../../../shared/paper/sheet.ts';
import { hasZbar, readByZbar } from '../../fixtures/codes.ts';
import { exampleNote, sayOf } from '../../fixtures/paper.ts';

const program = findChromium();
const hasScanner = spawnSync('pdftoppm', ['-v']).error === undefined;
const notRun = program === null ? 'there is no Chromium here' : hasScanner ? '' : 'pdftoppm is not installed';

describe.skipIf(notRun !== '')(`the printed page${notRun === '' ? '' : ` (not run: ${notRun})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sanad-printed-'));
  let browser: Browser;
  let pool: MediaPool;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: program ?? '',
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-background-networking'],
    });
    pool = createMediaPool(createForkedWorkers());
  });
  afterAll(async () => {
    pool.close();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['en', 'ar'] as const)('in %s is one sheet, and its code is read by two readers', async (language) => {
    const spoken = spokenCode(primitives, readNote(new TextEncoder().encode(exampleNote)).text);
    const sheet = checkpointSheet(
      { note: exampleNote, spoken, at: '2016-04-28T06:02:11.042Z' },
      language,
      sayOf(language),
    );
    const file = join(folder, `${language}.html`);
    writeFileSync(file, sheetDocument(sheet, checkpointStyle));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    const pdf = join(folder, `${language}.pdf`);
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    await page.close();

    execFileSync('pdftoppm', ['-r', '100', '-png', pdf, join(folder, language)]);
    const scans = readdirSync(folder).filter((name) => name.startsWith(language) && name.endsWith('.png'));
    expect(scans).toHaveLength(1);
    const scan = readFileSync(join(folder, scans[0] ?? ''));
    // As scanners do: a little askew, grey paper, and a JPEG.
    const askew = await sharp(scan)
      .rotate(1.5, { background: '#ddd' })
      .modulate({ brightness: 0.85 })
      .jpeg({ quality: 60 })
      .toBuffer();
    const read = await pool.readCodes(new Uint8Array(askew), 'image/jpeg');
    expect(read).toEqual({ codes: [new TextEncoder().encode(exampleNote)] });
    if (hasZbar()) expect(readByZbar(scan).toString('utf8')).toBe(exampleNote);
    if (language === 'en') {
      const text = execFileSync('pdftotext', ['-layout', pdf, '-']).toString('utf8');
      expect(text).toContain('M1VR RXEF 4DF7 N0B7 VDMG 0ZZZ JV93');
    }
  });
});
