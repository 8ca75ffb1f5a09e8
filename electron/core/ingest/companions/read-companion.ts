import { companionText, linesOf } from './companion-text.ts';
import { readHashList } from './hash-list.ts';
import type { CompanionReading } from './reading.ts';

/** The readers, each of which knows its own form by content and answers `null` for all others. */
type Reader = (text: string, lines: readonly string[]) => CompanionReading | null;

const readers: readonly Reader[] = [(_text, lines) => readHashList(lines)];

/** What a text is to the files beside it; `null` for a text that is no companion. Runs in the media worker alone. */
export function readCompanion(bytes: Uint8Array): CompanionReading | null {
  const text = companionText(bytes);
  const lines = linesOf(text);
  for (const reader of readers) {
    const reading = reader(text, lines);
    if (reading !== null) return reading;
  }
  return null;
}
