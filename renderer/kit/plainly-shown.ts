/**
 * Text from outside (a file's name, a bundle's words). Characters that draw nothing or change direction are shown by
 * number, so that a name can't pretend to be another, and the text keeps its own direction (UAX 9, isolates).
 */
export const plainlyShown = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, (found) =>
    // The joiners shape Arabic, Persian and Kurdish words and hide nothing.
    found === '\u200c' || found === '\u200d' || found === '\n'
      ? found
      : `⟨U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
