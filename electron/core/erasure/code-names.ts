/** Where a person stands under their code name alone: in what is said of how files came here, and as whoever wrote something down. */
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { StatementFields } from '../../../shared/model/acquisition.ts';
import { type LaterKind, laterKinds } from '../../../shared/model/later-accounts.ts';
import { type TranscriptKind, transcriptKinds } from '../../../shared/model/transcript.ts';
import type { ErasedFields } from '../ledger/erasures.ts';
import { codesOf } from '../persons/named-by-code.ts';
import { merged, type RecordState } from '../records/merging.ts';
import { listRecords } from '../records/recording.ts';
import { concerning, recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

const statedPeople = ['creator', 'giver', 'carrier'] as const satisfies readonly (keyof StatementFields)[];
/** Fields of these kinds that say who interpreted, told, wrote it down or looked at it. Whose account it is goes with the account. */
const writers: Readonly<Record<'testimony' | LaterKind | TranscriptKind, RegExp>> = {
  transcript: /^(by|checked)$/,
  translation: /^(by|checked)$/,
  testimony: /^(interview\.interpreter|told\.\d+)$/,
  addition: /^(interpreter|told\.\d+)$/,
  recanting: /^(interpreter|told\.\d+)$/,
};

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
  const written = [...transcriptKinds, 'testimony' as const, ...laterKinds].flatMap((kind) =>
    listRecords(vault, kind).flatMap(({ id }) =>
      entriesOf(id).map(({ seq, fields }) => ({
        seq,
        names: Object.keys(fields).filter((name) => writers[kind].test(name) && codes.has(fields[name] ?? null)),
      })),
    ),
  );
  return [...statements, ...written].filter(({ names }) => names.length > 0);
}
