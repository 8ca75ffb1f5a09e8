/** Public age keys, one on each line. Only their look is checked here; core reads them. */
export const keysIn = (text: string): string[] => text.split(/\s+/).filter((key) => key !== '');

/** The first that can't be one, `null` when all could be. */
export const wrongKey = (text: string): string | null =>
  keysIn(text).find((key) => !/^age1[0-9a-z]{20,}$/.test(key)) ?? null;
