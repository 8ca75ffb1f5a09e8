import type { CheckpointView } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { readNote } from '../../shared/ledger/note.ts';
import { spokenCode } from '../../shared/ledger/spoken.ts';
import type { Capabilities } from './capability.ts';
import { primitives } from './ledger/primitives.ts';
import type { StoredCheckpoint } from './ledger/rows.ts';
import { readHeldCheckpoint } from './paper/held-checkpoint.ts';

/** The calls about checkpoints that are made, shown, and brought back. */

function viewOf({ size, root, note, at }: StoredCheckpoint): CheckpointView {
  return { size, root, note, at, spoken: spokenCode(primitives, readNote(encodeUtf8(note)).text) };
}

export const checkpointCapabilities: Capabilities<
  'ledger.checkpoint' | 'ledger.changeKey' | 'checkpoint.get' | 'checkpoint.read'
> = {
  'ledger.checkpoint': (session) => {
    const made = session.vault.ledger.checkpoint();
    session.changed('ledger', 'vault');
    return viewOf(made);
  },
  'ledger.changeKey': (session) => {
    const made = session.vault.ledger.changeKey(session.vault.operator);
    session.changed('ledger', 'vault');
    return viewOf(made);
  },
  'checkpoint.get': ({ vault }, { size }) => {
    const made = vault.ledger.checkpointAt(size);
    if (made === null) throw new Fault('RECORD_NOT_FOUND');
    return viewOf(made);
  },
  'checkpoint.read': (session, { held }) => readHeldCheckpoint(session, held),
};
