/**
 * Decisions of the gate in a large vault in which cases are closed: somebody new, and a case that is closed and opened again. The
 * comparison makes all tables anew from the ledger, as after an erasure.
 */
import { appendForGate } from '../../electron/core/gate/recording.ts';
import { rebuildProjections } from '../../electron/core/records/projections.ts';
import type { Json } from '../../shared/ledger/canonical.ts';
import { closeCases, fillArchive, idOf } from '../fixtures/large-archive.ts';
import { temporaryVault } from '../fixtures/vault.ts';
import { compare, wanted } from './rounds.ts';

const closed = 50;
const decisions = 5;

const { vault, remove } = await temporaryVault();
try {
  fillArchive(vault, wanted.items);
  closeCases(
    vault,
    Array.from({ length: closed }, (_, index) => 20 + index * 20),
  );
  let number = 0;
  const decide = (fields: Record<string, Json>) =>
    appendForGate(vault, [{ type: 'record', operator: vault.operator, fields }])[0]?.seq ?? 0;
  const fresh = () => `${'f'.repeat(20)}${String(number++).padStart(12, '0')}`;
  await compare(`Decisions in ${wanted.items} records with ${closed} closed cases`, 'decisions', [
    {
      name: 'Sanad: a person is added',
      async run() {
        for (let done = 0; done < decisions; done++) {
          const id = fresh();
          decide({ kind: 'person', id, code: `person-${id}`, standing: 'witness', child: false });
        }
        return decisions;
      },
    },
    {
      name: 'Sanad: a case is closed, and opened again',
      async run() {
        const restriction = { kind: 'restriction', id: fresh() };
        const terms = { viewers: ['archive'], authority: 'training', basis: 'training', until: null };
        const entry = decide({ ...restriction, ...terms, incident: idOf(21) });
        decide({ ...restriction, lifted: true, amends: [entry] });
        return 2;
      },
    },
    {
      name: 'all tables made anew from the ledger',
      async run() {
        rebuildProjections(vault.db, vault.ledger);
        return 1;
      },
    },
  ]);
} finally {
  await remove();
}
