import type { Database } from 'better-sqlite3';
import { type BesideItem, type ItemAsCompanion, mostCompanionFiles } from '../../../shared/contract/companion.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import {
  type AboutFile,
  aboutFile,
  type ChatRead,
  type CompanionCounts,
  type CompanionForm,
  companionFields,
  type SaidOfFile,
  saidOfFile,
} from '../../../shared/model/companions.ts';
import { isClosed } from '../gate/closing.ts';
import { erasureByEntry } from '../ledger/erasures.ts';
import type { Appended, EntryDraft } from '../ledger/ledger.ts';
import type { OpenVault } from '../vault/vault.ts';
import { flagBeside } from './flags.ts';
import { difference, merged, type RecordState } from './merging.ts';
import { append, newRecordId } from './recording.ts';
import { itemSubject } from './subjects.ts';

/** Companions in the ledger, and the tables that an item's page reads them from. */
export const companionSchema = `
  CREATE TABLE companion (
    item INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, form TEXT NOT NULL, summary TEXT NOT NULL
  ) STRICT;
  CREATE TABLE companion_entry (id TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (id, entry)) STRICT, WITHOUT ROWID;
  -- Which entry speaks of which item, under which number, and which one has what is said of it; when it was sent, and in which zone.
  CREATE TABLE companion_file (
    id TEXT NOT NULL, number INTEGER NOT NULL, item INTEGER NOT NULL, answer TEXT, entry INTEGER NOT NULL, said INTEGER,
    sent TEXT, zone TEXT,
    PRIMARY KEY (id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX companion_file_by_item ON companion_file (item);
`;

/** A companion as it was read and compared. Numbers are unique, from 1. */
export type Companion = {
  readonly item: number;
  readonly acquisition: number;
  readonly form: CompanionForm;
  readonly parsers: readonly string[];
  readonly counts: CompanionCounts;
  readonly chat: ChatRead | null;
  readonly cut: boolean;
  readonly files: readonly { readonly number: number; readonly about: AboutFile; readonly says: SaidOfFile | null }[];
  readonly absent: readonly { readonly number: number; readonly named: string }[];
};

/** Below the 1,024 names that a body has (FORMAT.md, section 4), with room for those of every entry. */
const fieldsPerEntry = 900;

const furtherReason = 'The source was looked at again, and other files of it are here now.';

function fieldsOf({ files, absent, chat, item, ...summary }: Companion): Record<string, Json> {
  const fields: Record<string, Json> = { ...(summary as unknown as Record<string, Json>), item };
  if (chat !== null) fields.chat = chat as unknown as Json;
  for (const { number, about, says } of files) {
    fields[`about.${number}`] = about as unknown as Json;
    if (says !== null) fields[`says.${number}`] = says as unknown as Json;
  }
  for (const { number, named } of absent) fields[`absent.${number}`] = named;
  return fields;
}

/**
 * Enters what a companion says: all of it the first time, what is different later, nothing where all is as it was. Of a companion that is
 * closed nothing is entered, and what it says of a closed file is closed at once.
 */
export function recordCompanion(vault: OpenVault, companion: Companion): void {
  const closed = (item: number) => isClosed(vault.db, itemSubject(item));
  if (closed(companion.item)) return;
  const enter = (drafts: readonly EntryDraft[]) =>
    append(vault, drafts, () => {
      if (companion.files.some(({ about }) => closed(about.item))) vault.reclose();
    });
  const id = vault.db.prepare('SELECT id FROM companion WHERE item = ?').pluck().get(companion.item) as
    | string
    | undefined;
  const fields = fieldsOf(companion);
  if (id === undefined) {
    enter(parts(vault, newRecordId(), fields, [], null));
    return;
  }
  const entries = entriesOf(vault, id);
  // What was erased of it must not come back with the next look.
  if (entries.some((entry) => erasureByEntry(vault.db, entry) !== null)) return;
  const {
    kind: _kind,
    id: _id,
    ...before
  } = entries
    .map((entry) => vault.ledger.appended(entry).fields)
    .reduce<RecordState>((state, each) => merged(state, each), {});
  const changes = difference(before, fields);
  if (Object.keys(changes).length > 0) enter(parts(vault, id, changes, entries, furtherReason));
}

/** As many entries as it takes: the first says what the companion is, each further one amends those before it. */
function parts(
  vault: OpenVault,
  id: string,
  fields: RecordState,
  amended: readonly number[],
  reason: string | null,
): EntryDraft[] {
  const names = Object.keys(fields);
  const drafts: EntryDraft[] = [];
  const first = vault.ledger.size;
  for (let from = 0; from < names.length; from += fieldsPerEntry) {
    const amends = [...amended, ...drafts.map((_draft, index) => first + index)];
    drafts.push({
      type: 'record',
      operator: vault.operator,
      fields: {
        ...Object.fromEntries(names.slice(from, from + fieldsPerEntry).map((name) => [name, fields[name] ?? null])),
        kind: 'companion',
        id,
        ...(amends.length === 0 ? {} : { amends }),
        ...(reason === null ? {} : { reason }),
      },
    });
  }
  return drafts;
}

const summaryFields = ['form', 'parsers', 'counts', 'chat', 'cut', 'acquisition'] as const;

const numbered = (fields: Readonly<Record<string, Json>>, prefix: string): [number: number, value: Json][] =>
  Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[Number(name.slice(prefix.length)), value]] : [],
  );

