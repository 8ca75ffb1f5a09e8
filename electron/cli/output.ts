import type { CoreEvent } from '../../shared/contract.ts';
import { en } from '../../shared/locales/en.ts';

/** What a command prints: its result as JSON for machines, or lines for people. Nothing else goes to standard output. */
export interface Output {
  readonly json: boolean;
  result(value: unknown, lines: readonly string[]): void;
}

export function outputFor(json: boolean): Output {
  return {
    json,
    result(value, lines) {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
      else for (const line of lines) process.stdout.write(`${forTerminal(line)}\n`);
    },
  };
}

/**
 * Control, format and bidirectional characters from files and bundles must not reach a terminal: they move the cursor,
 * change its title or reorder a line. Shown as their code points.
 */
export function forTerminal(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return character === '\t' ? ' ' : `\\u{${code.toString(16)}}`;
  });
}

/** `1 item`, `2 items`: for what the command line says in English alone. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export function bytesInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Hexadecimal in groups of four, as it is read out. */
export const grouped = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

const barWidth = 24;

/** A line that follows the work on a terminal; nothing at all where there is none. */
export function progressOn(stream: NodeJS.WriteStream): (event: CoreEvent) => void {
  if (!stream.isTTY) return () => {};
  return (event) => {
    if (event.event !== 'progress') return;
    if (event.phase === 'done') {
      stream.write('\r\u001b[2K');
      return;
    }
    const share =
      event.bytesTotal > 0 ? event.bytesDone / event.bytesTotal : event.total > 0 ? event.done / event.total : 0;
    const filled = Math.round(Math.min(1, share) * barWidth);
    const left = event.secondsLeft === null ? '' : `  ${Math.ceil(event.secondsLeft)} s left`;
    const current = event.current === null ? '' : `  ${forTerminal(event.current)}`;
    const count = event.kind === 'open' ? `  ${en.welcome.making}` : ` ${event.done}/${event.total}`;
    const bytes = event.bytesTotal > 0 ? `  ${bytesInWords(event.bytesDone)} of ${bytesInWords(event.bytesTotal)}` : '';
    const line = `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]${count}${bytes}${left}${current}`;
    stream.write(`\r\u001b[2K${line.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  };
}
