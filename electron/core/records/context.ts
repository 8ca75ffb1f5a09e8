import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { daySpan } from '../../../shared/model/day-span.ts';
import { during, type Lying, lies, order } from '../../../shared/model/meeting.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import { fieldsOf } from './kinds.ts';
import type { RecordState } from './merging.ts';
import { recordsAround } from './recording.ts';
import { recordSubject } from './subjects.ts';

/**
 * What may belong to an incident, proposed by time and place: agreements that were in force, and earlier attacks on the same facility. A
 * person chooses; nothing is entered by itself, and each proposal says what it rests on.
 */

type Asked = CallRequest<'incident.context'>;
type Found = CallOutput<'incident.context'>;

export const contextOf = (vault: OpenVault, asked: Asked): Found => ({
  agreements: agreementsDuring(vault, asked),
  earlier: attacksBefore(vault, asked),
});

/** The stronger of what several places say: one inside is enough, and only if all are outside is it outside. */
const strength: readonly Lying[] = ['inside', 'named', 'unknown', 'outside'];

function agreementsDuring(vault: OpenVault, { when, places }: Asked): Found['agreements'] {
  const event = daySpan(when);
  return recordsAround(vault, 'agreement', event).flatMap(({ id, state }): Found['agreements'] => {
    const { title, category, begins, ends, areas } = fieldsOf('agreement', state);
    const time = during(event, daySpan(begins.edtf), daySpan(ends.edtf));
    if (time === 'apart') return [];
    const lying = areas.flatMap((area) => places.map((place) => lies(place, area)));
    const where = areas.length === 0 ? 'anywhere' : (strength.find((each) => lying.includes(each)) ?? 'unknown');
    return where === 'outside' ? [] : [{ id, title, category, time, where, begins: begins.edtf, ends: ends.edtf }];
  });
}

type Row = { id: RecordId; title: string; fields: string; because: 'same facility' | 'same name' };

/** Incidents at one of these facilities, or at one that is called the same. */
function attacksBefore({ db }: OpenVault, { id, when, facilities, facility }: Asked): Found['earlier'] {
  const rows = db
    .prepare(
      `SELECT id, title, fields, min(because) AS because FROM (
         SELECT source AS attack, 'same facility' AS because FROM reference
           WHERE target IN (SELECT value FROM json_each(:facilities))
         UNION ALL
         SELECT substr(source, 8), 'same facility' FROM link
           WHERE target IN (SELECT :prefix || value FROM json_each(:facilities)) AND removed = 0
         UNION ALL
         SELECT substr(subject, 8), 'same name' FROM findable JOIN findable_facet USING (number)
           WHERE kind = 'incident' AND facet = 'called' AND value = :facility
       ) JOIN record ON record.id = attack AND record.kind = 'incident'
       WHERE id <> :id GROUP BY id ORDER BY first_day IS NULL, first_day, first`,
    )
    .all({
      id: id ?? '',
      facilities: JSON.stringify(facilities),
      facility: facility.trim(),
      prefix: recordSubject(''),
    }) as Row[];
  const event = daySpan(when);
  return rows.flatMap((row): Found['earlier'] => {
    const fields = fieldsOf('incident', JSON.parse(row.fields) as RecordState);
    const came = order(daySpan(fields.when.edtf), event);
    const { id: other, title, because } = row;
    return came === 'after' ? [] : [{ id: other, title, when: fields.when.edtf, because, order: came }];
  });
}
