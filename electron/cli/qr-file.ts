import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { type QrLevel, qrLines, qrModules, qrSvg } from '../../shared/paper/qr.ts';
import { qrPng } from '../core/paper/png.ts';
import { writeNew } from './new-file.ts';

/** For options that name where a QR code goes: a file whose name says of which kind, or `-` for the terminal. */
export function qrTarget(text: string): string {
  if (text !== '-' && !['.svg', '.png'].includes(extname(text).toLowerCase()))
    throw new InvalidArgumentError('A name that ends in .svg or .png is needed, or - for the terminal.');
  return text;
}

/** Draws a QR code of exact bytes there. Throws EXPORT_TARGET_EXISTS, EXPORT_TARGET_UNWRITABLE. */
export async function writeQr(
  target: string,
  bytes: Uint8Array,
  { name, level = 'medium', json }: { name: string; level?: QrLevel; json: boolean },
): Promise<void> {
  const modules = qrModules(bytes, level);
  if (target === '-') {
    // The one line of JSON is all that goes to standard output.
    const stream = json ? process.stderr : process.stdout;
    stream.write(onTerminal(qrLines(modules), stream.isTTY === true));
  } else await writeNew(target, extname(target).toLowerCase() === '.svg' ? qrSvg(modules, name) : qrPng(modules));
}

/** Black on white (colours 16 and 231 of ECMA-48 extended by xterm) whatever the terminal's own are: a camera wants dark on light. */
const onTerminal = (lines: readonly string[], colours: boolean): string =>
  lines.map((line) => (colours ? `\u001b[38;5;16;48;5;231m${line}\u001b[0m\n` : `${line}\n`)).join('');
