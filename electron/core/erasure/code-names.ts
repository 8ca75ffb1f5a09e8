/** Where a person stands under their code name alone: in what is said of how files came here, and as whoever wrote something down. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { StatementFields } from '../../../shared/model/acquisition.ts';
import { transcriptKinds } from '../../../shared/model/transcript.ts';
import type { ErasedFields } from '../ledger/erasures.ts';
import { merged, type RecordState } from '../records/merging.ts';
import { listRecords } from '../records/recording.ts';
import { concerning, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

const statedPeople = ['creator', 'giver', 'carrier'] as const satisfies readonly (keyof StatementFields)[];
const writers = ['by', 'checked'] as const;

/** Every code name that they have or had, but those that somebody else has now. */
function codesOf(vault: OpenVault, person: string): ReadonlySet<Json> {
  const codes = new Set<Json>();
  for (const seq of concerning(vault.db, recordSubject(person))) {
    const { kind, id, code } = vault.ledger.readFields(seq);
    if (kind === 'person' && id === person && code !== undefined) codes.add(code);
  }
  for (const { id, state } of listRecords(vault, 'person')) if (id !== person) codes.delete(state.code ?? null);
  return codes;
}

/** Fields that say who it was, and what they hold and would do, by entry. */
export function namedByCode(vault: OpenVault, person: string): ErasedFields[] {
  const codes = codesOf(vault, person);
  if (codes.size === 0) return [];
  const entriesOf = (id: string) =>
    concerning(vault.db, recordSubject(id)).map((seq) => ({ seq, fields: vault.ledger.readFields(seq) }));
  const statements = listRecords(vault, 'provenance').flatMap(({ id }) => {
    let state: RecordState = {};
    return entriesOf(id).map(({ seq, fields }) => {
      state = merged(state, fields);
      const theirs = statedPeople.filter((name) => codes.has(state[name] ?? null));
      const { where } = (state.original ?? {}) as { where?: Json };
      const names = [
        ...theirs,
        ...(theirs.includes('creator') ? ['testifies'] : []),
        ...(theirs.some((name) => where === `with the ${name}`) ? ['original'] : []),
      ];
      return { seq, names: names.filter((name) => Object.hasOwn(fields, name)) };
    });
  });
  const written = transcriptKinds.flatMap((kind) =>
    listRecords(vault, kind).flatMap(({ id }) =>
      entriesOf(id).map(({ seq, fields }) => ({
        seq,
        names: writers.filter((name) => codes.has(fields[name] ?? null)),
      })),
    ),
  );
  return [...statements, ...written].filter(({ names }) => names.length > 0);
}
