import { sep } from 'node:path';
import { readGivenForAnchors } from '../../shared/anchors/given.ts';
import type { CallName, VaultState } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { readContinues } from '../../shared/ledger/reserved.ts';
import { acquisitionCapabilities } from './acquisition/capabilities.ts';
import { addAnchor, anchorsOf, requestAnchor } from './anchors/vault-anchors.ts';
import { checkReceipt, giveReceipt } from './bundle/receipt.ts';
import { cameraTimeCapabilities } from './camera-time/capabilities.ts';
import type { Capabilities } from './capability.ts';
import { caseListCapabilities } from './case-lists/capabilities.ts';
import { checkpointCapabilities } from './checkpoint-capabilities.ts';
import { claimCapabilities } from './claims/capabilities.ts';
import { custodyLogOf } from './custody/custody-log.ts';
import { erasureCapabilities } from './erasure/capabilities.ts';
import { gateCapabilities } from './gate/capabilities.ts';
import { quotesClosed } from './gate/closed-texts.ts';
import { exportCapabilities, importCapabilities, verifyCapabilities } from './jobs.ts';
import { readCarried } from './paper/carried.ts';
import { personCapabilities } from './persons/capabilities.ts';
import { proposalCapabilities } from './proposals/capabilities.ts';
import { recordingCapabilities } from './recording/capabilities.ts';
import { recordCapabilities } from './records/capabilities.ts';
import { contextOf } from './records/context.ts';
import { readDraft, writeDraft } from './records/drafts.ts';
import { ledgerLines } from './records/history.ts';
import { readIdentity } from './records/identity.ts';
import {
  addImpacts,
  amendIncident,
  createIncident,
  linkItems,
  listIncidents,
  readIncident,
  unlinkItem,
} from './records/incidents.ts';
import { assertAboutItem, listItems, readItem } from './records/items.ts';
import { addLater, correctLater } from './records/later-accounts.ts';
import { allIncidentIds, joinIncidents, setIncidents } from './records/many-incidents.ts';
import { projections } from './records/projections.ts';
import { append, newRecordId, recordDraft } from './records/recording.ts';
import { templateCapabilities } from './records/templates.ts';
import {
  amendTestimony,
  createTestimony,
  keepIdentity,
  listTestimonies,
  readTestimony,
  suggestCodeName,
} from './records/testimonies.ts';
import { searchCapabilities } from './search/capabilities.ts';
import { tagCapabilities } from './tags/capabilities.ts';
import { continueVault, createVault, type OpenVault, openVault, recoverVault } from './vault/vault.ts';
import { vouchedEntries } from './witness/cosignatures.ts';
import { witnessCapabilities } from './witness-capabilities.ts';

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

