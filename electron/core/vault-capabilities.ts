import type { CallName, VaultState } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { readContinues } from '../../shared/ledger/reserved.ts';
import type { Capabilities } from './capability.ts';
import { projections } from './records/projections.ts';
import { append, newRecordId, recordDraft } from './records/recording.ts';
import type { Session } from './session.ts';
import type { Waiting } from './vault/making-tables.ts';
import { continueVault, createVault, type OpenVault, openVault, recoverVault } from './vault/vault.ts';
import { vouchedEntries } from './witness/cosignatures.ts';

/** The calls that make a vault, open it, give somebody a way in, and lock it. */

/** The state of the open vault for the status line and the home screen. */
export function stateOf(vault: OpenVault): VaultState {
  const count = (sql: string) => (vault.db.prepare(sql).get() as { n: number }).n;
  const checkpoint = vault.ledger.latestCheckpoint();
  return {
    path: vault.path,
    name: vault.name,
    ledger: vault.ledger.id,
    operator: vault.operator,
    operators: [...vault.operators],
    recipients: [...vault.recipients],
    headquarters: vault.headquarters,
    readOnly: vault.readOnly,
    readOnlyReason: vault.readOnlyReason,
    noticesCopies: vault.noticesCopies,
    training: vault.training,
    entries: vault.ledger.size,
    items: count('SELECT COUNT(*) AS n FROM item'),
    incidents: count("SELECT COUNT(*) AS n FROM record WHERE kind = 'incident'"),
    testimonies: count("SELECT COUNT(*) AS n FROM record WHERE kind = 'testimony'"),
    checkpoint: checkpoint === null ? null : { size: checkpoint.size, at: checkpoint.at },
    continues: continuesOf(vault),
    unvouched: vault.ledger.size - vouchedEntries(vault),
  };
}

function continuesOf(vault: OpenVault): VaultState['continues'] {
  const said = readContinues(vault.ledger.readFields(0).continues ?? null);
  return said === null ? null : { ledger: said.ledger, size: said.size };
}

/** Opens a vault in place of the one that is open. Whoever waits is told how far its tables are, and can stop that. */
function opening(
  session: Session,
  named: string | undefined,
  open: (waiting: Waiting) => Promise<OpenVault>,
): Promise<OpenVault> {
  const job = named ?? newRecordId();
  let told = -1;
  const tell = (phase: 'writing' | 'done', done: number) => {
    if (done === told && phase !== 'done') return;
    told = done;
    session.emit({
      ...{ event: 'progress', kind: 'open', job, phase, done, total: 100 },
      ...{ bytesDone: 0, bytesTotal: 0, secondsLeft: null, current: null },
    });
  };
  return session.adopt(() =>
    session.run(job, async (stop) => {
      try {
        return await open({ onShare: (share) => tell('writing', Math.floor(share * 100)), stop });
      } finally {
        if (told >= 0) tell('done', 100);
      }
    }),
  );
}

export const vaultCapabilities: Capabilities<Extract<CallName, `vault.${string}`>> = {
  'vault.create': async (session, { path, operator, passphrase, recipients, training }) => {
    let recoveryKey: string | null = null;
    const vault = await session.adopt(async () => {
      const created = await createVault({
        path,
        operator,
        passphrase,
        recipients,
        training,
        projections,
        software: { name: 'sanad', version: session.options.version },
      });
      recoveryKey = created.recoveryKey;
      return created.vault;
    });
    append(vault, [recordDraft(vault, 'operator', newRecordId(), { code: operator })]);
    session.changed('vault');
    return { state: stateOf(vault), recoveryKey };
  },
  'vault.open': async (session, { job, path, earlier, operator, passphrase }) => {
    const vault = await opening(session, job, (waiting) =>
      openVault({
        path,
        passphrase,
        projections,
        waiting,
        ...(earlier === undefined ? {} : { earlier }),
        ...(operator === undefined ? {} : { operator }),
      }),
    );
    session.changed('vault');
    return stateOf(vault);
  },
  'vault.continue': async (session, { job, path, operator, passphrase, answer }) => {
    const software = { name: 'sanad', version: session.options.version };
    // A slip of the hand must not lock what is open.
    if (session.isOpen && session.vault.path === path) {
      await session.vault.requireOperator(operator ?? session.vault.operator, passphrase);
    }
    const vault = await opening(session, job, (waiting) =>
      continueVault({
        path,
        passphrase,
        projections,
        software,
        waiting,
        ...(operator === undefined ? {} : { operator }),
        ...(answer === undefined ? {} : { answer }),
      }),
    );
    session.changed('vault', 'ledger', 'items', 'incidents', 'testimonies', 'records');
    return stateOf(vault);
  },
  'vault.recover': async (session, { job, path, identity, operator, passphrase }) => {
    const vault = await opening(session, job, (waiting) =>
      recoverVault({ path, identity, operator, passphrase, projections, waiting }),
    );
    // Who could open a vault changed: that is part of its history.
    if (!vault.readOnly) append(vault, [{ type: 'custody', operator, fields: { action: 'recovered' } }]);
    session.changed('vault');
    return stateOf(vault);
  },
  'vault.lock': async (session) => {
    await session.lock();
    return {};
  },
  'vault.state': (session) => (session.isOpen ? stateOf(session.vault) : null),
  'vault.addOperator': async (session, { operator, passphrase }) => {
    const { vault } = session;
    if (vault.readOnly) throw new Fault('VAULT_READ_ONLY');
    await vault.addOperator(operator, passphrase);
    append(vault, [recordDraft(vault, 'operator', newRecordId(), { code: operator })]);
    session.changed('vault', 'ledger');
    return stateOf(vault);
  },
};
