import { brokenField } from '../../../shared/broken-rule.ts';
import type { Transcript, TranscriptLine } from '../../../shared/contract/recording.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import type { RelationKind } from '../../../shared/model/links.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import type { TranscriptFields, TranscriptKind, TranslationFields } from '../../../shared/model/transcript.ts';
import { appendForGate } from '../gate/recording.ts';
import { correct, entryOf } from '../records/entering.ts';
import { historyOf } from '../records/history.ts';
import { itemRow, itemSummaryOf } from '../records/items.ts';
import { fieldsOf } from '../records/kinds.ts';
import { listRecords, newRecordId, readRecord, recordsOf, type StoredRecord } from '../records/recording.ts';
import { recordSubject } from '../records/subjects.ts';
import type { OpenVault } from '../vault/vault.ts';
import { tiesOfItem } from './ties.ts';

/**
 * Transcripts and translations: entered, corrected, read. Each names the recording and the testimony that it is of, also where a person named
 * only what lies between: so what closes, holds or erases those closes, holds and erases it.
 */

type Fields =
  | { readonly kind: 'transcript'; readonly fields: TranscriptFields }
  | { readonly kind: 'translation'; readonly fields: TranslationFields };
type Sources = { readonly item: number | null; readonly testimony: RecordId | null };

const linkKinds = { transcript: 'derived: transcribed', translation: 'derived: translated' } as const satisfies Record<
  TranscriptKind,
  RelationKind
>;

const transcriptOf = (given: Fields): RecordId | null =>
  given.kind === 'translation' ? given.fields.transcript : null;

/** The recording and the testimony, worked out from whatever is named. Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, FIELD_INVALID. */
function sourcesOf(vault: OpenVault, given: Fields): Sources {
  const through = transcriptOf(given);
  const own = { item: given.fields.item, testimony: given.fields.testimony };
  const of = through === null ? { item: null, testimony: null } : sourcesIn(readRecord(vault, 'transcript', through));
  const item = same('item', own.item, of.item);
  if (item !== null) itemRow(vault, item);
  const tied =
    item === null ? null : (tiesOfItem(vault.db, item).find(({ testimony }) => testimony !== null)?.testimony ?? null);
  const testimony = same('testimony', own.testimony, of.testimony ?? tied);
  if (testimony !== null) readRecord(vault, 'testimony', testimony);
  if (item === null && testimony === null) throw brokenField('item', 'missing', 'item, testimony, transcript', '');
  return { item, testimony };
}

/** What is named twice has to be named alike. */
function same<T extends string | number>(field: string, named: T | null, known: T | null): T | null {
  if (named !== null && known !== null && named !== known)
    throw brokenField(field, 'not one of', String(known), String(named));
  return named ?? known;
}

const sourcesIn = ({ state }: StoredRecord): Sources => ({
  item: typeof state.item === 'number' ? state.item : null,
  testimony: typeof state.testimony === 'string' ? state.testimony : null,
});

/** A player that is a little longer than the file says is no reason to refuse a mark. */
const tolerance = 1_000;

/** Throws FIELD_INVALID where a mark lies beyond the end of the recording. */
function requireWithin(vault: OpenVault, item: number | null, { paragraphs }: Fields['fields']): void {
  const seconds = item === null ? null : itemRow(vault, item).seconds;
  if (seconds === null) return;
  const end = Math.ceil(seconds * 1_000) + tolerance;
  for (const [index, { from, to }] of paragraphs.entries())
    for (const [field, mark] of [
      ['from', from],
      ['to', to],
    ] as const)
      if (mark !== null && mark > end) throw brokenField(`paragraphs.${index}.${field}`, 'too much', end, mark);
}

