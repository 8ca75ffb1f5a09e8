import { brokenField } from '../../../shared/broken-rule.ts';
import { Fault } from '../../../shared/faults.ts';

/**
 * Reads what a field names. What was never there is a mistake in that field, told with its value: throws FIELD_INVALID for it; what is closed
 * or erased throws what it throws anywhere.
 *
 * @param kind what the field must name: a kind of record, `record` for any, or `item`
 */
export function namedBy<T>(field: string, kind: string, id: string | number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault && error.code === 'RECORD_NOT_FOUND')
      throw brokenField(field, 'unknown record', kind, id);
    throw error;
  }
}
