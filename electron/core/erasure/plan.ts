/** What an erasure would do, would not do, and can't reach: seen before the first yes and again before the second. */
import { createHash } from 'node:crypto';
import type { ErasurePlan } from '../../../shared/contract/erasure.ts';
import { Fault } from '../../../shared/faults.ts';
import { canonicalise, type Json } from '../../../shared/ledger/canonical.ts';
import { hashToHex } from '../../../shared/ledger/hex.ts';
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import type { ErasureTarget } from '../../../shared/model/erasure.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { copiesAbout, copiesOf } from '../bundle/copies.ts';
import type { ErasedFields } from '../ledger/erasures.ts';
import { draftsHolding } from '../records/drafts.ts';
import { enteredAt } from '../records/entered.ts';
import { actionOf } from '../records/history.ts';
import { casesOf, nameIfShown } from '../records/holds.ts';
import { itemRow } from '../records/items.ts';
import { saidIn, tellingTexts } from '../records/quoting.ts';
import { listRecords } from '../records/recording.ts';
import { searchesHolding } from '../search/saved-searches.ts';
import { releasedOriginals } from '../vault/erasing.ts';
import type { OpenVault } from '../vault/vault.ts';
import { belongings, itemsOf } from './belongings.ts';
import { holdsKeeping, nameOfTarget, thingsOfPerson } from './targets.ts';

/** A plan with what carrying it out takes. */
export type PreparedErasure = {
  readonly plan: ErasurePlan;
  readonly fields: readonly ErasedFields[];
  /** Names of objects that nothing needs any more. */
  readonly objects: readonly string[];
  /** What drafts and saved searches are looked through for. */
  readonly texts: readonly string[];
  readonly searches: ReturnType<typeof searchesHolding>;
};

/** Reads only. Throws RECORD_NOT_FOUND where there is nothing of that kind, RECORD_ERASED where there was. */
export function prepareErasure(vault: OpenVault, target: ErasureTarget): PreparedErasure {
  const name = nameOfTarget(vault, target);
  const fields = belongings(vault, target);
  if (fields.length === 0) throw new Fault('RECORD_NOT_FOUND');
  const released = releasedOriginals(vault.db, fields);
  const said = saidIn(vault, fields);
  const texts = tellingTexts(said);
  const drafts = draftsHolding(vault, texts);
  const searches = searchesHolding(vault, texts, said.points);
  const items = itemsOf(vault, target);
  const twins = new Set(items.flatMap((seq) => twinsOf(vault, seq)));
  const sharedWith = [...twins].filter((seq) => !items.includes(seq)).sort((a, b) => a - b);
  const copies = copiesToName(vault, target, fields);
  const seen = { target, fields, copies: copies.map(({ seq }) => seq), sharedWith, drafts, searches };
  const plan: ErasurePlan = {
    target,
    name,
    digest: hashToHex(
      new Uint8Array(
        createHash('sha256')
          .update(canonicalise(seen as unknown as Json))
          .digest(),
      ),
    ),
    entries: fields.map(({ seq, names }) => entryLosing(vault, seq, names)),
    files: filesOf(vault, fields, released.length > 0),
    sharedWith,
    drafts,
    searches: searches.length,
    earlierLedgers: vault.earlierLedgers,
    copies,
    mentions: mentionsOf(vault, target, name),
    holds: holdsKeeping(vault, target),
  };
  const objects = released.flatMap((sha256) => vault.objects.namesOf(sha256));
  return { plan, fields, objects, texts, searches };
}

/** An entry with the names of the fields that it loses, or has lost. */
export function entryLosing(vault: OpenVault, seq: number, names: readonly string[]): ErasurePlan['entries'][number] {
  const entry = vault.ledger.appended(seq);
  return { seq, at: enteredAt(entry), action: actionOf(entry), fields: [...names] };
}

/** Of a person: whoever has something that concerns them too, because after this nothing here says any more whom it concerned. */
function copiesToName(vault: OpenVault, target: ErasureTarget, fields: readonly ErasedFields[]): ErasurePlan['copies'] {
  const own = copiesOf(vault, fields);
  if (target.what !== 'person') return own;
  const all = [...own, ...thingsOfPerson(vault, target.id).flatMap((on) => copiesAbout(vault, on))];
  return [...new Map(all.map((copy) => [copy.seq, copy])).values()].sort((a, b) => a.seq - b.seq);
}

const twinsOf = (vault: OpenVault, seq: number): number[] =>
  vault.db
    .prepare('SELECT seq FROM item WHERE sha256 = ? AND seq <> ? ORDER BY seq')
    .pluck()
    .all(itemRow(vault, seq).sha256, seq) as number[];

function filesOf(vault: OpenVault, fields: readonly ErasedFields[], released: boolean): ErasurePlan['files'] {
  const files = { originals: 0, previews: 0, bytes: 0 };
  if (!released) return files;
  for (const { seq, names } of fields) {
    const values = vault.ledger.readFields(seq);
    for (const name of names) {
      const claim = readFileClaim(values[name] ?? null);
      if (claim === null) continue;
      files.originals++;
      files.bytes += claim.size;
    }
    const { preview } = values;
    if (names.includes('preview') && preview !== null && typeof preview === 'object' && 'thumb' in preview) {
      files.previews += 2;
    }
  }
  return files;
}

/** Cases that it belongs to, and whatever uses its name in words of its own. */
function mentionsOf(vault: OpenVault, target: ErasureTarget, name: string): ErasurePlan['mentions'] {
  if (target.what === 'person') return mentionsOfPerson(vault, target.id);
  const subject = target.what === 'item' ? target : ({ what: 'testimony', id: target.id } as const);
  const cases = new Set(casesOf(vault, subject));
  const quoted = JSON.stringify(name).slice(1, -1);
  const mentions: ErasurePlan['mentions'] = [];
  for (const { id, state } of listRecords(vault, 'incident')) {
    const speaks = name.length > 3 && JSON.stringify(state).includes(quoted);
    if (cases.has(id) || speaks) mentions.push({ what: 'incident', id, name: String(state.title) });
  }
  for (const { id, state } of listRecords(vault, 'testimony')) {
    if (target.what !== 'item' && id === target.id) continue;
    const belongs = typeof state.incident === 'string' && cases.has(state.incident);
    const speaks = name.length > 3 && JSON.stringify(state).includes(quoted);
    if (belongs || speaks) mentions.push({ what: 'testimony', id, name: String(state.witness) });
  }
  const items = vault.db
    .prepare("SELECT DISTINCT item FROM record WHERE kind = 'assertion' AND instr(fields, ?) > 0 AND item <> ?")
    .pluck()
    .all(name.length > 3 ? quoted : '\u0000', target.what === 'item' ? target.seq : -1) as number[];
  for (const seq of items) mentions.push({ what: 'item', seq, name: itemRow(vault, seq).name });
  return mentions;
}

/** Whatever concerns the person stays: each is erased by itself, or not at all. */
function mentionsOfPerson(vault: OpenVault, person: RecordId): ErasurePlan['mentions'] {
  return thingsOfPerson(vault, person).flatMap((on): ErasurePlan['mentions'] => {
    const name = nameIfShown(vault, on);
    return name === null ? [] : [{ ...on, name }];
  });
}
