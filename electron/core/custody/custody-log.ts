import type { CustodyLog } from '../../../shared/contract/custody.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import type { Action } from '../../../shared/model/actions.ts';
import { purposes } from '../../../shared/model/consent.ts';
import type { CustodyEvent } from '../../../shared/model/custody.ts';
import { type RelationKind, relationKinds } from '../../../shared/model/links.ts';
import { basisStated } from '../../../shared/model/stated-use.ts';
import { copiesAbout } from '../bundle/copies.ts';
import { enteredAt } from '../records/entered.ts';
import { historyOf } from '../records/history.ts';
import { nameOf } from '../records/holds.ts';
import { itemRow } from '../records/items.ts';
import { concerning, custodySubject, movedSubject, thingSubject, verifiedSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';

/** What the acts of a history are in the words of custody. Others are corrections. */
const eventOf: Partial<Record<Action, CustodyEvent>> = {
  sourceListed: 'received',
  recordingBegun: 'collected',
  recordingKept: 'collected',
  recordingAttached: 'analysed',
  recordingDetached: 'analysed',
  recordingThrownAway: 'disposed',
  transcribed: 'transcribed',
  transcriptCorrected: 'transcribed',
  translated: 'transcribed',
  translationCorrected: 'transcribed',
  itemArchived: 'imported',
  testimonyRecorded: 'collected',
  accountAddedTo: 'collected',
  accountTakenBack: 'collected',
  identitySealed: 'sealed',
  assertionAdded: 'analysed',
  linked: 'analysed',
  unlinked: 'analysed',
  companionRead: 'analysed',
  companionReadAgain: 'analysed',
  marked: 'analysed',
  personReported: 'copied',
  involvementRecorded: 'analysed',
  involvementEnded: 'analysed',
  consentRecorded: 'consent_changed',
  consentChanged: 'consent_changed',
  consentWithdrawn: 'consent_changed',
  holdPlaced: 'held',
  holdLifted: 'held',
  restricted: 'held',
  restrictionLifted: 'held',
  overrideRequested: 'held',
  overridden: 'held',
  overrideEnded: 'held',
  erased: 'disposed',
};

/** Acts of which the event says all that there is to say. */
export const saidAlready: readonly Action[] = ['sourceListed', 'itemArchived', 'testimonyRecorded', 'identitySealed'];

/** What a link says was made of something, and out of what. */
const eventOfDerived: Partial<Record<RelationKind, CustodyEvent>> = {
  'derived: redacted': 'redacted',
  'derived: transcribed': 'transcribed',
  'derived: translated': 'transcribed',
};

/**
 * What an act is in the words of custody, by the names of the fields that it changed and, of a link, its kind. Consent stands in the
 * testimony itself: a change of it is more than a correction.
 */
export function eventOfChange(action: Action, changed: readonly string[], kind: Json | undefined): CustodyEvent {
  if (action === 'testimonyCorrected' && changed.includes('consent')) return 'consent_changed';
  const derived = action === 'linked' ? relationKinds.find((each) => each === kind) : undefined;
  return (derived === undefined ? undefined : eventOfDerived[derived]) ?? eventOf[action] ?? 'amended';
}

type Line = CustodyLog['lines'][number];

/** Everything that the ledger says happened to an item or a testimony. Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED. */
export function custodyLogOf(vault: OpenVault, { of }: CallRequest<'custody.log'>): CustodyLog {
  const name = nameOf(vault, of);
  const subject = thingSubject(of);
  const item = of.what === 'item' ? itemRow(vault, of.seq) : null;
  const lines = [
    ...(item === null ? [] : [lineOf(vault, item.acquisition, 'received', {})]),
    ...historyOf(vault, subject).map(({ seq, action, reason, changes }) =>
      lineOf(
        vault,
        seq,
        eventOfChange(
          action,
          changes.map(({ field }) => field),
          action === 'linked' ? vault.ledger.readFields(seq).kind : undefined,
        ),
        { action: saidAlready.includes(action) ? null : action, reason: reason ?? restingOn(vault, seq, action) },
      ),
    ),
    ...concerning(vault.db, custodySubject(subject)).map((seq) => lineOf(vault, seq, 'accessed', {})),
    ...copiesAbout(vault, of).map(({ kind, seq, recipient, audience }) =>
      lineOf(vault, seq, kind === 'bundle' ? 'exported' : 'copied', { recipient, audience, ...statedIn(vault, seq) }),
    ),
  ];
  const first = Math.min(...lines.map(({ seq }) => seq));
  return {
    name,
    sha256: item?.sha256 ?? null,
    ledger: vault.ledger.id,
    software: softwareOf(vault),
    lines: [...lines, ...ofWholeVault(vault, first)].sort((a, b) => a.seq - b.seq),
  };
}

/**
 * What happened to the vault with everything in it, and so to what stood in it from entry `first` on. What a ledger that goes on from
 * another took over was put back from a copy when it began.
 */
function ofWholeVault(vault: OpenVault, first: number): Line[] {
  const since = (subject: string) => concerning(vault.db, subject).filter((seq) => seq > first);
  const isCarried = vault.ledger.readFields(first).carried !== undefined;
  return [
    ...(isCarried ? [lineOf(vault, 0, 'restored', { action: 'continued' })] : []),
    ...since(movedSubject).map((seq) => lineOf(vault, seq, 'transferred', { action: 'moved' })),
    ...since(verifiedSubject).map((seq) => lineOf(vault, seq, 'verified', {})),
  ];
}

function lineOf(
  vault: OpenVault,
  seq: number,
  event: CustodyEvent,
  more: Partial<Pick<Line, 'action' | 'reason' | 'recipient' | 'audience' | 'purpose' | 'basis'>>,
): Line {
  const entry = vault.ledger.appended(seq);
  return {
    event,
    seq,
    leaf: entry.leaf,
    at: enteredAt(entry),
    clock: entry.at.clock,
    operator: entry.operator,
    action: null,
    reason: null,
    recipient: null,
    audience: null,
    purpose: null,
    basis: null,
    ...more,
  };
}

/** What somebody's decision about a thing rests on, where it says so beside no reason: an order, a letter. */
function restingOn(vault: OpenVault, seq: number, action: Action): string | null {
  if (eventOf[action] !== 'held') return null;
  const { basis } = vault.ledger.readFields(seq);
  return typeof basis === 'string' && basis !== '' ? basis : null;
}

/** What something was handed over for, and on what that rested. */
export function statedIn(vault: OpenVault, seq: number): Pick<Line, 'purpose' | 'basis'> {
  const { purpose, basis } = vault.ledger.readFields(seq);
  const stated = basisStated.safeParse(basis);
  return {
    purpose: purposes.find((each) => each === purpose) ?? null,
    basis: stated.success ? stated.data.kind : null,
  };
}

/** The program that began the ledger, as it named itself. */
export function softwareOf(vault: OpenVault): string {
  const { software } = vault.ledger.readFields(0);
  const { name, version } = (software ?? {}) as { name?: unknown; version?: unknown };
  return [name, version].filter((part) => typeof part === 'string').join(' ');
}
