/** What witnesses say after their account was taken: they add to it, or take it back. The account itself stays as it was. */
import { brokenField } from '../../../shared/broken-rule.ts';
import type { LaterAccount } from '../../../shared/contract/later-account.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import {
  additionFields,
  extentOf,
  type LaterKind,
  laterKinds,
  recantingFields,
  type TakenBackExtent,
  type TakenBackOfClaim,
  takenBackField,
} from '../../../shared/model/later-accounts.ts';
import { paragraph, type RecordId } from '../../../shared/model/records.ts';
import type { Told } from '../../../shared/model/testimony.ts';
import type { EntryDraft } from '../ledger/ledger.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Layout, stateFrom, valuesFrom } from './layout.ts';
import { titleOf } from './links.ts';
import { merged, type RecordState } from './merging.ts';
import {
  amendmentDraft,
  append,
  newRecordId,
  readRecord,
  recordDraft,
  recordsOf,
  type StoredRecord,
} from './recording.ts';
import { concerning, recordSubject } from './subjects.ts';
import { apartFromTold, paragraphIn, withTold } from './told-by.ts';

type Given = CallRequest<'laterAccount.add'>['said'];
const kindOf = ({ act }: Pick<Given, 'act'>): LaterKind => (act === 'adds' ? 'addition' : 'recanting');

const addition: Layout = {
  split: {
    takenBy: { as: 'takenby', way: 'whole' },
    readBack: { as: 'readback', way: 'whole' },
    paragraphs: { as: 'account', way: 'list' },
  },
  always: ['when'],
};
/** What is taken back stands with the entry that it is taken back of. */
const recanting: Layout = { ...addition, split: { ...addition.split, takesBack: { as: 'takenback', way: 'whole' } } };

function stateOf(testimony: RecordId, said: Given, entry: number): RecordState {
  const { account, told } = apartFromTold(said.fields.paragraphs);
  if (said.act === 'adds')
    return { testimony, ...stateFrom(additionFields, addition, { ...said.fields, paragraphs: account }), ...told };
  const { takesBack, ...fields } = said.fields;
  return {
    testimony,
    ...stateFrom(recantingFields, recanting, { ...fields, paragraphs: account }),
    ...told,
    takenback: { entry, paragraphs: takesBack === null ? null : [...new Set(takesBack)].sort((a, b) => a - b) },
  };
}

const paragraphName = /^account\.(\d+)$/;

/** The texts of an account's paragraphs, by their number. */
function textsOf(state: RecordState): Map<number, string> {
  return new Map(
    Object.entries(state).flatMap(([name, value]) => {
      const number = paragraphName.exec(name)?.[1];
      const said = number === undefined ? null : paragraph.loose().safeParse(value);
      return said?.success ? [[Number(number), said.data.text] as const] : [];
    }),
  );
}

/** The testimony as it stood at one of its entries. */
function stateAt(vault: OpenVault, testimony: RecordId, entry: number): RecordState {
  return concerning(vault.db, recordSubject(testimony))
    .filter((seq) => seq <= entry)
    .map((seq) => vault.ledger.readFields(seq))
    .filter(({ id }) => id === testimony)
    .reduce(merged, {});
}

function laterOf(vault: OpenVault, { id, kind, head, at, first, state }: StoredRecord): LaterAccount {
  const entered = { id, head, at, operator: vault.ledger.appended(first).operator };
  if (kind === 'addition') {
    const values = valuesFrom(additionFields, addition, state);
    const fields = additionFields.parse({ ...values, paragraphs: withTold(values.paragraphs, state) });
    return { act: 'adds', ...entered, fields };
  }
  const { entry, paragraphs } = takenBackField.parse(state.takenback);
  const values = valuesFrom(recantingFields, recanting, state);
  const fields = recantingFields.parse({
    ...values,
    paragraphs: withTold(values.paragraphs, state),
    takesBack: paragraphs,
  });
  if (paragraphs === null) return { act: 'takes back', ...entered, fields, paragraphs: null };
  const testimony = String(state.testimony);
  const then = textsOf(stateAt(vault, testimony, entry));
  const now = [...textsOf(readRecord(vault, 'testimony', testimony).state)];
  return {
    act: 'takes back',
    ...entered,
    fields,
    paragraphs: paragraphs.map((number) => {
      const text = then.get(number) ?? '';
      return { number, now: now.find(([, words]) => words === text)?.[0] ?? null, text };
    }),
  };
}

