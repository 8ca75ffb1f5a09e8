/**
 * Companions are text. Programs on Windows write UTF-16 and byte order marks; what is in none of these encodings is read byte by byte, so
 * that the names in ASCII are still found.
 */
export function companionText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Lines ended by LF, CR LF or CR; the last may go without. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);
