import { brokenField } from '../../../shared/broken-rule.ts';
import type { End, Relation } from '../../../shared/contract/record.ts';
import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { RecordKind } from '../../../shared/model/entries.ts';
import type { RelationKind } from '../../../shared/model/links.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { OpenVault } from '../vault/vault.ts';
import { enteredAt } from './entered.ts';
import { namedBy } from './naming.ts';
import { append, missing, newRecordId } from './recording.ts';
import { endSubject } from './subjects.ts';

/** Links between any two things: entered, taken back, and read from either end. */

type Row = { id: string; kind: RelationKind; source: string; target: string; reason: string; first: number };

/** What people call a record; empty for one that is not there any more. */
export const titleOf = ({ db }: OpenVault, id: RecordId): string =>
  (db.prepare('SELECT title FROM record WHERE id = ?').pluck().get(id) as string | undefined) ?? '';

/** What an end is: the kind of a record, or `item`. Throws RECORD_NOT_FOUND, RECORD_CLOSED, RECORD_ERASED. */
function kindOf(vault: OpenVault, end: End): RecordKind | 'item' {
  const found =
    'item' in end
      ? vault.db.prepare("SELECT 'item' FROM item WHERE seq = ?").pluck().get(end.item)
      : vault.db.prepare('SELECT kind FROM record WHERE id = ?').pluck().get(end.record);
  if (found === undefined) throw missing(vault, endSubject(end));
  return found as RecordKind | 'item';
}

/** What some kinds of links can join; the others join anything. */
const ends: Partial<Record<RelationKind, { readonly from: readonly string[]; readonly to: readonly string[] }>> = {
  at: { from: ['incident', 'testimony', 'item', 'device'], to: ['facility', 'site'] },
  'not the same event': { from: ['incident'], to: ['incident'] },
  'repeat attack on': { from: ['incident'], to: ['incident', 'facility', 'site'] },
  'derived: redacted': { from: ['item'], to: ['item'] },
  'derived: transcoded': { from: ['item'], to: ['item'] },
  'derived: transcribed': { from: ['item', 'testimony', 'transcript'], to: ['item', 'testimony'] },
  'derived: translated': {
    from: ['item', 'testimony', 'translation'],
    to: ['item', 'testimony', 'transcript'],
  },
};

/** Records that are never joined: what one says stands in their own fields. */
const unjoined: readonly string[] = [
  ...['identity', 'assertion', 'operator', 'hold', 'erasure', 'clock', 'civil time'],
  ...['person', 'consent', 'involvement', 'mark', 'restriction', 'override', 'order', 'notice', 'recording'],
  ...['claim', 'tag'],
];

/**
 * Joins two things, or finds that they are joined in this way already. Throws RECORD_CLOSED, RECORD_ERASED, VAULT_READ_ONLY, and
 * FIELD_INVALID where an end is not there or this kind of link cannot join these.
 */
export function relate(vault: OpenVault, { from, to, kind, reason }: CallRequest<'record.relate'>): { link: RecordId } {
  const named = (field: string, end: End) =>
    'item' in end
      ? namedBy(field, 'item', end.item, () => kindOf(vault, end))
      : namedBy(field, 'record', end.record, () => kindOf(vault, end));
  const [source, target] = [named('from', from), named('to', to)];
  const refuse = (field: string, value: string): never => {
    throw brokenField(field, 'cannot be joined', kind, value);
  };
  if (unjoined.includes(source) || !(ends[kind]?.from.includes(source) ?? true)) refuse('from', source);
  if (unjoined.includes(target) || !(ends[kind]?.to.includes(target) ?? true)) refuse('to', target);
  if (endSubject(from) === endSubject(to)) refuse('to', target);
  const same = vault.db
    .prepare('SELECT id FROM link WHERE source = ? AND target = ? AND kind = ? AND removed = 0')
    .pluck()
    .get(endSubject(from), endSubject(to), kind) as RecordId | undefined;
  if (same !== undefined) return { link: same };
  const id = newRecordId();
  append(vault, [{ type: 'link', operator: vault.operator, fields: { id, kind, from, to, reason } }]);
  return { link: id };
}

/** Takes a link back by a new entry that names the one it removes. Throws RECORD_NOT_FOUND, VAULT_READ_ONLY. */
export function unrelate(vault: OpenVault, { link, reason }: CallRequest<'record.unrelate'>): void {
  const first = vault.db.prepare('SELECT first FROM link WHERE id = ? AND removed = 0').pluck().get(link);
  if (typeof first !== 'number') throw new Fault('RECORD_NOT_FOUND');
  append(vault, [
    { type: 'link', operator: vault.operator, fields: { id: link, amends: [first], from: null, to: null, reason } },
  ]);
}

/** Every link that leads from or to a thing, the oldest first. */
export function relationsOf(vault: OpenVault, of: End): CallOutput<'record.relations'> {
  const subject = endSubject(of);
  const rows = vault.db
    .prepare('SELECT * FROM link WHERE (source = :subject OR target = :subject) AND removed = 0 ORDER BY first')
    .all({ subject }) as Row[];
  return rows.flatMap((row): Relation[] => {
    const end = row.source === subject ? 'from' : 'to';
    const other = otherEnd(vault, end === 'from' ? row.target : row.source);
    if (other === null) return [];
    const entry = vault.ledger.appended(row.first);
    const { id: link, kind, reason } = row;
    return [{ link, kind, reason, end, other, at: enteredAt(entry), operator: entry.operator }];
  });
}

/** `null` for what was erased. */
function otherEnd({ db }: OpenVault, subject: string): Relation['other'] | null {
  const [what, key = ''] = subject.split(':');
  if (what === 'item') {
    const name = db.prepare('SELECT name FROM item WHERE seq = ?').pluck().get(Number(key));
    return typeof name === 'string' ? { what: 'item', seq: Number(key), name } : null;
  }
  const record = db.prepare('SELECT kind, title FROM record WHERE id = ?').get(key) as
    | { kind: RecordKind; title: string }
    | undefined;
  return record === undefined ? null : { what: 'record', id: key, ...record };
}
