import type { IncidentFields } from './incident.ts';
import type { RecordId } from './records.ts';

/** Whether a place says anything of where. */
export const isSaid = ({ name, point, area }: IncidentFields['place']): boolean =>
  name !== '' || point !== null || area !== undefined;

/** What an incident's context is asked for with: every place and facility that it names, and when it was as a whole. */
export function contextAsked(id: RecordId | null, { when, place, impacts, facility }: IncidentFields) {
  const places = [place, ...impacts.flatMap((impact) => impact.place ?? [])].filter(isSaid);
  return {
    id,
    when: when.edtf || (impacts.find((impact) => impact.when.edtf !== '')?.when.edtf ?? ''),
    places,
    facilities: [...new Set(impacts.flatMap((impact) => impact.facility ?? []))],
    facility,
  };
}

/** What cases near one in time and place are asked for with. */
export function neighboursAsked(id: RecordId | null, fields: IncidentFields) {
  const { places, facilities } = contextAsked(id, fields);
  const when = [fields.when.edtf, ...fields.impacts.map((impact) => impact.when.edtf)].filter((edtf) => edtf !== '');
  return { id, when, places, facilities };
}
