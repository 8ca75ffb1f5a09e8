import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amendRecord, createRecord, listEntered, readEntered } from '../../../electron/core/records/entering.ts';
import { createIncident, listIncidents, readIncident } from '../../../electron/core/records/incidents.ts';
import { readItem } from '../../../electron/core/records/items.ts';
import { relate, relationsOf, unrelate } from '../../../electron/core/records/links.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { search } from '../../../electron/core/search/search.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { type CallInput, contract } from '../../../shared/contract.ts';
import type { EnteredKind } from '../../../shared/model/kinds.ts';
import { archiveItem, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let vault: OpenVault;

beforeEach(async () => {
  there = await temporaryVault();
  vault = there.vault;
});
afterEach(() => there.remove());

/** As a call would: the schema fills in what is not said. */
const create = (request: CallInput<'record.create'>) =>
  createRecord(vault, contract['record.create'].input.parse(request));
const list = (kind: EnteredKind, more: Omit<CallInput<'record.list'>, 'kind'> = {}) =>
  listEntered(vault, contract['record.list'].input.parse({ kind, ...more }));
const cases = (more: CallInput<'incident.list'> = {}) =>
  listIncidents(vault, contract['incident.list'].input.parse(more));
const report = (title: string, edtf = '') =>
  createIncident(
    vault,
    contract['incident.create'].input.parse({
      fields: {
        title,
        facility: '',
        place: { name: '', precision: 'unknown', point: null },
        when: { edtf },
        account: '',
        attackTypes: [],
        certainty: 'possible',
      },
      items: [],
    }),
  );

const clinic: Extract<CallInput<'record.create'>, { kind: 'facility' }>['fields'] = {
  names: [
    { text: 'Training Clinic', language: 'en' },
    { text: 'عيادة التدريب', language: 'ar' },
  ],
  category: 'clinic',
};

const nowhere = { name: 'Training Town (fictional)', precision: 'settlement', point: null } as const;

describe('a facility', () => {
  test('keeps its names in every script, and what was not said is not invented', () => {
    const made = create({ kind: 'facility', fields: clinic });
    expect(made.title).toBe('Training Clinic · عيادة التدريب');
    expect(made.fields).toMatchObject({ category: 'clinic', runby: [], serves: '' });
    const entry = vault.ledger.appended(made.first);
    expect(Object.keys(entry.fields).sort()).toEqual(['category', 'id', 'kind', 'names']);
  });

  test('goes on while its sites change, and tells of them in its history', () => {
    const facility = create({ kind: 'facility', fields: clinic });
    const above = create({
      kind: 'site',
      fields: { facility: facility.id, when: { edtf: '2013/2016-04-27' }, mode: 'building', place: nowhere },
    });
    const below = create({
      kind: 'site',
      fields: {
        facility: facility.id,
        when: { edtf: '2016-05~/..' },
        mode: 'underground',
        place: nowhere,
        movedfrom: above.id,
        emblem: 'hidden',
      },
    });
    const other = create({ kind: 'facility', fields: { names: [{ text: 'Another' }] } });
    expect(list('site', { of: facility.id, order: 'happened' }).records.map(({ id }) => id)).toEqual([
      above.id,
      below.id,
    ]);
    expect(list('site', { of: other.id }).total).toBe(0);
    expect(below.names).toEqual([
      { field: 'facility', kind: 'facility', id: facility.id, title: facility.title },
      { field: 'movedfrom', kind: 'site', id: above.id, title: above.title },
    ]);
    expect(readEntered(vault, 'facility', facility.id).history.map(({ action }) => action)).toEqual([
      'recordEntered',
      'recordEntered',
      'recordEntered',
    ]);
  });

  test('is corrected by a new entry that carries only what changed; two edits at once lose neither', () => {
    const made = create({ kind: 'facility', fields: { ...clinic, note: 'first' } });
    const amend = (fields: object) =>
      amendRecord(
        vault,
        contract['record.amend'].input.parse({
          kind: 'facility',
          id: made.id,
          head: made.head,
          fields: { ...clinic, ...fields },
          reason: 'somebody looked again',
        }),
      );
    const after = amend({ category: 'unknown', note: 'second' });
    expect(after.fields).toMatchObject({ category: 'unknown', note: 'second' });
    expect(after.history.at(-1)?.changes).toEqual([
      { field: 'category', before: 'clinic', after: null },
      { field: 'note', before: 'first', after: 'second' },
    ]);
    expect(() => amend({ note: 'third' })).toThrow('RECORD_STALE');
  });
});

describe('a record that names another', () => {
  test('is refused with the field, the rule and the value where the other is not there, and nothing is stored', () => {
    const size = vault.ledger.size;
    const fields = { facility: 'a'.repeat(32), place: nowhere };
    expect(() => create({ kind: 'site', fields })).toThrow(
      expect.objectContaining({
        code: 'FIELD_INVALID',
        params: { field: 'facility', rule: 'unknown record', expected: 'facility', value: 'a'.repeat(32) },
      }),
    );
    expect(vault.ledger.size).toBe(size);
  });

  test('is refused where the other is of another kind', () => {
    const organisation = create({ kind: 'organisation', fields: { names: [{ text: 'Training relief' }] } });
    expect(() => create({ kind: 'site', fields: { facility: organisation.id, place: nowhere } })).toThrow(
      'FIELD_INVALID',
    );
  });
});

describe('a list', () => {
  test.each(['entered', 'happened', 'title'] as const)('gives every record once, page by page, by %s', (order) => {
    const dates = ['2016-04-27', '2016-04', '', '../2014', '2015-01-01/2017', '2016-04-27~', ''];
    for (const [index, edtf] of dates.entries()) report(`case ${(index * 5) % dates.length}`, edtf);
    for (const backwards of [false, true]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = cases({ order, backwards, cursor, limit: 2 });
        expect(page.total).toBe(dates.length);
        seen.push(...page.incidents.map(({ title, when }) => (order === 'happened' ? when : title)));
        cursor = page.next;
      } while (cursor !== null);
      expect(seen).toHaveLength(dates.length);
      if (order === 'title') expect(seen).toEqual(backwards ? [...seen].sort().reverse() : [...seen].sort());
      if (order === 'happened') expect(seen.slice(-2)).toEqual(['', '']);
    }
  });

  test('finds by days whatever may have happened then, and never what has no time', () => {
    for (const edtf of ['2016-04-27', '2016-04', '', '2014/2017', '2018']) report(`on ${edtf}`, edtf);
    const found = cases({ from: '2016-04-10', to: '2016-04-12' });
    expect(found.incidents.map(({ when }) => when)).toEqual(['2016-04', '2014/2017']);
  });

  test('refuses a cursor that it did not give', () => {
    expect(() => cases({ cursor: 'bm9uZQ' })).toThrow('FIELD_INVALID');
  });
});