/** Enters it with the link to what it was made of. Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, FIELD_INVALID, VAULT_READ_ONLY. */
export function createTranscript(vault: OpenVault, given: Fields): Transcript {
  const sources = sourcesOf(vault, given);
  requireWithin(vault, sources.item, given.fields);
  const { id, draft } =
    given.kind === 'transcript'
      ? entryOf(vault, given.kind, { ...given.fields, ...sources })
      : entryOf(vault, given.kind, { ...given.fields, ...sources });
  const of = transcriptOf(given) ?? sources.testimony;
  const to = transcriptOf(given) === null && sources.item !== null ? { item: sources.item } : { record: String(of) };
  const link = { id: newRecordId(), kind: linkKinds[given.kind], from: { record: id }, to, reason: '' };
  appendForGate(vault, [draft, { type: 'link', operator: vault.operator, fields: link }]);
  return readTranscript(vault, given.kind, id);
}

/** What it was made of stays: another source is another transcript. Throws as `createTranscript`, RECORD_STALE. */
export function amendTranscript(
  vault: OpenVault,
  { id, head, reason, ...given }: Fields & { readonly id: RecordId; readonly head: number; readonly reason: string },
): Transcript {
  const sources = sourcesIn(readRecord(vault, given.kind, id));
  same('item', given.fields.item, sources.item);
  same('testimony', given.fields.testimony, sources.testimony);
  requireWithin(vault, sources.item, given.fields);
  const save = { id, head, reason };
  if (given.kind === 'transcript') correct(vault, given.kind, save, { ...given.fields, ...sources });
  else {
    const { transcript } = fieldsOf('translation', readRecord(vault, 'translation', id).state);
    correct(vault, given.kind, save, {
      ...given.fields,
      ...sources,
      transcript: same('transcript', given.fields.transcript, transcript),
    });
  }
  return readTranscript(vault, given.kind, id);
}

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED. */
export function readTranscript(vault: OpenVault, kind: TranscriptKind, id: RecordId): Transcript {
  const record = readRecord(vault, kind, id);
  const { item, testimony } = sourcesIn(record);
  const row = item === null ? undefined : vault.db.prepare('SELECT 1 FROM item WHERE seq = ?').get(item);
  const about = {
    ...{ id, head: record.head, at: record.at, operator: vault.ledger.appended(record.first).operator },
    recording: item === null || row === undefined ? null : itemSummaryOf(itemRow(vault, item)),
    witness: testimony === null ? null : witnessOf(vault, testimony),
    history: historyOf(vault, recordSubject(id)),
  };
  return kind === 'transcript'
    ? { kind, fields: fieldsOf(kind, record.state), ...about }
    : { kind, fields: fieldsOf(kind, record.state), ...about };
}

const witnessOf = ({ db }: OpenVault, testimony: RecordId): string | null =>
  (db.prepare("SELECT title FROM record WHERE id = ? AND kind = 'testimony'").pluck().get(testimony) as
    | string
    | undefined) ?? null;

/** Transcripts and translations of an item or a testimony, or all of them, the oldest first. */
export function listTranscripts(vault: OpenVault, { of, kind }: CallRequest<'transcript.list'>): TranscriptLine[] {
  const kinds: readonly TranscriptKind[] = kind === null ? ['transcript', 'translation'] : [kind];
  return kinds
    .flatMap((each) =>
      (of === null ? listRecords(vault, each) : recordsOf(vault, each, of)).map((record) => lineOf(each, record)),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function lineOf(kind: TranscriptKind, record: StoredRecord): TranscriptLine {
  const through =
    kind === 'translation' ? fieldsOf(kind, record.state) : { ...fieldsOf(kind, record.state), ...standsAlone };
  const { item, testimony, transcript, original, language, by, machine, checked, paragraphs } = through;
  return {
    ...{ kind, id: record.id, head: record.head, at: record.at },
    ...{ item, testimony, transcript, original, language, by, machine, checked, paragraphs: paragraphs.length },
  };
}

/** A transcript is made from what is heard. */
const standsAlone = { transcript: null, original: null } as const;
