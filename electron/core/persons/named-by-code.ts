/**
 * Where a person stands under their code name beside what they are connected with: as whoever made or brought files, whose account it is,
 * who interpreted or wrote it down.
 */
import type { PersonReport } from '../../../shared/contract.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { RecordKind } from '../../../shared/model/entries.ts';
import { enteredAt } from '../records/entered.ts';
import type { RecordState } from '../records/merging.ts';
import { listRecords } from '../records/recording.ts';
import { concerning, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

type Named = PersonReport['named'][number];

/** Every code name that they have or had, but those that somebody else has now. */
export function codesOf(vault: OpenVault, person: string): ReadonlySet<Json> {
  const codes = new Set<Json>();
  for (const seq of concerning(vault.db, recordSubject(person))) {
    const { kind, id, code } = vault.ledger.readFields(seq);
    if (kind === 'person' && id === person && code !== undefined) codes.add(code);
  }
  for (const { id, state } of listRecords(vault, 'person')) if (id !== person) codes.delete(state.code ?? null);
  return codes;
}

const asWhat: Readonly<Record<string, Named['as']>> = {
  creator: 'creator',
  giver: 'giver',
  carrier: 'carrier',
  witness: 'witness',
  by: 'writer',
  checked: 'checker',
  interpreter: 'interpreter',
  'interview.interpreter': 'interpreter',
};

const inWhat: Partial<Record<RecordKind, Named['in']>> = {
  provenance: 'provenance',
  testimony: 'testimony',
  addition: 'testimony',
  recanting: 'testimony',
  recording: 'recording',
  transcript: 'transcript',
  translation: 'transcript',
};

/** Kinds that are the person's own, or say in a part of the report of their own what they say. */
const own: readonly RecordKind[] = ['person', 'consent', 'identity', 'involvement', 'notice'];

const holds = (value: Json, codes: ReadonlySet<Json>): boolean =>
  typeof value === 'string'
    ? codes.has(value)
    : typeof value === 'object' && value !== null && Object.values(value).some((each: Json) => holds(each, codes));

/** By record in the order in which they were begun, once for each field in which a code name stands by itself. */
export function namedByCode(vault: OpenVault, person: string): PersonReport['named'] {
  const codes = codesOf(vault, person);
  const rows = vault.db
    .prepare(
      `SELECT DISTINCT record.kind, first, fields FROM record, json_each(?) AS code
       WHERE kind NOT IN (SELECT value FROM json_each(?)) AND instr(fields, code.value) > 0 ORDER BY first`,
    )
    .all(JSON.stringify([...codes]), JSON.stringify(own)) as { kind: RecordKind; first: number; fields: string }[];
  const shown = rows.flatMap(({ kind, first, fields }) =>
    Object.entries(JSON.parse(fields) as RecordState).flatMap(([field, value]) =>
      holds(value, codes) ? [rowOf(vault, first, kind, asWhat[field] ?? 'named', false)] : [],
    ),
  );
  const closed = vault.db
    .prepare("SELECT seq FROM closed WHERE name = 'witness' ORDER BY seq")
    .pluck()
    .all() as number[];
  const unseen = closed.flatMap((seq) => {
    const { kind, witness = null } = vault.ledger.readFields(seq);
    return codes.has(witness) ? [rowOf(vault, seq, kind as RecordKind, 'witness', true)] : [];
  });
  return [...shown, ...unseen].sort((a, b) => a.seq - b.seq);
}

function rowOf(vault: OpenVault, seq: number, kind: RecordKind, as: Named['as'], closed: boolean): Named {
  const entry = vault.ledger.appended(seq);
  return { as, in: inWhat[kind] ?? 'other', closed, seq, at: enteredAt(entry), operator: entry.operator };
}
