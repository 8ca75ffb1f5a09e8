import { keepPreviousData } from '@tanstack/react-query';
import type { End } from '../../shared/contract/record.ts';
import type { SearchHit } from '../../shared/contract.ts';
import type { EnteredKind } from '../../shared/model/kinds.ts';
import { useAnswer } from '../bridge/calls.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';
import { useSettled } from '../kit/settled.ts';

/** What something can be chosen from: the first of a list, and whatever is found by words that core looks for in all of it. */
export type ChoosableKind = 'incident' | 'testimony' | 'item' | EnteredKind;

export interface Choice {
  /** The id of a record, the number of an item's entry. */
  readonly key: string;
  readonly label: string;
  readonly end: End;
}

export interface Choices {
  readonly choices: readonly Choice[];
  /** More than are offered: by other or more words they can be chosen, too. */
  readonly more: boolean;
  readonly isPending: boolean;
}

/** At most so many are offered at once. */
const offered = 50;

const ofRecord = (id: string, name: string): Choice => ({
  key: id,
  label: plainlyShown(name) || id,
  end: { record: id },
});
const ofItem = (seq: number, name: string): Choice => ({
  key: String(seq),
  label: `${plainlyShown(name)} · ${seq}`,
  end: { item: seq },
});
const ofHit = (hit: SearchHit): Choice => {
  const title = hit.title.map(({ text }) => text).join('');
  return hit.kind === 'item' ? ofItem(hit.seq, title) : ofRecord(hit.id, title);
};

/** With nothing typed the newest, or the first by name; otherwise what is found by these words, what is called so first. */
export function useChoices(kind: ChoosableKind, typed: string, asked = true): Choices {
  const words = useSettled(typed.trim());
  const isListed = asked && words === '';
  const cases = useAnswer(
    'incident.list',
    { backwards: true, limit: offered },
    { enabled: isListed && kind === 'incident' },
  );
  const testimonies = useAnswer('testimony.list', {}, { enabled: isListed && kind === 'testimony' });
  const items = useAnswer('item.list', { limit: offered }, { enabled: isListed && kind === 'item' });
  const entered = kind === 'incident' || kind === 'testimony' || kind === 'item' ? null : kind;
  const records = useAnswer(
    'record.list',
    { kind: entered ?? 'facility', order: 'title', limit: offered },
    { enabled: isListed && entered !== null },
  );
  const found = useAnswer(
    'search.query',
    { query: { text: words, kinds: [kind] }, limit: offered },
    { enabled: asked && words !== '', placeholderData: keepPreviousData },
  );
  if (words !== '') {
    const { hits = [], total = 0, more = false } = found.data ?? {};
    return { choices: hits.map(ofHit), more: more || total > hits.length, isPending: found.isPending };
  }
  const list = (choices: readonly Choice[] | undefined, total: number | undefined): Choices => ({
    choices: (choices ?? []).slice(0, offered),
    more: (total ?? 0) > offered,
    isPending: choices === undefined,
  });
  switch (kind) {
    case 'incident':
      return list(
        cases.data?.incidents.map(({ id, title }) => ofRecord(id, title)),
        cases.data?.total,
      );
    case 'testimony':
      return list(
        testimonies.data?.map(({ id, witness }) => ofRecord(id, witness)),
        testimonies.data?.length,
      );
    case 'item':
      return list(
        items.data?.items.map(({ seq, name }) => ofItem(seq, name)),
        items.data?.total,
      );
    default:
      return list(
        records.data?.records.map(({ id, title }) => ofRecord(id, title)),
        records.data?.total,
      );
  }
}

/** What something is called that was chosen before; null until that is known, or where it is not there to be seen. */
export function useNameOf(kind: ChoosableKind, key: string | null): { readonly name: string | null; gone: boolean } {
  const id = key ?? '';
  const is = (other: ChoosableKind) => ({ enabled: key !== null && kind === other });
  const incident = useAnswer('incident.get', { id }, is('incident'));
  const testimony = useAnswer('testimony.get', { id }, is('testimony'));
  const item = useAnswer('item.get', { seq: Number(id) }, is('item'));
  const entered = kind === 'incident' || kind === 'testimony' || kind === 'item' ? null : kind;
  const record = useAnswer(
    'record.get',
    { kind: entered ?? 'facility', id },
    { enabled: key !== null && entered !== null },
  );
  const asked = { incident, testimony, item }[entered === null ? (kind as 'incident') : 'incident'];
  const gone = (entered === null ? asked : record).isError;
  const name =
    incident.data?.fields.title ??
    testimony.data?.fields.witness ??
    record.data?.title ??
    (item.data === undefined ? null : `${item.data.summary.name} · ${item.data.summary.seq}`);
  return { name: name === null ? null : plainlyShown(name), gone };
}
