import { boundsOf } from '../../../shared/anchors/bounds.ts';
import type { HistoryLine, LedgerLine } from '../../../shared/contract.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { Action } from '../../../shared/model/actions.ts';
import { anchorsOf } from '../anchors/vault-anchors.ts';
import { withoutClosed } from '../gate/closing.ts';
import { erasedAt, momentOf } from '../ledger/erasures.ts';
import type { Appended } from '../ledger/ledger.ts';
import { isSkeleton } from '../vault/erasing.ts';
import type { OpenVault } from '../vault/vault.ts';
import { labelOf } from '../witness/labels.ts';
import { enteredAt } from './entered.ts';
import { difference, merged, type RecordState } from './merging.ts';
import { concerning } from './subjects.ts';

/** What an entry did, from its own fields alone. */
export function actionOf(entry: Pick<Appended, 'type' | 'fields'>): Action {
  const { fields } = entry;
  const amending = Array.isArray(fields.amends) && fields.amends.length > 0;
  switch (entry.type) {
    case 'genesis':
      if (fields.continues !== undefined) return 'continued';
      return 'began';
    case 'acquisition':
      return 'sourceListed';
    case 'item':
      return 'itemArchived';
    case 'link':
      return amending ? 'unlinked' : 'linked';
    case 'key':
      return 'keyChanged';
    case 'erase':
      return 'erased';
    case 'anchor':
      if (fields.beacon !== undefined) return 'beaconRecorded';
      return fields.rfc3161 !== undefined || fields.ots !== undefined ? 'anchored' : 'other';
    case 'export':
      return fields.list === undefined ? 'exported' : 'listHandedOut';
    case 'custody':
      if (fields.action === 'export not completed') return 'exportNotCompleted';
      if (fields.action === 'carried over') return 'carriedOver';
      if (fields.action === 'accessed') return 'lookedAt';
      if (fields.action === 'verified') return 'vaultVerified';
      if (fields.action === 'receipt given') return 'receiptGiven';
      if (fields.action === 'person report') return 'personReported';
      if (fields.action === 'witness key made') return 'witnessKeyMade';
      if (fields.action === 'countersigned') return 'countersigned';
      if (fields.action === 'countersignature refused') return 'countersignatureRefused';
      if (fields.action === 'moved') return 'moved';
      if (fields.action === 'conditions answered') return 'conditionsAnswered';
      return fields.action === 'recovered' ? 'recovered' : 'other';
    case 'record':
      switch (fields.kind) {
        case 'incident':
          return amending ? 'incidentCorrected' : 'incidentRecorded';
        case 'facility':
        case 'site':
        case 'notification':
        case 'agreement':
        case 'organisation':
        case 'device':
        case 'claim':
          return amending ? 'recordCorrected' : 'recordEntered';
        case 'testimony':
          return amending ? 'testimonyCorrected' : 'testimonyRecorded';
        case 'addition':
          return amending ? 'laterAccountCorrected' : 'accountAddedTo';
        case 'recanting':
          return amending ? 'laterAccountCorrected' : 'accountTakenBack';
        case 'identity':
          return 'identitySealed';
        case 'assertion':
          return 'assertionAdded';
        case 'operator':
          return 'operatorAdded';
        case 'provenance':
          return amending ? 'provenanceCorrected' : 'provenanceStated';
        case 'signoff':
          return 'signedOff';
        case 'import':
          return 'listTakenIn';
        case 'hold':
          return amending ? 'holdLifted' : 'holdPlaced';
        case 'companion':
          return amending ? 'companionReadAgain' : 'companionRead';
        case 'clock':
          return amending ? 'clockWithdrawn' : 'clockMeasured';
        case 'civil time':
          return amending ? 'civilTimeWithdrawn' : 'civilTimeStated';
        case 'erasure':
          return fields.state === 'withdrawn' ? 'erasureWithdrawn' : 'erasureRequested';
        case 'person':
          return amending ? 'personCorrected' : 'personRecorded';
        case 'consent':
          if (fields.state === 'withdrawn') return 'consentWithdrawn';
          return amending ? 'consentChanged' : 'consentRecorded';
        case 'involvement':
          return fields.ended === true ? 'involvementEnded' : 'involvementRecorded';
        case 'tag':
          return amending ? 'untagged' : 'tagged';
        case 'mark':
          return 'marked';
        case 'restriction':
          return amending ? 'restrictionLifted' : 'restricted';
        case 'override':
          if (!amending) return 'overrideRequested';
          return fields.state === 'in force' ? 'overridden' : 'overrideEnded';
        case 'order':
          if (!amending) return 'orderRecorded';
          return fields.state === 'in force' ? 'orderConfirmed' : 'orderEnded';
        case 'notice':
          return 'recipientTold';
        case 'recording':
          return recordingAction(fields);
        case 'transcript':
          return amending ? 'transcriptCorrected' : 'transcribed';
        case 'translation':
          return amending ? 'translationCorrected' : 'translated';
      }
  }
  return 'other';
}

