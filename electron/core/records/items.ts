import type { CallOutput, CallRequest, ItemDetail, ItemSummary } from '../../../shared/contract.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import { itemFields, type PreviewRecord } from '../../../shared/model/entries.ts';
import { dateInName } from '../../../shared/model/messengers.ts';
import type { assertionFields } from '../../../shared/model/records.ts';
import { type CaptureTime, captureTime } from '../../../shared/model/time.ts';
import { statementOf } from '../acquisition/statements.ts';
import { timeBoundsOf } from '../anchors/vault-anchors.ts';
import { readingsOf } from '../camera-time/readings.ts';
import type { OpenVault } from '../vault/vault.ts';
import { capturedWhenSent } from './captured-when-sent.ts';
import { besideItem, itemAsCompanion } from './companions.ts';
import { farFromCases } from './far-from-case.ts';
import { historyOf } from './history.ts';
import { alikeTo } from './likeness.ts';
import { recordedMetadata } from './recorded-metadata.ts';
import { append, missing, newRecordId, recordDraft, recordsOf } from './recording.ts';
import { itemSubject } from './subjects.ts';

export type ItemRow = {
  seq: number;
  leaf: string;
  at: string;
  operator: string;
  acquisition: number;
  sha256: Hex64;
  size: number;
  type: string;
  name: string;
  path: string;
  modified: string | null;
  captured: string | null;
  day: string | null;
  positioned: number;
  conflicts: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  pages: number | null;
  preview: number;
  latitude: string | null;
  longitude: string | null;
  error: string | null;
  incidents: number;
};

/** Word for word those of the indexes that serve them. */
const conditions = {
  all: '1',
  'no incident': 'incidents = 0',
  conflicts: 'conflicts > 0',
  'no position': 'positioned = 0',
} as const satisfies Record<CallRequest<'item.list'>['filter'], string>;

const readCaptured = (text: string | null): CaptureTime | null =>
  text === null ? null : captureTime.parse(JSON.parse(text));

export function itemSummaryOf(row: ItemRow): ItemSummary {
  return {
    seq: row.seq,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    day: row.day,
    captured: readCaptured(row.captured),
    positioned: row.positioned === 1,
    conflicts: row.conflicts,
    width: row.width,
    height: row.height,
    seconds: row.seconds,
    pages: row.pages,
    preview: row.preview === 1,
    incidents: row.incidents,
  };
}

/** The row of one item. Throws RECORD_NOT_FOUND when that entry archived nothing, RECORD_ERASED. */
export function itemRow(vault: OpenVault, seq: number): ItemRow {
  const row = vault.db.prepare('SELECT * FROM item WHERE seq = ?').get(seq);
  if (row === undefined) throw missing(vault, itemSubject(seq));
  return row as ItemRow;
}

/** Items by the day and second their camera gives, those without a date last; one page of them, and the filters' counts. */
export function listItems(vault: OpenVault, request: CallRequest<'item.list'>): CallOutput<'item.list'> {
  const rows = vault.db
    .prepare(
      `SELECT * FROM item WHERE ${conditions[request.filter]}
       ORDER BY day IS NULL, day, wall, seq LIMIT ? OFFSET ?`,
    )
    .all(request.limit, request.offset) as ItemRow[];
  const tally = vault.db
    .prepare(
      'SELECT items AS "all", unlinked AS noIncident, conflicting AS conflicts, unplaced AS noPosition FROM tally',
    )
    .get() as CallOutput<'item.list'>['counts'] | undefined;
  const counts = tally ?? { all: 0, noIncident: 0, conflicts: 0, noPosition: 0 };
  const totals = {
    all: 'all',
    'no incident': 'noIncident',
    conflicts: 'conflicts',
    'no position': 'noPosition',
  } as const;
  return { total: counts[totals[request.filter]], counts, items: rows.map(itemSummaryOf) };
}

/** The first items of an acquisition, in the order of its list. */
export const itemsOfAcquisition = (vault: OpenVault, acquisition: number, limit: number): ItemSummary[] =>
  (
    vault.db
      .prepare('SELECT * FROM item WHERE acquisition = ? ORDER BY number, seq LIMIT ?')
      .all(acquisition, limit) as ItemRow[]
  ).map(itemSummaryOf);

/** Everything about one item: the three columns, what people said, where it belongs, its history. */
export function readItem(vault: OpenVault, seq: number): ItemDetail {
  const row = itemRow(vault, seq);
  const { fields } = vault.ledger.appended(seq);
  const metadata = recordedMetadata(fields);
  const preview = itemFields.preview.optional().parse(fields.preview) satisfies PreviewRecord | undefined;
  const duplicates = vault.db
    .prepare('SELECT seq FROM item WHERE sha256 = ? AND seq <> ? ORDER BY seq')
    .all(row.sha256, seq) as { seq: number }[];
  const links = vault.db
    .prepare('SELECT link.id AS link, record AS id FROM link WHERE item = ? AND removed = 0 ORDER BY first')
    .all(seq) as { link: string; id: string }[];
  const beside = besideItem(vault, seq);
  const title = vault.db.prepare("SELECT fields ->> '$.title' AS title FROM record WHERE id = ?");
  return {
    summary: itemSummaryOf(row),
    originalPath: row.path,
    fileModified: row.modified,
    fileBorn: typeof fields.born === 'string' ? fields.born : null,
    reread: itemFields.reread.optional().parse(fields.reread) ?? null,
    provenance: statementOf(vault, row.acquisition),
    acquisition: row.acquisition,
    archivedAt: row.at,
    operator: row.operator,
    metadata,
    metadataProblem: typeof fields.unread === 'string' ? fields.unread : null,
    previewProblem: preview !== undefined && 'problem' in preview ? preview.problem : null,
    conflicts: [
      ...(metadata?.conflicts ?? []),
      ...farFromCases(
        vault.db,
        metadata?.derived.position ?? null,
        links.map(({ id }) => id),
      ),
      ...capturedWhenSent(metadata?.derived.captured ?? null, beside),
    ],
    position: metadata?.derived.position ?? null,
    readings: readingsOf(
      vault,
      metadata?.derived ?? null,
      links.map(({ id }) => id),
    ),
    assertions: recordsOf(vault, 'assertion', { item: seq }).map((record) => ({
      seq: record.first,
      id: record.id,
      field: record.state.field as (typeof assertionFields)[number],
      value: String(record.state.value),
      reason: String(vault.ledger.readFields(record.first).reason ?? ''),
      operator: vault.ledger.appended(record.first).operator,
      at: record.at,
    })),
    duplicates: duplicates.map((duplicate) => duplicate.seq),
    alike: alikeTo(vault, seq, row.sha256),
    namedFor: dateInName(row.name),
    beside,
    companion: itemAsCompanion(vault, seq),
    incidents: links.map((link) => ({
      id: link.id,
      link: link.link,
      title: (title.get(link.id) as { title: string } | undefined)?.title ?? '',
    })),
    history: historyOf(vault, itemSubject(seq)),
    leaf: row.leaf,
    bounds: timeBoundsOf(vault, seq),
  };
}

/** Records what a person says about an item, beside what the file says. Nothing that was read is touched. */
export function assertAboutItem(vault: OpenVault, request: CallRequest<'item.assert'>): ItemDetail {
  itemRow(vault, request.item);
  const { item, field, value, reason } = request;
  append(vault, [recordDraft(vault, 'assertion', newRecordId(), { item, field, value, reason })]);
  return readItem(vault, item);
}