/** @returns the items that an entry speaks of, the companion itself first */
export function applyCompanion(db: Database, id: string, entry: Appended): number[] {
  const { fields } = entry;
  const before = db.prepare('SELECT item, summary FROM companion WHERE id = ?').get(id) as
    | { item: number; summary: string }
    | undefined;
  const item = typeof fields.item === 'number' ? fields.item : before?.item;
  // What is left of an entry that was erased whole names the companion and nothing else.
  if (item === undefined || (before === undefined && fields.form === undefined))
    return item === undefined ? [] : [item];
  const summary = before === undefined ? {} : (JSON.parse(before.summary) as RecordState);
  for (const name of summaryFields) if (fields[name] !== undefined) summary[name] = fields[name];
  db.prepare(
    `INSERT INTO companion (item, id, form, summary) VALUES (?, ?, ?, ?)
     ON CONFLICT (item) DO UPDATE SET form = excluded.form, summary = excluded.summary`,
  ).run(item, id, String(summary.form), canonicalText(summary));
  db.prepare('INSERT INTO companion_entry (id, entry) VALUES (?, ?)').run(id, entry.seq);
  const put = db.prepare(
    `INSERT INTO companion_file (id, number, item, answer, entry) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id, number) DO UPDATE SET item = excluded.item, answer = excluded.answer, entry = excluded.entry`,
  );
  const drop = db.prepare('DELETE FROM companion_file WHERE id = ? AND number = ?');
  const sentAs = db.prepare('SELECT item FROM companion_file WHERE id = ? AND number = ? AND sent IS NOT NULL').pluck();
  const sent = new Set<number>();
  const noteSent = (number: number) => {
    const item = sentAs.get(id, number) as number | undefined;
    if (item !== undefined) sent.add(item);
  };
  const items = new Set([item]);
  for (const [number, value] of numbered(fields, 'about.')) {
    const about = aboutFile.safeParse(value);
    noteSent(number);
    if (!about.success) drop.run(id, number);
    else {
      put.run(id, number, about.data.item, about.data.answer, entry.seq);
      items.add(about.data.item);
      noteSent(number);
    }
  }
  const says = db.prepare('UPDATE companion_file SET said = ?, sent = ?, zone = ? WHERE id = ? AND number = ?');
  for (const [number, value] of numbered(fields, 'says.')) {
    const stated = saidOfFile.safeParse(value).data?.sent ?? null;
    noteSent(number);
    says.run(value === null ? null : entry.seq, stated?.wall ?? null, stated?.offset ?? null, id, number);
    noteSent(number);
  }
  for (const one of sent) flagBeside(db, one);
  return [...items];
}

/** What companions say of an item, in the order in which they were read. */
export function besideItem(vault: OpenVault, item: number): BesideItem[] {
  const rows = vault.db
    .prepare(
      `SELECT companion_file.number, entry, said, companion.item, companion.form, item.name FROM companion_file
       JOIN companion ON companion.id = companion_file.id JOIN item ON item.seq = companion.item
       WHERE companion_file.item = ? ORDER BY entry, companion_file.number`,
    )
    .all(item) as {
    number: number;
    entry: number;
    said: number | null;
    item: number;
    form: CompanionForm;
    name: string;
  }[];
  return rows.flatMap(({ number, entry, said, ...companion }) => {
    const about = aboutFile.safeParse(vault.ledger.readFields(entry)[`about.${number}`]);
    if (!about.success) return [];
    const says = said === null ? null : saidOfFile.safeParse(vault.ledger.readFields(said)[`says.${number}`]);
    const { item: _item, ...stated } = about.data;
    return [{ entry, number, companion, about: stated, says: says?.success ? says.data : null }];
  });
}

const entriesOf = (vault: OpenVault, id: string): number[] =>
  vault.db.prepare('SELECT entry FROM companion_entry WHERE id = ? ORDER BY entry').pluck().all(id) as number[];

/** What an item says of others; `null` where it is no companion. */
export function itemAsCompanion(vault: OpenVault, item: number): ItemAsCompanion | null {
  const row = vault.db.prepare('SELECT id, form, summary FROM companion WHERE item = ?').get(item) as
    | { id: string; form: CompanionForm; summary: string }
    | undefined;
  if (row === undefined) return null;
  const summary = JSON.parse(row.summary) as RecordState;
  const files = vault.db
    .prepare(
      `SELECT companion_file.item, item.name, companion_file.answer FROM companion_file
       JOIN item ON item.seq = companion_file.item
       WHERE companion_file.id = ?
       ORDER BY companion_file.answer IS NOT 'differs', companion_file.answer IS NOT 'not listed', companion_file.number LIMIT ?`,
    )
    .all(row.id, mostCompanionFiles) as ItemAsCompanion['files'];
  const state = entriesOf(vault, row.id)
    .map((entry) => vault.ledger.readFields(entry))
    .reduce<RecordState>((before, fields) => merged(before, fields), {});
  const absent = numbered(state, 'absent.').flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
  return {
    form: row.form,
    parsers: companionFields.parsers.catch([]).parse(summary.parsers),
    counts: companionFields.counts.parse(summary.counts),
    chat: companionFields.chat.nullable().parse(summary.chat ?? null),
    cut: summary.cut === true,
    files,
    absent: absent.slice(0, mostCompanionFiles),
  };
}
