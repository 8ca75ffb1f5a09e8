import type { IncidentFields } from './incident.ts';
import type { RecordId } from './records.ts';

/** What an incident's context is asked for with: every place and facility that it names, and when it was as a whole. */
export function contextAsked(id: RecordId | null, { when, place, impacts, facility }: IncidentFields) {
  const isSaid = (where: IncidentFields['place']) => where.name !== '' || where.point !== null;
  const places = [place, ...impacts.flatMap((impact) => impact.place ?? [])].filter(isSaid);
  return {
    id,
    when: when.edtf || (impacts.find((impact) => impact.when.edtf !== '')?.when.edtf ?? ''),
    places,
    facilities: [...new Set(impacts.flatMap((impact) => impact.facility ?? []))],
    facility,
  };
}
