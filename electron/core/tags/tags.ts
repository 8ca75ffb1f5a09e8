import type { CallOutput, CallRequest } from '../../../shared/contract.ts';
import { inSteps } from '../in-steps.ts';
import { itemRow } from '../records/items.ts';
import {
  amendmentDraft,
  newRecordId,
  readRecord,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from '../records/recording.ts';
import type { Session } from '../session.ts';
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

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, then nothing is tagged; and as `inSteps`. */
export function addTag(session: Session, request: CallRequest<'tag.add'>): Promise<CallOutput<'tag.add'>> {
  const { tag, job } = request;
  return inSteps(session, {
    job,
    things: thingsOf(request),
    draftsOf(vault, thing) {
      requireTaggable(vault, thing);
      const has = standing(vault, thing).some(({ state }) => state.tag === tag);
      return has ? [] : [recordDraft(vault, 'tag', newRecordId(), { ...thing, tag })];
    },
  });
}

/** Throws the same. */
export function removeTag(session: Session, request: CallRequest<'tag.remove'>): Promise<CallOutput<'tag.remove'>> {
  const { tag, reason, job } = request;
  return inSteps(session, {
    job,
    things: thingsOf(request),
    draftsOf(vault, thing) {
      requireTaggable(vault, thing);
      return standing(vault, thing)
        .filter(({ state }) => state.tag === tag)
        .flatMap((record) => {
          const { kind: _kind, id: _id, ...before } = record.state;
          return amendmentDraft(vault, record, record.head, { ...before, removed: true }, reason) ?? [];
        });
    },
  });
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

/** Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED, then nothing is noted; and as `inSteps`. */
export async function noteItems(session: Session, request: CallRequest<'item.note'>): Promise<CallOutput<'item.note'>> {
  const { note, reason, job } = request;
  const { changed, left } = await inSteps(session, {
    job,
    things: [...new Set(request.items)],
    draftsOf(vault, item) {
      itemRow(vault, item);
      return [recordDraft(vault, 'assertion', newRecordId(), { item, field: 'note', value: note, reason })];
    },
  });
  return { noted: changed, left };
}
