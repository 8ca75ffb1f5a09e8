/** Which fields of which entries speak of a witness or of a file: all that goes when it is erased. */
import { holdsPerEntry, itemFields } from '../../../shared/model/entries.ts';
import type { ErasureTarget } from '../../../shared/model/erasure.ts';
import { statementOf } from '../acquisition/statements.ts';
import { placeOf } from '../ingest/source.ts';
import type { ErasedFields } from '../ledger/erasures.ts';
import { soundOf } from '../recording/ties.ts';
import { fieldsAboutFile } from '../records/companion-fields.ts';
import { itemRow } from '../records/items.ts';
import { recordsOf } from '../records/recording.ts';
import { concerning, itemSubject, recordSubject } from '../records/subjects.ts';
import { tellingFields } from '../vault/erasing.ts';
import type { OpenVault } from '../vault/vault.ts';
import { namedByCode } from './code-names.ts';

/** By entry, ascending, the names sorted. Throws RECORD_NOT_FOUND, RECORD_ERASED. */
export function belongings(vault: OpenVault, target: ErasureTarget): ErasedFields[] {
  const found = entriesAbout(vault, target).map((seq) => ({ seq, names: spoken(vault, seq, target) }));
  const listed = itemsOf(vault, target).flatMap((seq) => listings(vault, seq));
  const named = target.what === 'person' ? namedByCode(vault, target.id) : [];
  const all = new Map<number, Set<string>>();
  for (const { seq, names } of [...found, ...listed, ...named])
    all.set(seq, new Set([...(all.get(seq) ?? []), ...names]));
  return [...all]
    .map(([seq, names]) => ({ seq, names: [...names].sort() }))
    .filter(({ names }) => names.length > 0)
    .sort((a, b) => a.seq - b.seq);
}

/** Files that go: a testimony's sound is the witness's own voice. */
export function itemsOf(vault: OpenVault, target: ErasureTarget): number[] {
  if (target.what === 'item') return [target.seq];
  return target.what === 'testimony' ? soundOf(vault.db, target.id) : [];
}

function entriesAbout(vault: OpenVault, target: ErasureTarget): number[] {
  const ofFiles = itemsOf(vault, target).flatMap((seq) => [seq, ...concerning(vault.db, itemSubject(seq))]);
  if (target.what === 'item') return [...new Set(ofFiles)];
  if (target.what === 'testimony') return [...new Set([...concerning(vault.db, recordSubject(target.id)), ...ofFiles])];
  if (target.what === 'person') return concerning(vault.db, recordSubject(target.id));
  return recordsOf(vault, 'identity', { testimony: target.id }).flatMap(({ id }) =>
    concerning(vault.db, recordSubject(id)),
  );
}

/** What of one entry goes. What only says that there was a request, and what an entry belongs to, stays. */
function spoken(vault: OpenVault, seq: number, target: ErasureTarget): string[] {
  const names = tellingFields(vault.db, seq);
  const { type, kind, id } = vault.ledger.readFields(seq);
  if (type === 'item') return names;
  if (type === 'link') return target.what === 'identity' ? [] : names;
  if (type !== 'record') return [];
  switch (kind) {
    case 'testimony':
    case 'addition':
    case 'recanting':
      return target.what === 'testimony' ? names : [];
    case 'identity':
    case 'assertion':
    case 'claim':
    case 'tag':
    case 'clock':
      return names;
    // What its columns are called and say goes with the file; what the cases say has become their own.
    case 'import':
      return target.what === 'item' ? names : [];
    case 'companion':
      return itemsOf(vault, target).flatMap((item) => [...fieldsAboutFile(vault.db, id, item, names)]);
    // Who is connected with what goes, and what it was marked as, goes with it; that somebody decided something stays.
    case 'involvement':
      // That a thing concerns somebody must stay: what nobody is connected with is open.
      if (target.what === 'person') return names.filter((name) => name === 'reason');
      return target.what === 'identity' ? [] : names;
    case 'mark':
    // What was said, and by whose voice.
    case 'recording':
    case 'transcript':
    case 'translation':
      return target.what === 'identity' ? [] : names;
    case 'person':
    case 'consent':
    case 'notice':
      return target.what === 'person' ? names : [];
    case 'hold':
    case 'restriction':
    case 'override':
      return names.filter((name) => name === 'basis' || name === 'reason');
    default:
      return [];
  }
}

/** Entries of the statement about an acquisition, where it is about no other. */
function statedAlone(vault: OpenVault, acquisition: number): number[] {
  const statement = statementOf(vault, acquisition);
  return statement === null || statement.acquisitions.length > 1
    ? []
    : concerning(vault.db, recordSubject(statement.id));
}

const signOffsAbout = ({ db }: OpenVault, acquisition: number): number[] =>
  db
    .prepare("SELECT first FROM record WHERE kind = 'signoff' AND fields ->> '$.acquisition' = ?")
    .pluck()
    .all(acquisition) as number[];

type Holding = { acquisition: number; number: number; path: string; kind: string; label: string };

/** Where acquisitions list the file, each time that its source was listed; the source's own path where nothing else came from there. */
function listings(vault: OpenVault, seq: number): ErasedFields[] {
  const { db, ledger } = vault;
  const item = itemRow(vault, seq);
  const own = itemFields.acquisition.parse(ledger.readFields(seq).acquisition);
  const listed = db
    .prepare(
      `SELECT acquisition, number, holding.path, kind, acquisition.path AS label
       FROM holding JOIN acquisition ON acquisition.seq = acquisition
       WHERE size = ? AND modified IS ? OR acquisition = ? AND number = ? ORDER BY acquisition, number`,
    )
    .all(item.size, item.modified, own.seq, own.number) as Holding[];
  const others = db.prepare('SELECT count(*) FROM item WHERE acquisition = ? AND number = ? AND seq <> ?').pluck();
  const fields = new Map<number, string[]>();
  const add = (entry: number, name: string) => {
    if (ledger.disclosure(entry, name) !== null) fields.set(entry, [...(fields.get(entry) ?? []), name].sort());
  };
  for (const holding of listed) {
    const isOwn = holding.acquisition === own.seq && holding.number === own.number;
    if (!isOwn && placeOf(holding, holding.path) !== item.path) continue;
    // Together with the hashes of the other files, which whoever has them knows, it gives away this one's.
    for (const signed of signOffsAbout(vault, holding.acquisition)) add(signed, 'digest');
    if (others.get(holding.acquisition, holding.number, seq) !== 0) continue;
    add(holding.acquisition + Math.floor((holding.number - 1) / holdsPerEntry), `holds.${holding.number}`);
    const rest = db
      .prepare('SELECT count(*) FROM holding WHERE acquisition = ? AND number <> ?')
      .pluck()
      .get(holding.acquisition, holding.number);
    if (rest === 0) {
      for (const name of ['source.path', 'volume', 'skipped']) add(holding.acquisition, name);
      for (const each of statedAlone(vault, holding.acquisition))
        for (const name of tellingFields(db, each)) add(each, name);
    }
  }
  return [...fields].map(([entry, names]) => ({ seq: entry, names }));
}
