import type { Database } from 'better-sqlite3';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { consent, type RecordId } from '../../../shared/model/records.ts';
import { tiesOfItem } from '../recording/ties.ts';
import { Bearings, type GateKind, type GateRecord, gateKinds, type Surroundings } from './bearings.ts';

/** What bears on things, by the tables that screens read. */
export const bearingsIn = (db: Database): Bearings => new Bearings(gateRecordsIn(db), surroundingsIn(db));

type Row = { id: RecordId; kind: GateKind; head: number; fields: string };

export function gateRecordsIn(db: Database): GateRecord[] {
  const rows = db
    .prepare('SELECT id, kind, head, fields FROM record WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY first')
    .all(JSON.stringify(gateKinds)) as Row[];
  return rows.map(({ fields, ...row }) => ({ ...row, state: JSON.parse(fields) as Record<string, Json> }));
}

export function surroundingsIn(db: Database): Surroundings {
  const cases = db.prepare('SELECT DISTINCT record FROM link WHERE item = ? AND removed = 0').pluck();
  const incident = db.prepare("SELECT incident FROM record WHERE id = ? AND kind = 'testimony'").pluck();
  const twins = db.prepare(
    'SELECT seq FROM item WHERE sha256 = (SELECT sha256 FROM item WHERE seq = :seq) AND seq <> :seq',
  );
  const testimony = db.prepare("SELECT head, fields FROM record WHERE id = ? AND kind = 'testimony'");
  return {
    casesOf(on: Thing) {
      if (on.what === 'item') return cases.all(on.seq) as RecordId[];
      const found = on.what === 'testimony' ? incident.get(on.id) : null;
      return typeof found === 'string' ? [found] : [];
    },
    twinsOf: (seq) => twins.pluck().all({ seq }) as number[],
    soundsIn: (item) => tiesOfItem(db, item),
    witnessOf(id) {
      const row = testimony.get(id) as { head: number; fields: string } | undefined;
      if (row === undefined) return null;
      const state = JSON.parse(row.fields) as Record<string, Json>;
      const read = consent.safeParse(state.consent);
      return {
        code: String(state.witness ?? ''),
        consent: read.success ? read.data : null,
        seq: row.head,
        unrecorded: state.recording === 'refused',
      };
    },
  };
}