function recordingAction({ origin, state, testimony }: Appended['fields']): Action {
  switch (state) {
    case 'running':
      return 'recordingBegun';
    case 'kept':
      return origin === 'attached' ? 'recordingAttached' : 'recordingKept';
    case 'thrown away':
      return 'recordingThrownAway';
    case 'taken back':
      return 'recordingDetached';
    default:
      return testimony === undefined ? 'other' : 'recordingAttached';
  }
}

const asText = (value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Records of which what happened is all that there is to tell. */
const ownAffairs = new Set([
  ...['hold', 'erasure', 'companion', 'restriction', 'override', 'order', 'clock', 'civil time', 'recording'],
  'import',
]);

/** Fields that say which record this is; never part of what changed. */
const unchanging = new Set(['kind', 'id']);

/** The history of one subject (`itemSubject` or `recordSubject`), oldest first, with each correction's differences. */
export function historyOf(vault: OpenVault, subject: string): HistoryLine[] {
  const states = new Map<string, RecordState>();
  return concerning(vault.db, subject).map((seq) => {
    const entry = withoutClosed(vault.db, vault.ledger.appended(seq));
    const changes: HistoryLine['changes'] = [];
    if (entry.type === 'record') {
      const id = String(entry.fields.id);
      const before = states.get(id) ?? {};
      const after = merged(before, entry.fields);
      states.set(id, after);
      if (entry.fields.amends !== undefined && !ownAffairs.has(String(entry.fields.kind))) {
        for (const field of Object.keys(difference(before, after)).sort()) {
          if (unchanging.has(field)) continue;
          changes.push({ field, before: asText(before[field]), after: asText(after[field]) });
        }
      }
    }
    return {
      seq,
      leaf: entry.leaf,
      at: enteredAt(entry),
      operator: entry.operator,
      type: entry.type,
      action: actionOf(entry),
      reason: asText(entry.fields.reason) || null,
      changes,
      names: namesIn(vault, changes),
    };
  });
}

/** The names of records that values name by their ids, which nobody knows them by. */
function namesIn({ db }: OpenVault, changes: HistoryLine['changes']): HistoryLine['names'] {
  const text = changes.flatMap(({ before, after }) => [before ?? '', after ?? '']).join(' ');
  const ids = new Set(text.match(/\b[0-9a-f]{32}\b/g) ?? []);
  const named = db.prepare(
    "SELECT CASE kind WHEN 'person' THEN coalesce(fields ->> '$.code', '') ELSE title END FROM record WHERE id = ?",
  );
  return [...ids].map((id) => ({ id, name: (named.pluck().get(id) as string | undefined) ?? '' }));
}

/** The code name of the person that an entry is about. */
function codeOf(vault: OpenVault, { person, id }: Appended['fields']): Json | undefined {
  const row = vault.db
    .prepare("SELECT fields FROM record WHERE kind = 'person' AND id IN (?, (SELECT person FROM record WHERE id = ?))")
    .get(asText(person ?? id), asText(id)) as { fields: string } | undefined;
  return row === undefined ? undefined : (JSON.parse(row.fields) as RecordState).code;
}

/** The testimony that a record belongs to: only its first entry says so. */
const testimonyOf = (vault: OpenVault, id: Json | undefined): Json | undefined =>
  vault.db.prepare('SELECT testimony FROM record WHERE id = ?').pluck().get(asText(id)) as string | undefined;

function storyValues(vault: OpenVault, entry: Appended): Record<string, string> {
  const { fields } = entry;
  const pick = (name: string, value: Json | undefined): Record<string, string> => {
    const text = asText(value);
    return text === null ? {} : { [name]: text };
  };
  const titleOf = (id: Json | undefined) =>
    vault.db.prepare('SELECT title FROM record WHERE id = ?').pluck().get(asText(id)) as string | undefined;
  const endName = (subject: string): Json | undefined => {
    const [what, key = ''] = subject.split(':');
    if (what === 'record') return titleOf(key);
    return vault.db.prepare('SELECT name FROM item WHERE seq = ?').pluck().get(Number(key)) as string | undefined;
  };
  switch (actionOf(entry)) {
    case 'sourceListed':
      return { ...pick('name', fields['source.path']), ...pick('count', fields.count) };
    case 'itemArchived':
      return pick('name', fields.name);
    case 'incidentRecorded':
    case 'incidentCorrected':
      return pick('name', fields.title ?? titleOf(fields.id));
    case 'recordEntered':
    case 'recordCorrected':
      return pick('name', titleOf(fields.id));
    case 'tagged':
      return pick('name', fields.tag);
    case 'testimonyRecorded':
      return pick('name', fields.witness);
    case 'testimonyCorrected':
    case 'accountAddedTo':
    case 'accountTakenBack':
    case 'laterAccountCorrected':
    case 'identitySealed': {
      const id = fields.kind === 'testimony' ? fields.id : (fields.testimony ?? testimonyOf(vault, fields.id));
      const row = vault.db.prepare("SELECT fields FROM record WHERE id = ? AND kind = 'testimony'").get(asText(id)) as
        | { fields: string }
        | undefined;
      return row === undefined ? {} : pick('name', (JSON.parse(row.fields) as RecordState).witness);
    }
    case 'receiptGiven':
      return pick('name', fields.entry);
    case 'operatorAdded':
    case 'personRecorded':
      return pick('name', fields.code);
    case 'personCorrected':
    case 'personReported':
    case 'consentRecorded':
    case 'consentChanged':
    case 'consentWithdrawn':
    case 'recipientTold':
      return pick('name', codeOf(vault, fields));
    case 'witnessKeyMade':
      return typeof fields.key === 'string' ? { name: fields.key.slice(0, fields.key.indexOf('+')) } : {};
    case 'countersigned':
    case 'countersignatureRefused': {
      const { ledger, size } = (fields.checkpoint ?? {}) as { ledger?: Json; size?: Json };
      const known = typeof ledger === 'string' ? (labelOf(vault, ledger) ?? `${ledger.slice(0, 16)}…`) : undefined;
      return { ...pick('name', known), ...pick('count', size) };
    }
    case 'linked':
    case 'unlinked': {
      const link = vault.db.prepare('SELECT source, target, item FROM link WHERE id = ?').get(asText(fields.id)) as
        | { source: string; target: string; item: number | null }
        | undefined;
      if (link === undefined) return {};
      // A photograph is told as linked to its case, whichever end the ledger names first.
      const [from, to] = link.item === null ? [link.source, link.target] : [link.target, link.source];
      return { ...pick('item', endName(from)), ...pick('name', endName(to)) };
    }
    case 'clockMeasured':
    case 'assertionAdded':
    case 'companionRead':
    case 'companionReadAgain': {
      const item = vault.db.prepare('SELECT name FROM item WHERE seq = ?').get(fields.item) as
        | { name: string }
        | undefined;
      return item === undefined ? {} : { item: item.name };
    }
    case 'recordingBegun':
    case 'recordingAttached':
    case 'recordingKept':
    case 'recordingThrownAway':
    case 'recordingDetached': {
      const row = vault.db.prepare("SELECT fields ->> '$.witness' FROM record WHERE id = ? AND kind = 'recording'");
      return pick('name', (row.pluck().get(asText(fields.id)) as string | null | undefined) ?? undefined);
    }
    case 'transcribed':
    case 'transcriptCorrected':
    case 'translated':
    case 'translationCorrected':
      return pick('name', titleOf(fields.id));
    case 'civilTimeStated':
      return pick('name', fields.where);
    case 'erased':
      return pick('count', Array.isArray(fields.erases) ? fields.erases.length : 0);
    case 'beaconRecorded':
      return pick('name', (fields.beacon as { source?: Json } | null)?.source);
    case 'exported':
    case 'listHandedOut':
      return { ...pick('audience', fields.audience), ...pick('recipient', fields.recipient) };
    default:
      return {};
  }
}

function erasedOf({ db }: OpenVault, seq: number): LedgerLine['erased'] {
  const found = erasedAt(db, seq);
  if (found === null) return null;
  const { entry, operator, requester, ground } = found.erasure;
  return { entry, at: momentOf(found.erasure), operator, requester, ground, whole: isSkeleton(db, seq) };
}

/** A stretch of the ledger as a story, newest first: `offset` counts back from the newest entry. */
export function ledgerLines(vault: OpenVault, offset: number, limit: number): LedgerLine[] {
  const end = Math.max(0, vault.ledger.size - offset);
  const start = Math.max(0, end - limit);
  const anchors = anchorsOf(vault);
  const lines: LedgerLine[] = [];
  for (let seq = end - 1; seq >= start; seq--) {
    const entry = withoutClosed(vault.db, vault.ledger.appended(seq));
    lines.push({
      seq,
      leaf: entry.leaf,
      at: enteredAt(entry),
      operator: entry.operator,
      type: entry.type,
      action: actionOf(entry),
      values: storyValues(vault, entry),
      bytes: entry.bytes.length,
      erased: erasedOf(vault, seq),
      bounds: boundsOf(seq, anchors),
    });
  }
  return lines;
}
