import { sep } from 'node:path';
import { readGivenForAnchors } from '../../shared/anchors/given.ts';
import type { CallName } from '../../shared/contract.ts';
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
import { vaultCapabilities } from './vault-capabilities.ts';
import { witnessCapabilities } from './witness-capabilities.ts';

/** Every call of the contract, implemented once. Whatever face a person uses ends up here. */
export const capabilities: Capabilities<CallName> = {
  'app.about': ({ options }) => ({
    version: options.version,
    face: options.face,
    folder: options.folder,
    separator: sep,
  }),

  ...vaultCapabilities,

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
