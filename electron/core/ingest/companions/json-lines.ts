import { linesOf } from './companion-text.ts';
import { type JsonObject, jsonObject } from './json-values.ts';

/** Characters of one line that is parsed: far above a message of either program. */
const longestLine = 1_000_000;

/**
 * The objects of a text that has one on each line (JSON Lines), `null` for a line that is none. Empty lines don't count. A text that
 * does not begin with an object gives nothing.
 */
export function* jsonLines(text: string): Generator<JsonObject | null> {
  let first = true;
  for (const line of linesOf(text)) {
    if (line.trim() === '') continue;
    const object = line.length > longestLine ? null : jsonObject(line);
    if (first && object === null) return;
    first = false;
    yield object;
  }
}