describe('a link between any two things', () => {
  test('is told at both ends and in both histories, and taken back by a new entry', () => {
    const facility = create({ kind: 'facility', fields: clinic });
    const { id } = report('Strike');
    const request = { from: { record: id }, to: { record: facility.id }, kind: 'at', reason: 'as two witnesses say' };
    const { link } = relate(vault, contract['record.relate'].input.parse(request));
    expect(relate(vault, contract['record.relate'].input.parse(request)).link).toBe(link);
    expect(readIncident(vault, id).relations).toMatchObject([
      { link, kind: 'at', end: 'from', other: { kind: 'facility', id: facility.id, title: facility.title } },
    ]);
    expect(relationsOf(vault, { record: facility.id })).toMatchObject([
      { link, end: 'to', other: { kind: 'incident', title: 'Strike' } },
    ]);
    expect(cases({ of: facility.id }).incidents.map((each) => each.id)).toEqual([id]);
    unrelate(vault, { link, reason: 'they meant another one' });
    expect(relationsOf(vault, { record: facility.id })).toEqual([]);
    expect(cases({ of: facility.id }).total).toBe(0);
    expect(readEntered(vault, 'facility', facility.id).history.map(({ action }) => action)).toEqual([
      'recordEntered',
      'linked',
      'unlinked',
    ]);
  });

  test('joins a file with what it was made from, and leaves it without a case', async () => {
    const original = await archiveItem(vault, 'IMG_0001.JPG');
    const redacted = await archiveItem(vault, 'IMG_0001-redacted.png');
    relate(vault, { from: { item: redacted }, to: { item: original }, kind: 'derived: redacted', reason: '' });
    expect(relationsOf(vault, { item: original })).toMatchObject([
      { kind: 'derived: redacted', end: 'to', other: { what: 'item', seq: redacted } },
    ]);
    expect(readItem(vault, original)).toMatchObject({ incidents: [], summary: { incidents: 0 } });
  });

  test('is refused where it makes no sense, or an end is not there', async () => {
    const facility = create({ kind: 'facility', fields: clinic });
    const item = await archiveItem(vault, 'IMG_0001.JPG');
    const { id } = report('Strike');
    const joins = (from: object, to: object, kind: string) => () =>
      relate(vault, contract['record.relate'].input.parse({ from, to, kind, reason: '' }));
    expect(joins({ record: id }, { record: id }, 'same event')).toThrow('FIELD_INVALID');
    expect(joins({ record: id }, { item }, 'repeat attack on')).toThrow('FIELD_INVALID');
    expect(joins({ record: facility.id }, { item }, 'derived: redacted')).toThrow('FIELD_INVALID');
    expect(joins({ record: 'b'.repeat(32) }, { item }, 'shows')).toThrow(
      expect.objectContaining({
        params: expect.objectContaining({ field: 'from', rule: 'unknown record', value: 'b'.repeat(32) }),
      }),
    );
    expect(joins({ record: id }, { item: 4_211 }, 'shows')).toThrow(
      expect.objectContaining({
        params: expect.objectContaining({ field: 'to', rule: 'unknown record', value: 4_211 }),
      }),
    );
  });
});