const recordsBeside = (vault: OpenVault, testimony: RecordId): StoredRecord[] =>
  laterKinds.flatMap((kind) => recordsOf(vault, kind, { testimony })).sort((a, b) => a.first - b.first);

/** Everything that was said beside one testimony, in the order in which it was recorded. */
export const laterAccountsOf = (vault: OpenVault, testimony: RecordId): LaterAccount[] =>
  recordsBeside(vault, testimony).map((record) => laterOf(vault, record));

/** What a list says of it: how often the witness added, and how much they took back. */
export function laterInShort(
  vault: OpenVault,
  testimony: RecordId,
): { added: number; takenBack: TakenBackExtent | null } {
  const beside = recordsBeside(vault, testimony);
  return {
    added: beside.filter(({ kind }) => kind === 'addition').length,
    takenBack: extentOf(beside.filter(({ kind }) => kind === 'recanting').map(({ state }) => state.takenback)),
  };
}

/**
 * What was taken back of an account, or of one of its paragraphs as it stood at an entry. A paragraph is the same by its words; where they were
 * corrected in between, by its number.
 */
export function takenBackOf(
  vault: OpenVault,
  testimony: RecordId,
  paragraph: { readonly number: number; readonly at: number } | null,
): TakenBackOfClaim | null {
  const taken = recordsOf(vault, 'recanting', { testimony }).map(({ state }) =>
    takenBackField.safeParse(state.takenback),
  );
  if (taken.some(({ data }) => data === undefined || data.paragraphs === null)) return 'whole';
  if (paragraph === null) return taken.length === 0 ? null : 'in part';
  const { number, at } = paragraph;
  const words = textsOf(stateAt(vault, testimony, at)).get(number);
  const isTaken = taken.some(({ data }) => {
    if (data === undefined || data.paragraphs === null) return true;
    const then = textsOf(stateAt(vault, testimony, data.entry));
    const known = [...then.values()].some((text) => text === words);
    return data.paragraphs.some((each) => (known ? then.get(each) === words : each === number));
  });
  return isTaken ? 'paragraph' : null;
}

/** A paragraph with how the witness knows it, as it stood at an entry; null where it isn't there, or the account isn't to be seen. */
export function paragraphAt(
  vault: OpenVault,
  testimony: RecordId,
  { number, at }: { readonly number: number; readonly at: number },
): Told | null {
  return titleOf(vault, testimony) === '' ? null : paragraphIn(stateAt(vault, testimony, at), number);
}

/** Throws FIELD_INVALID for a paragraph that the account did not have. */
function requireParagraphs(vault: OpenVault, testimony: RecordId, entry: number, said: Given): void {
  if (said.act === 'adds' || said.fields.takesBack === null) return;
  const known = textsOf(stateAt(vault, testimony, entry));
  const unknown = said.fields.takesBack.find((number) => !known.has(number));
  if (unknown === undefined) return;
  const expected = [...known.keys()].join(', ');
  throw brokenField('fields.takesBack', 'not one of', expected, unknown);
}

/**
 * Records what a witness said later; answers with the testimony's id. Throws RECORD_NOT_FOUND, RECORD_ERASED, RECORD_CLOSED,
 * RECORD_STALE where the account is not any more what they were told, FIELD_INVALID, VAULT_READ_ONLY.
 */
export function addLater(vault: OpenVault, { testimony, head, said }: CallRequest<'laterAccount.add'>): RecordId {
  const record = readRecord(vault, 'testimony', testimony);
  if (record.head !== head) throw new Fault('RECORD_STALE');
  requireParagraphs(vault, testimony, head, said);
  append(vault, [recordDraft(vault, kindOf(said), newRecordId(), stateOf(testimony, said, head))]);
  return testimony;
}

/**
 * Corrects how it was recorded; what it is taken back of stays. Throws RECORD_NOT_FOUND where it is of the other kind or not there,
 * RECORD_STALE, FIELD_INVALID, VAULT_READ_ONLY.
 */
export function correctLater(
  vault: OpenVault,
  { id, head, said, reason }: CallRequest<'laterAccount.correct'>,
): RecordId {
  const record = readRecord(vault, kindOf(said), id);
  const testimony = String(record.state.testimony);
  const entry = said.act === 'adds' ? 0 : takenBackField.parse(record.state.takenback).entry;
  requireParagraphs(vault, testimony, entry, said);
  const draft: EntryDraft | null = amendmentDraft(vault, record, head, stateOf(testimony, said, entry), reason);
  if (draft !== null) append(vault, [draft]);
  return testimony;
}