/** Every call of the contract, implemented once. Whatever face a person uses ends up here. */
export const capabilities: Capabilities<CallName> = {
  'app.about': ({ options }) => ({
    version: options.version,
    face: options.face,
    folder: options.folder,
    separator: sep,
  }),

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
  'vault.open': async (session, { path, earlier, operator, passphrase }) => {
    const vault = await session.adopt(() =>
      openVault({
        path,
        passphrase,
        projections,
        ...(earlier === undefined ? {} : { earlier }),
        ...(operator === undefined ? {} : { operator }),
      }),
    );
    session.changed('vault');
    return stateOf(vault);
  },
  'vault.continue': async (session, { path, operator, passphrase, answer }) => {
    const software = { name: 'sanad', version: session.options.version };
    // A slip of the hand must not lock what is open.
    if (session.isOpen && session.vault.path === path) {
      await session.vault.requireOperator(operator ?? session.vault.operator, passphrase);
    }
    const vault = await session.adopt(() =>
      continueVault({
        path,
        passphrase,
        projections,
        software,
        ...(operator === undefined ? {} : { operator }),
        ...(answer === undefined ? {} : { answer }),
      }),
    );
    session.changed('vault', 'ledger', 'items', 'incidents', 'testimonies', 'records');
    return stateOf(vault);
  },
  'vault.recover': async (session, { path, identity, operator, passphrase }) => {
    const vault = await session.adopt(() => recoverVault({ path, identity, operator, passphrase, projections }));
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

  ...importCapabilities,
  ...acquisitionCapabilities,

  'item.list': ({ vault }, request) => listItems(vault, request),
  'item.get': ({ vault, opened }, { seq }) => {
    const item = readItem(vault, seq);
    opened.item(seq);
    return item;
  },
  'item.assert': (session, request) => {
    const item = assertAboutItem(session.vault, request);
    session.changed('items', 'ledger', 'vault');
    return item;
  },

  'incident.list': ({ vault }, request) => listIncidents(vault, request),
  'incident.context': ({ vault }, request) => contextOf(vault, request),
  'incident.get': ({ vault }, { id }) => readIncident(vault, id),
  'incident.create': (session, request) => {
    const incident = createIncident(session.vault, request);
    session.changed('incidents', 'items', 'ledger', 'vault');
    return incident;
  },
  'incident.amend': (session, request) => {
    const incident = amendIncident(session.vault, request);
    session.changed('incidents', 'ledger', 'vault');
    return incident;
  },
  'incident.further': (session, request) => {
    const incident = addImpacts(session.vault, request);
    session.changed('incidents', 'items', 'ledger', 'vault');
    return incident;
  },
  'incident.ids': ({ vault }) => allIncidentIds(vault),
  'incident.same': (session, request) => {
    const joined = joinIncidents(session.vault, request);
    session.changed('incidents', 'ledger', 'vault');
    return joined;
  },
  'incident.set': async (session, request) => {
    try {
      return await setIncidents(session, request);
    } finally {
      session.changed('incidents', 'ledger', 'vault');
    }
  },
  'incident.link': (session, request) => {
    const incident = linkItems(session.vault, request);
    session.changed('incidents', 'items', 'ledger', 'vault');
    return incident;
  },
  'incident.unlink': (session, request) => {
    const incident = unlinkItem(session.vault, request);
    session.changed('incidents', 'items', 'ledger', 'vault');
    return incident;
  },

  ...caseListCapabilities,
  ...templateCapabilities,

  'testimony.list': ({ vault }) => listTestimonies(vault),
  'testimony.get': ({ vault, opened }, { id }) => {
    const testimony = readTestimony(vault, id);
    opened.testimony(id);
    return testimony;
  },
  'testimony.create': async (session, request) => {
    const testimony = await createTestimony(session.vault, request);
    session.changed('testimonies', 'incidents', 'ledger', 'vault');
    return testimony;
  },
  'testimony.amend': (session, request) => {
    const testimony = amendTestimony(session.vault, request);
    session.changed('testimonies', 'incidents', 'ledger', 'vault');
    return testimony;
  },
  'testimony.keepIdentity': async (session, request) => {
    const testimony = await keepIdentity(session.vault, request);
    session.changed('testimonies', 'ledger', 'vault');
    return testimony;
  },
  'testimony.identity': async ({ vault, opened }, { id, passphrase }) => {
    const who = await readIdentity(vault, { testimony: id }, passphrase);
    opened.identity(id);
    return who;
  },
  'testimony.suggestCodeName': ({ vault }) => suggestCodeName(vault),
  'laterAccount.add': (session, request) => {
    const testimony = readTestimony(session.vault, addLater(session.vault, request));
    session.changed('testimonies', 'incidents', 'ledger', 'vault');
    return testimony;
  },
  'laterAccount.correct': (session, request) => {
    const testimony = readTestimony(session.vault, correctLater(session.vault, request));
    session.changed('testimonies', 'incidents', 'ledger', 'vault');
    return testimony;
  },

  ...proposalCapabilities,
  ...claimCapabilities,
  ...tagCapabilities,
  ...recordCapabilities,
  ...recordingCapabilities,
  ...personCapabilities,
  ...gateCapabilities,
  'custody.log': ({ vault }, request) => custodyLogOf(vault, request),

  ...cameraTimeCapabilities,
  ...searchCapabilities,

  'draft.get': ({ vault }, { name }) => ({ value: readDraft(vault, name, quotesClosed) }),
  'draft.set': ({ vault }, { name, value }) => {
    writeDraft(vault, name, value, quotesClosed);
    return {};
  },

  'ledger.list': ({ vault }, { offset, limit }) => ({
    total: vault.ledger.size,
    lines: ledgerLines(vault, offset, limit),
    checkpoints: vault.ledger.checkpoints().map(({ size, at }) => ({ size, at })),
  }),
  'anchor.request': (session, request) => {
    const made = requestAnchor(session.vault, request);
    session.changed('ledger', 'vault');
    return made;
  },
  'anchor.add': (session, request) => {
    const added = addAnchor(session.vault, request);
    session.changed('ledger', 'vault');
    return added;
  },
  'anchor.list': ({ vault }, { authorities, headers }) => ({
    anchors: anchorsOf(vault, readGivenForAnchors(authorities, headers)),
  }),

  'ledger.receipt': async (session, { seq, use }) => {
    const { keys, ...given } = await giveReceipt(session.vault, seq, use);
    session.changed('ledger', 'vault');
    return { ...given, keys: [...keys] };
  },
  'verify.receipt': (_session, request) => checkReceipt(request),

  ...witnessCapabilities,
  'carried.read': readCarried,
  ...checkpointCapabilities,
  ...erasureCapabilities,

  ...exportCapabilities,
  ...verifyCapabilities,
};
