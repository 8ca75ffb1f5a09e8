import { extname, resolve } from 'node:path';
import { Fault } from '../../shared/faults.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { noblePrimitives } from '../../shared/ledger/primitives-noble.ts';
import { splitForCodes } from '../../shared/paper/parts.ts';
import type { Engine } from '../core/engine.ts';
import { writeQr } from './qr-file.ts';

/**
 * What somebody carried here: one text file, or the pictures of its QR codes in any order. Throws PARTS_MISSING with the numbers that
 * are, QR_SEVERAL (texts of two kinds), and what `carried.read` throws.
 */
export async function carriedText(engine: Engine, files: readonly string[]): Promise<string> {
  let parts: string[] = [];
  let missing = '';
  let whole: string | null = null;
  for (const file of files) {
    const read = await engine.call('carried.read', { source: { kind: 'path', path: resolve(file) }, parts });
    if (read.state === 'whole') {
      if (whole !== null && whole !== read.text) throw new Fault('QR_SEVERAL');
      whole = read.text;
      continue;
    }
    parts = read.parts;
    missing = Array.from({ length: read.of }, (_none, index) => index + 1)
      .filter((number) => !read.have.includes(number))
      .join(', ');
  }
  if (whole === null) throw new Fault('PARTS_MISSING', { reason: missing });
  return whole;
}

/**
 * Draws a text as QR codes: one file, or `name-1.svg`, `name-2.svg` and so on where it takes several. Answers what was written, nothing
 * for the terminal. Throws CODES_TOO_MANY, EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE.
 */
export async function writeCodes(
  target: string,
  text: string,
  { name, json }: { name: string; json: boolean },
): Promise<string[]> {
  const codes = splitForCodes(noblePrimitives, encodeUtf8(text));
  if (codes === null) throw new Fault('CODES_TOO_MANY');
  const end = extname(target);
  const files = codes.map((_code, index) =>
    codes.length === 1 || target === '-' ? target : `${target.slice(0, -end.length)}-${index + 1}${end}`,
  );
  for (const [index, code] of codes.entries()) {
    await writeQr(files[index] as string, code, { name, level: 'low', json });
  }
  return target === '-' ? [] : files.map((file) => resolve(file));
}

/** What was drawn, for people: a text that takes several codes is nowhere under the name that was given. */
export const codeLines = (files: readonly string[]): string[] => files.map((file) => `QR    ${file}`);
