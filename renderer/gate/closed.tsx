import { Fault } from '../../shared/faults.ts';
import type { Thing } from '../../shared/model/persons.ts';
import { GateSection } from './gate-section.tsx';

/** What people can do about a thing that is closed; nothing where it failed for another reason. */
export function ClosedHere({ on, error }: { on: Thing; error: unknown }) {
  return error instanceof Fault && error.code === 'RECORD_CLOSED' ? <GateSection on={on} /> : null;
}
