import { readFile } from 'node:fs/promises';
import { brokenField } from '../../shared/broken-rule.ts';
import { Fault } from '../../shared/faults.ts';

/**
 * The JSON that a file holds, whatever it is: schemas check it at the boundary. `field`: what the file was given for. Throws
 * SOURCE_NOT_FOUND, FIELD_INVALID.
 */
export async function jsonFrom(path: string, field = 'from'): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('FIELD_INVALID', { field, rule: 'form', expected: 'JSON', value: '' }, { cause });
  }
}

/** An object of it. Throws as `jsonFrom`, FIELD_INVALID where it is none. */
export async function jsonObjectFrom(path: string, field = 'from'): Promise<Record<string, unknown>> {
  const value = await jsonFrom(path, field);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw brokenField(field, 'form', 'an object', '');
}

type Said = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One statement in several fields: another place, another sender is said whole. */
const wholes: ReadonlySet<string> = new Set(['place', 'point', 'sender', 'clock', 'count', 'machine']);

/**
 * What a file says in place of what stood there; of a group of fields only those that it names: whoever adds a source to the context of a case
 * doesn't take out who held the area. Schemas check it at the boundary.
 */
export function laidOver<Before extends object>(before: Before, said: Said): Before & Said {
  const stood = before as Said;
  const groups = Object.entries(said).map(([name, value]) => {
    const was = stood[name];
    return [name, isGroup(was) && isGroup(value) && !wholes.has(name) ? { ...was, ...value } : value] as const;
  });
  return { ...before, ...Object.fromEntries(groups) };
}
