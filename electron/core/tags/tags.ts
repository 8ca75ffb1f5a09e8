import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import { itemRow } from '../records/items.ts';
import {
  amendmentDraft,
  append,
  newRecordId,
  readRecord,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from '../records/recording.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Tags on items and incidents: one record for each thing that is tagged, so that what is said of one is withheld, closed and erased with it. */

type Thing = { readonly item: number } | { readonly incident: string };

const thingsOf = ({
  items,
  incidents,
}: {
  readonly items: readonly number[];
  readonly incidents: readonly string[];
}) => [
  ...[...new Set(items)].map((item): Thing => ({ item })),
  ...[...new Set(incidents)].map((incident): Thing => ({ incident })),
];

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED. */
function requireTaggable(vault: OpenVault, thing: Thing): void {
  if ('item' in thing) itemRow(vault, thing.item);
  else readRecord(vault, 'incident', thing.incident);
}

const standing = (vault: OpenVault, thing: Thing): StoredRecord[] =>
  recordsOf(vault, 'tag', thing).filter(({ state }) => state.removed !== true);

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, VAULT_READ_ONLY; then nothing is tagged. */
export function addTag(vault: OpenVault, request: CallRequest<'tag.add'>): CallOutput<'tag.add'> {
  const { tag } = request;
  const drafts = thingsOf(request).flatMap((thing): EntryDraft[] => {
    requireTaggable(vault, thing);
    const has = standing(vault, thing).some(({ state }) => state.tag === tag);
    return has ? [] : [recordDraft(vault, 'tag', newRecordId(), { ...thing, tag })];
  });
  if (drafts.length > 0) append(vault, drafts);
  return { changed: drafts.length };
}

/** Throws the same. */
export function removeTag(vault: OpenVault, request: CallRequest<'tag.remove'>): CallOutput<'tag.remove'> {
  const { tag, reason } = request;
  const drafts = thingsOf(request).flatMap((thing): EntryDraft[] => {
    requireTaggable(vault, thing);
    return standing(vault, thing)
      .filter(({ state }) => state.tag === tag)
      .flatMap((record) => {
        const { kind: _kind, id: _id, ...before } = record.state;
        return amendmentDraft(vault, record, record.head, { ...before, removed: true }, reason) ?? [];
      });
  });
  if (drafts.length > 0) append(vault, drafts);
  return { changed: drafts.length };
}

export function tagsOf(vault: OpenVault, { on }: CallRequest<'tag.of'>): CallOutput<'tag.of'> {
  requireTaggable(vault, on);
  return standing(vault, on).map(({ state, at, first }) => ({
    tag: String(state.tag),
    at,
    operator: vault.ledger.appended(first).operator,
  }));
}

export const allTags = ({ db }: OpenVault): CallOutput<'tag.list'> =>
  db
    .prepare(
      `SELECT fields ->> '$.tag' AS tag, count(*) AS count FROM record
       WHERE kind = 'tag' AND fields ->> '$.removed' IS NULL GROUP BY tag ORDER BY count DESC, tag`,
    )
    .all() as CallOutput<'tag.list'>;

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, VAULT_READ_ONLY; then nothing is noted. */
export function noteItems(vault: OpenVault, request: CallRequest<'item.note'>): CallOutput<'item.note'> {
  const { note, reason } = request;
  const drafts = [...new Set(request.items)].map((item) => {
    itemRow(vault, item);
    return recordDraft(vault, 'assertion', newRecordId(), { item, field: 'note', value: note, reason });
  });
  append(vault, drafts);
  return { noted: drafts.length };
}
