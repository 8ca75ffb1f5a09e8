import { mostStatedTags } from '../../../../shared/model/companions.ts';

export type JsonObject = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a text is; `null` for a text that is none, and for JSON that is no object. */
export function jsonObject(text: string): JsonObject | null {
  if (!/^\s{0,100}\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export const textAt = (object: JsonObject, name: string): string | null => {
  const value = object[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
};

const deepest = 6;

/** Every plain value with the way to it, `geoData.latitude`: as many as are kept. */
export function* plainValues(object: JsonObject): Generator<[name: string, value: string]> {
  const waiting: [name: string, value: unknown, depth: number][] = Object.entries(object).map(([name, value]) => [
    name,
    value,
    1,
  ]);
  let given = 0;
  for (let next = waiting.shift(); next !== undefined && given < mostStatedTags; next = waiting.shift()) {
    const [name, value, depth] = next;
    if (typeof value === 'object' && value !== null) {
      if (depth < deepest)
        waiting.unshift(
          ...Object.entries(value)
            .slice(0, mostStatedTags)
            .map(([part, below]) => [`${name}.${part}`, below, depth + 1] as [string, unknown, number]),
        );
      continue;
    }
    if (value === null || value === undefined || value === '') continue;
    given += 1;
    yield [name, String(value)];
  }
}
