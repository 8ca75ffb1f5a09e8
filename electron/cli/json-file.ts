import { readFile } from 'node:fs/promises';
import { Fault } from '../../shared/faults.ts';

/** The JSON that a file holds, whatever it is: schemas check it at the boundary. Throws SOURCE_NOT_FOUND, FIELD_INVALID. */
export async function jsonFrom(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Fault('SOURCE_NOT_FOUND', {}, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault('FIELD_INVALID', { field: 'from', rule: 'form', expected: 'JSON', value: '' }, { cause });
  }
}
