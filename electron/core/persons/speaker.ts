import type { Json } from '../../../shared/ledger/canonical.ts';
import { involvements } from '../../../shared/model/persons.ts';
import type { RecordId } from '../../../shared/model/records.ts';

/** Ways in which something holds what a person themselves said. */
const speaking = involvements.filter((way) => way === 'told by' || way === 'heard');

/** Whoever speaks in what an involvement is about; null where it says that they don't, or was ended. */
export function speakerOf({ ended, person, as }: Readonly<Record<string, Json>>): RecordId | null {
  const speaks = Array.isArray(as) && speaking.some((way) => as.includes(way));
  return speaks && ended !== true && typeof person === 'string' ? person : null;
}
