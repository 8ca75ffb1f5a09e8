import type { ErasurePlan } from '../../../shared/contract/erasure.ts';
import { readDisclosure } from '../../../shared/ledger/disclosure.ts';
import { type ChosenCases, listedExport } from '../../../shared/model/case-table.ts';
import type { Thing } from '../../../shared/model/persons.ts';
import { type Consent, consent, type RecordId } from '../../../shared/model/records.ts';
import { type Audience, audiences } from '../../../shared/model/vocabulary.ts';
import { asking, noBearing } from '../gate/bearing.ts';
import { witnessOf } from '../gate/bearings.ts';
import type { ErasedFields } from '../ledger/erasures.ts';
import { primitives } from '../ledger/primitives.ts';
import { enteredAt } from '../records/entered.ts';
import { recordsOf } from '../records/recording.ts';
import { concerning, thingSubject } from '../records/subjects.ts';
import { tellingFields } from '../vault/erasing.ts';
import type { OpenVault } from '../vault/vault.ts';
import { decide } from './gate.ts';

/**
 * Bundles and tables of cases that may hold it, and receipts for its entries. They may where the rules of the archive let a field that goes leave for
 * its audience, by the consent of that time or because two people let it out. The conditions of a consent could be met: they keep no bundle off this list.
 */
export function copiesOf(vault: OpenVault, fields: readonly ErasedFields[]): ErasurePlan['copies'] {
  const first = fields[0]?.seq ?? 0;
  const seqs = new Set(fields.map(({ seq }) => seq));
  const rows = vault.db
    .prepare("SELECT seq, text FROM disclosure WHERE name = 'type' AND seq > ?")
    .iterate(first) as IterableIterator<{ seq: number; text: string }>;
  const candidates: number[] = [];
  for (const { seq, text } of rows) {
    const type = readDisclosure(primitives, text).value;
    if (type === 'export' || type === 'custody') candidates.push(seq);
  }
  // They come in order from a table that is in order; sorted there, the texts of all entries would stand in memory.
  candidates.sort((a, b) => a - b);
  return candidates.flatMap((seq): ErasurePlan['copies'] => {
    const copy = copyAt(vault, seq);
    if (copy === null) return [];
    const said = vault.ledger.readFields(seq);
    if (copy.kind === 'receipt') return seqs.has(Number(said.entry)) ? [copy] : [];
    const list = copy.kind === 'bundle' ? null : listedExport.safeParse(said.list);
    const inIt = list === null ? fields : inTable(vault, fields, list.success ? list.data.of : 'all');
    return mayHold(vault, inIt, seq, copy.audience) ? [copy] : [];
  });
}

/** What left by an entry; null where nothing did. */
export function copyAt(vault: OpenVault, seq: number): ErasurePlan['copies'][number] | null {
  const { type, fields, ...entry } = vault.ledger.appended(seq);
  const audience = typeof fields.audience === 'string' ? fields.audience : null;
  const recipient = typeof fields.recipient === 'string' ? fields.recipient : null;
  const left = { seq, at: enteredAt({ ...entry, fields }), audience, recipient };
  if (type === 'custody' && fields.action === 'receipt given') return { kind: 'receipt', ...left };
  const isHandedOver = type === 'export' || (fields.action === 'carried over' && fields.was === 'export');
  return isHandedOver ? { kind: fields.list === undefined ? 'bundle' : 'table', ...left } : null;
}

/** What a table of these cases may hold: of cases, and of no others than these. */
const inTable = (vault: OpenVault, fields: readonly ErasedFields[], of: ChosenCases): ErasedFields[] =>
  fields.filter(({ seq }) => {
    const { kind, id } = vault.ledger.readFields(seq);
    return kind === 'incident' && (of === 'all' || of.some((each) => each === id));
  });

/** Copies that may hold any of what speaks of a thing, also where it is closed. */
export function copiesAbout(vault: OpenVault, on: Thing): ErasurePlan['copies'] {
  const { db } = vault;
  const seqs = new Set([...(on.what === 'item' ? [on.seq] : []), ...concerning(db, thingSubject(on))]);
  const fields = [...seqs].map((seq) => ({ seq, names: tellingFields(db, seq) }));
  return copiesOf(
    vault,
    fields.filter(({ names }) => names.length > 0),
  );
}

function mayHold(vault: OpenVault, fields: readonly ErasedFields[], before: number, audience: string | null): boolean {
  const known = audiences.find((each) => each === audience);
  if (known === undefined) return true;
  const earlier = fields.filter(({ seq }) => seq < before);
  let given: Consent | null = null;
  for (const { seq } of earlier) {
    const read = consent.safeParse(vault.ledger.readFields(seq).consent);
    if (read.success) given = { ...read.data, conditions: '' };
  }
  return earlier.some(({ seq, names }) => {
    const { type, ...values } = vault.ledger.readFields(seq);
    // A link leaves only where what it joins does: that is asked of the ends themselves.
    // Its sound, what was written down of it and what was said of it later leave only where the account does.
    const account = values.kind === 'testimony' ? values.id : values.testimony;
    const bearing =
      typeof account === 'string' && !wasLetOut(vault, account, before, known)
        ? { ...noBearing, concerned: [witnessOf({ code: '', consent: given, seq })] }
        : noBearing;
    const subject = {
      type: String(type),
      fields: { ...values, type: String(type) },
      bearing,
      today: vault.ledger.today(),
      endsShown: false,
    };
    const decision = decide(subject, { ...asking(known), viewer: known });
    return names.some((name) => decision.get(name) === null);
  });
}

/** Whether two people had let an account out to this audience by then, whatever its witness had said; also where that has ended since. */
const wasLetOut = (vault: OpenVault, testimony: RecordId, before: number, audience: Audience): boolean =>
  recordsOf(vault, 'override', { testimony }).some(
    ({ first, state }) => first < before && state.viewer === audience && state.state !== 'open',
  );
