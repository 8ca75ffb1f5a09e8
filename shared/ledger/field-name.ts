/** The name of a field of an entry, such as `derived.captured` or `account.2`. */
export type FieldName = string & { readonly brand: 'FieldName' };

/** The name under which an entry's list of fields is disclosed; no field is called this. */
export const BODY = 'body';

const pattern = /^[a-z][a-z0-9]*(\.[a-z0-9]+)*$/;

/** `[a-z][a-z0-9]*(\.[a-z0-9]+)*`, at most 64 bytes, not `body`. Names are ASCII, so a character is a byte. */
export function isFieldName(text: string): text is FieldName {
  if (recognised.has(text)) return true;
  const isName = text.length <= 64 && text !== BODY && pattern.test(text);
  if (isName && recognised.size < 1_000) recognised.add(text);
  return isName;
}

/** A ledger has millions of fields and few names for them. */
const recognised = new Set<string>();

/**
 * Whether any of the names, which must be sorted, is a dotted prefix of another (`place` of `place.position`): then a reader
 * that nests by dots would have two values in one place. The dot sorts before letters and digits, so that a name's first
 * continuation, if there is one, follows it at once.
 */
export function hasDottedPrefix(sortedNames: readonly string[]): boolean {
  return sortedNames.some((name, i) => i > 0 && name.startsWith(`${sortedNames[i - 1]}.`));
}