describe('a search', () => {
  const found = (text: string, facets: CallInput<'search.query'>['query']['facets'] = {}) =>
    search(vault, contract['search.query'].input.parse({ query: { text, facets } })).hits;

  test('finds records of every kind by their words, in any script, and narrows them by what kind they are', () => {
    const facility = create({ kind: 'facility', fields: { ...clinic, serves: 'three streets' } });
    create({ kind: 'facility', fields: { names: [{ text: 'عيادة ثانية' }], category: 'hospital' } });
    const agreement = create({
      kind: 'agreement',
      fields: {
        title: 'Training truce',
        category: 'local truce',
        excluded: [{ name: 'Group C' }],
        begins: { edtf: '2016-02' },
      },
    });
    expect(found('عياده التدريب').map((hit) => hit.kind !== 'item' && hit.id)).toEqual([facility.id]);
    expect(found('group c')).toMatchObject([
      { kind: 'agreement', id: agreement.id, days: { from: '2016-02-01', to: null }, passage: { field: 'excluded' } },
    ]);
    expect(found('', { category: ['hospital'] })).toMatchObject([{ title: [{ text: 'عيادة ثانية' }] }]);
  });

  test('never finds by coordinates, and shows none', () => {
    const facility = create({ kind: 'facility', fields: clinic });
    const fields = {
      facility: facility.id,
      coordinates: '33.7534 30.2593',
      addressees: [{ name: 'Monitoring centre' }],
    };
    create({ kind: 'notification', fields });
    expect(found('33.7534')).toEqual([]);
    expect(found('monitoring')).toMatchObject([
      { kind: 'notification', title: [{ text: 'Monitoring', hit: true }, {}] },
    ]);
    expect(JSON.stringify(found('monitoring'))).not.toContain('33.7534');
  });
});

test('tables made anew from the ledger are the same', () => {
  const facility = create({ kind: 'facility', fields: clinic });
  create({ kind: 'site', fields: { facility: facility.id, place: nowhere } });
  create({ kind: 'notification', fields: { facility: facility.id, coordinates: '33°45′N 30°15′E' } });
  create({
    kind: 'agreement',
    fields: { title: 'Training truce', category: 'ceasefire', begins: { edtf: '2016-02-27' } },
  });
  create({ kind: 'device', fields: { title: 'Training phone', clock: { ahead: -60, found: 'held against GPS' } } });
  const { id } = report('Strike', '2016-04-27');
  relate(vault, { from: { record: id }, to: { record: facility.id }, kind: 'at', reason: '' });
  const before = projectionRows(vault.db);
  rebuildProjections(vault.db, vault.ledger);
  expect(projectionRows(vault.db)).toEqual(before);
});
