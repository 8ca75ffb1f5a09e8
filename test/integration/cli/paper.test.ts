/** What a checkpoint gives out on the command line, and what comes back: pages, codes, pictures. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HeldCheckpoint } from '../../../shared/contract/checkpoint.ts';
import type { CheckpointView } from '../../../shared/contract.ts';
import type { VerificationReport } from '../../../shared/model/report.ts';
import { hasZbar, readByZbar } from '../../fixtures/codes.ts';
import { sanad, sanadJson } from '../../fixtures/sanad.ts';
import { passphrase, temporaryVault } from '../../fixtures/vault.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', 'assets', 'training', 'pictures');

let folder = '';
let env: Record<string, string> = {};
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  const made = await temporaryVault();
  await made.vault.close();
  folder = dirname(made.path);
  await writeFile(at('passphrase'), `${passphrase}\n`);
  env = { SANAD_PASSPHRASE_FILE: at('passphrase') };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compared(...args: string[]): Promise<{ status: number | null; answer: HeldCheckpoint }> {
  const { status, out, err } = await sanad(['compare', at('field.sanad'), ...args, '--json'], env);
  if (out === '') throw new Error(err);
  return { status, answer: JSON.parse(out) as HeldCheckpoint };
}

describe('a checkpoint on paper', { concurrent: false }, () => {
  let made: CheckpointView;

  test('is written as a page, in the language that is asked for, and as a code', async () => {
    const checkpoint = ['checkpoint', at('field.sanad')];
    made = await sanadJson([...checkpoint, '--page', at('page.html'), '--language', 'ar', '--qr', at('code.png')], env);
    expect(made).toMatchObject({ page: at('page.html'), qr: at('code.png') });
    expect(await readFile(at('page.html'), 'utf8')).toContain('<html lang="ar" dir="rtl">');
    const png = await readFile(at('code.png'));
    // Upright, on white, with its quiet zone: any decoder takes it.
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 616, height: 616 });
    if (hasZbar()) expect(readByZbar(png).toString('utf8')).toBe(made.note);

    await sanadJson([...checkpoint, '--size', String(made.size), '--qr', at('code.svg')], env);
    const drawn = await sharp(await readFile(at('code.svg')))
      .greyscale()
      .raw()
      .toBuffer();
    expect(drawn.equals(await sharp(png).resize(308, 308, { kernel: 'nearest' }).greyscale().raw().toBuffer())).toBe(
      true,
    );
  });

  test('is never written over something that is there, nor as a kind of file that nobody knows', async () => {
    const again = await sanad(['checkpoint', at('field.sanad'), '--page', at('page.html'), '--json'], env);
    expect(again.status).toBe(2);
    expect(JSON.parse(again.out)).toMatchObject({ fault: { code: 'EXPORT_TARGET_EXISTS' } });
    expect((await sanad(['checkpoint', at('field.sanad'), '--qr', at('code.bmp')], env)).status).toBe(2);
  });

  test('is drawn on the terminal, where another reader takes it', async () => {
    const { status, out } = await sanad(['checkpoint', at('field.sanad'), '--qr', '-'], env);
    expect(status).toBe(0);
    const lines = out.split('\n').slice(0, 39);
    expect(new Set(lines.map((line) => [...line].length))).toEqual(new Set([77]));
    if (hasZbar()) expect(readByZbar(await photographed(lines)).toString('utf8')).toBe(made.note);
  });

  test('comes back as a picture, a file and a code, and agrees', async () => {
    const [first = ''] = await readdir(pictures);
    await sanadJson(['import', at('field.sanad'), join(pictures, first)], env);
    await writeFile(at('note.txt'), made.note);
    for (const brought of [[at('code.png')], [at('note.txt')], ['--code', made.spoken.toLowerCase()]]) {
      expect(await compared(...brought)).toMatchObject({
        status: 0,
        answer: { standing: { outcome: 'earlier', size: made.size } },
      });
    }
    const verified = await sanad(['verify', at('field.sanad'), '--note', at('code.png'), '--json'], env);
    const report = JSON.parse(verified.out) as VerificationReport;
    expect([verified.status, report.vouched]).toEqual([0, made.size]);
  });

  test('is told apart from what does not agree, and a slip is said with its place', async () => {
    const lines = made.note.split('\n');
    lines[2] = Buffer.alloc(32, 1).toString('base64');
    await writeFile(at('false.txt'), lines.join('\n'));
    expect(await compared(at('false.txt'))).toMatchObject({
      status: 1,
      answer: { standing: { outcome: 'contradicts' } },
    });
    const slip = await sanad(
      ['compare', at('field.sanad'), '--code', `${made.spoken.slice(0, 9)}U${made.spoken.slice(10)}`],
      env,
    );
    expect([slip.status, slip.err]).toEqual([2, expect.stringContaining('Character 10 is “U”. No code has it.')]);
    expect((await sanad(['compare', at('field.sanad'), join(pictures, 'IMG_0401.JPG')], env)).err).toContain(
      'No QR code was found',
    );
    expect((await sanad(['compare', at('field.sanad')], env)).status).toBe(2);
  });
});

/** The half blocks of a terminal as a picture. */
async function photographed(lines: readonly string[]): Promise<Buffer> {
  const scale = 4;
  const width = 77 * scale;
  const pixels = Buffer.alloc(width * lines.length * 2 * scale, 255);
  for (const [row, line] of lines.entries()) {
    for (const [column, block] of [...line].entries()) {
      for (const half of [0, 1]) {
        if (!(half === 0 ? '▀█' : '▄█').includes(block)) continue;
        for (let y = 0; y < scale; y++) {
          const start = ((row * 2 + half) * scale + y) * width + column * scale;
          pixels.fill(0, start, start + scale);
        }
      }
    }
  }
  return sharp(pixels, { raw: { width, height: lines.length * 2 * scale, channels: 1 } })
    .png()
    .toBuffer();
}
