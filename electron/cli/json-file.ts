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
