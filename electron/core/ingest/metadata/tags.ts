/**
 * Raw tags between the parsers and the derivation. A name is ExifTool's `Group:Tag`; numbers are as stored (rationals
 * divided), text without its padding, bytes as they are.
 */
export type RawValue = string | readonly number[] | Uint8Array;
export type RawTag = { readonly name: string; readonly value: RawValue };

/** The first tag of each name: what derivation looks at. */
export type RawTags = ReadonlyMap<string, RawValue>;

export function byName(tags: readonly RawTag[]): RawTags {
  const map = new Map<string, RawValue>();
  for (const { name, value } of tags) if (!map.has(name)) map.set(name, value);
  return map;
}

export const textOf = (value: RawValue | undefined): string | null => (typeof value === 'string' ? value : null);

export function numbersOf(value: RawValue | undefined): readonly number[] | null {
  if (value === undefined || typeof value === 'string') return null;
  return value instanceof Uint8Array ? [...value.subarray(0, 64)] : value;
}

export function numberOf(value: RawValue | undefined): number | null {
  const numbers = numbersOf(value);
  return numbers?.length === 1 ? (numbers[0] ?? null) : null;
}

/** As `exiftool -n` writes numbers: ten significant digits, `undef` for 0/0, `inf` for n/0. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'undef';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(Number(value.toPrecision(10)));
}

/** Canonical JSON has no lone surrogates; one that a file or a cut left behind becomes U+FFFD. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** What a table has for a name that stands in a file, which may be one that every object inherits, such as `constructor`. */
export const listed = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
