import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amendIncident, createIncident, readIncident } from '../../../electron/core/records/incidents.ts';
import { assertAboutItem } from '../../../electron/core/records/items.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { amendTestimony, createTestimony } from '../../../electron/core/records/testimonies.ts';
import { forgetSearch, savedSearches, saveSearch } from '../../../electron/core/search/saved-searches.ts';
import { search } from '../../../electron/core/search/search.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { type SearchHit, type SearchQuery, searchQuery } from '../../../shared/contract/search.ts';
import { onlyTold } from '../../../shared/model/testimony.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { erase, everythingOnDisk, vaultOfTwo } from '../../fixtures/erasing.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { archiveItem, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let there: TemporaryVault;
let vault: OpenVault;
let photograph: number;
const made: Record<string, string> = {};

const ask = (query: Partial<SearchQuery>) => search(vault, { query: searchQuery.parse(query), offset: 0, limit: 100 });
const nameOf = (hit: SearchHit) =>
  hit.kind === 'item' ? `item ${hit.seq}` : (Object.entries(made).find(([, id]) => id === hit.id)?.[0] ?? hit.id);
const found = (query: Partial<SearchQuery> | string) =>
  ask(typeof query === 'string' ? { text: query } : query).hits.map(nameOf);
const plain = (pieces: SearchHit['title'] | undefined) =>
  pieces?.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

beforeAll(async () => {
  there = await temporaryVault();
  vault = there.vault;
  photograph = await archiveItem(vault, 'IMG_0417.JPG');
  assertAboutItem(vault, { item: photograph, field: 'note', value: 'Західний вхід лікарні', reason: 'seen on site' });
  made.quds = createIncident(vault, {
    fields: trainingIncident({
      title: 'قصف مُسْتَشْفَى التدريب',
      facility: 'مستشفى التدريب',
      account: 'سقط برميلان على قسم الأطفال بعد صلاة العشاء.',
      when: { edtf: '2016-04-27~', words: 'بعد العشاء' },
      attackTypes: ['heavy_weapons'],
      certainty: 'confirmed',
    }),
    items: [photograph],
  }).id;
  made.clinic = createIncident(vault, {
    fields: trainingIncident({
      title: 'Strike on the street clinic',
      facility: 'Training clinic',
      account: 'The ambulance bay and the pharmacy burnt.',
      when: { edtf: '2016-21', words: '' },
      attackTypes: ['heavy_weapons', 'setting_fire'],
      certainty: 'probable',
    }),
    items: [],
  }).id;
  made.checkpoint = createIncident(vault, {
    fields: trainingIncident({
      title: 'Ambulance held at a checkpoint',
      account: 'On the road from El-Bab.',
      attackTypes: ['obstruction_to_delivery'],
    }),
    items: [],
  }).id;
  made.witness = (
    await createTestimony(vault, {
      fields: {
        ...onlyTold,
        witness: 'witness-1',
        language: 'uk',
        incident: null,
        consent: { state: 'given', audiences: ['court'], conditions: '', explained: true },
        paragraphs: [
          { text: 'Я стояла на даху.', basis: 'saw' },
          { text: 'Потім був другий вибух біля аптеки.', basis: 'heard' },
        ],
      },
      identity: { name: 'Planted Unfindable Name', contact: 'planted@example.org', notes: '' },
      identityPassphrase: 'an identity passphrase',
    })
  ).id;
});

afterAll(() => there.remove());

describe('words are found', () => {
  test('in Arabic, with or without vowel signs, in any form of a letter', () => {
    expect(found('مستشفي التدريب')).toEqual(['quds']);
    expect(found('الاطفال')).toEqual(['quds']);
  });

  test('in Cyrillic, of any case', () => {
    expect(found('ДРУГИЙ ВИБУХ')).toEqual(['witness']);
    expect(found('лікарні')).toEqual([`item ${photograph}`]);
  });

  test('in the middle of a word, and from two letters on where a word begins', () => {
    expect(found('bulan')).toEqual(['checkpoint', 'clinic']);
    expect(found('cl')).toEqual(['clinic']);
    expect(found('img_04')).toEqual([`item ${photograph}`]);
  });

  test('as names, whichever way their parts are joined', () => {
    for (const asked of ['elbab', 'El-Bab', 'el bab', "El'Bab", 'lbab'])
      expect(found(asked), asked).toEqual(['checkpoint']);
    expect(found('"el-bab"')).toEqual(['checkpoint']);
    expect(found('"elbab"')).toEqual(['checkpoint']);
    expect(plain(ask({ text: 'elbab' }).hits[0]?.passage?.text)).toBe('On the road from [El-Bab].');
  });

  test('all of them, in any order; in quotation marks only as they stand', () => {
    expect(found('pharmacy ambulance')).toEqual(['clinic']);
    expect(found('"ambulance bay"')).toEqual(['clinic']);
    expect(found('"bay ambulance"')).toEqual([]);
  });

  test('what is called so comes before what mentions it', () => {
    expect(found('ambulance')).toEqual(['checkpoint', 'clinic']);
  });

  test('and shown where they stand, as they were written', () => {
    const [hit] = ask({ text: 'вибух' }).hits;
    expect(hit?.passage?.field).toBe('account.2');
    expect(plain(hit?.passage?.text)).toBe('Потім був другий [вибух] біля аптеки.');
    expect(plain(ask({ text: 'مستشفى' }).hits[0]?.title)).toBe('قصف [مُسْتَشْفَى] التدريب');
  });
});

describe('what is found is narrowed down', () => {
  test('by the days on which it may have happened; what has no time is left out', () => {
    expect(found({ from: '2016-04-27', to: '2016-04-27' }).sort()).toEqual(['clinic', 'quds']);
    expect(found({ from: '2016-05-01', to: null })).toEqual(['clinic']);
    expect(found({ from: '2016-06-01', to: null })).toEqual([]);
  });

  test('by kind and by facets, any value of one and all of several', () => {
    expect(found({ kinds: ['testimony'] })).toEqual(['witness']);
    expect(found({ facets: { certainty: ['confirmed', 'probable'] } }).sort()).toEqual(['clinic', 'quds']);
    expect(found({ facets: { certainty: ['confirmed', 'probable'], attack: ['setting_fire'] } })).toEqual(['clinic']);
  });

  test('with how many of each there are', () => {
    const { facets, kinds, total } = ask({ text: '' });
    expect(total).toBe(5);
    expect(kinds).toContainEqual({ kind: 'incident', count: 3 });
    expect(facets.find(({ facet }) => facet === 'attack')?.values[0]).toEqual({ value: 'heavy_weapons', count: 2 });
  });

  test('or put in the order in which it happened', () => {
    expect(found({ kinds: ['incident'], order: 'happened' })).toEqual(['clinic', 'quds', 'checkpoint']);
  });
});

describe('the index follows the ledger', () => {
  test('a corrected account is found by its new words and no more by the old ones', () => {
    const before = readIncident(vault, made.checkpoint ?? '');
    amendIncident(vault, {
      id: before.id,
      head: before.head,
      fields: { ...before.fields, account: 'Unusualword for three hours.' },
      reason: 'told more exactly',
    });
    expect(found('unusualword')).toEqual(['checkpoint']);
    const now = readIncident(vault, before.id);
    amendIncident(vault, { id: now.id, head: now.head, fields: { ...now.fields, account: '' }, reason: 'not so' });
    expect(found('unusualword')).toEqual([]);
  });

  test('made anew from the ledger it holds the same rows', () => {
    const before = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(before);
    expect(found('pharmacy')).toEqual(['clinic']);
    // What emptied the tables behind the search may not write to them any more.
    expect(() => vault.db.exec('DELETE FROM findable_text_data')).toThrow('may not be modified');
  });

  test('a sealed identity is in no index', () => {
    expect(found('Planted')).toEqual([]);
    expect(JSON.stringify(projectionRows(vault.db))).not.toMatch(/planted/i);
  });

  test('removed words leave no trace in the index', () => {
    const indexed = (words: string) => {
      const left = ['findable_text_data', 'findable_text_content', 'findable_word_data'].flatMap((table) =>
        vault.db.prepare(`SELECT * FROM ${table}`).raw().all().flat(),
      );
      return Buffer.concat(left.map((value) => Buffer.from(Buffer.isBuffer(value) ? value : String(value)))).includes(
        words,
      );
    };
    const before = readIncident(vault, made.checkpoint ?? '');
    const fields = { ...before.fields, account: '~q~x~vanish' };
    const changed = amendIncident(vault, { id: before.id, head: before.head, fields, reason: 'for this test' });
    expect([indexed('~q~x~vanish'), indexed('~q~')]).toEqual([true, true]);
    amendIncident(vault, { id: changed.id, head: changed.head, fields: before.fields, reason: 'for this test' });
    expect([indexed('~q~x~vanish'), indexed('~q~'), indexed('q~x'), indexed('vanish')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('whatever is typed', () => {
  test('nothing of it is taken for a query language, and nothing fails', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          fc.constantFrom('title:', 'a AND', 'NEAR(', '"', '""', '*', '^a', '-a', '{a}', "';--", '\u0000', 'OR', '((('),
        ),
        (text) => {
          const answer = ask({ text: text.slice(0, 500) });
          expect(answer.total).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('signs alone find nothing, and that is said', () => {
    expect(ask({ text: '- -' })).toMatchObject({ total: 0, passedOver: ['-'] });
  });

  test('FTS words are words', () => {
    expect(found('ambulance OR clinic')).toEqual([]);
    expect(found('title:ambulance')).toEqual([]);
  });
});

test('searches are kept for the operator who keeps them, and the ledger never knows of them', async () => {
  const size = vault.ledger.size;
  const query = searchQuery.parse({ text: 'لقاح', kinds: ['incident'] });
  saveSearch(vault, { name: 'Vaccines', query });
  saveSearch(vault, { name: 'Vaccines', query: { ...query, text: 'vaccine' } });
  expect(savedSearches(vault)).toEqual([{ name: 'Vaccines', query: { ...query, text: 'vaccine' } }]);
  forgetSearch(vault, 'Vaccines');
  expect(savedSearches(vault)).toEqual([]);
  expect(vault.ledger.size).toBe(size);
});

test('a testimony that is added to is found by what was added', () => {
  const id = made.witness ?? '';
  const { head, fields } = JSON.parse(
    String(
      vault.db
        .prepare("SELECT json_object('head', head, 'fields', json(fields)) FROM record WHERE id = ?")
        .pluck()
        .get(id),
    ),
  ) as { head: number; fields: { witness: string; language: string; consent: never } };
  amendTestimony(vault, {
    id,
    head,
    fields: {
      ...onlyTold,
      witness: fields.witness,
      language: fields.language,
      incident: null,
      consent: fields.consent,
      paragraphs: [{ text: 'Додано: пожежа в підвалі.', basis: 'saw' }],
    },
    reason: 'the witness added',
  });
  expect(found('пожежа')).toEqual(['witness']);
  expect(found('даху')).toEqual([]);
});

test('what two people had erased is found no more, and no word of it is left in the index', async () => {
  const evidence = await vaultOfTwo();
  try {
    const paragraph = 'zubrowka-quartz stood at the gate';
    const { id } = await createTestimony(evidence.vault, {
      fields: {
        ...onlyTold,
        witness: 'witness-9',
        language: 'en',
        incident: null,
        consent: { state: 'given', audiences: [], conditions: '', explained: true },
        paragraphs: [{ text: paragraph, basis: 'saw' }],
      },
      identity: null,
      identityPassphrase: null,
    });
    const finds = () =>
      search(evidence.vault, { query: searchQuery.parse({ text: 'zubrowka' }), offset: 0, limit: 10 }).total;
    expect(finds()).toBe(1);
    await erase(evidence.vault, { what: 'testimony', id });
    expect(finds()).toBe(0);
    const { pages } = await everythingOnDisk(evidence.vault.path);
    for (const trace of ['zubrowka', 'zub', 'brow']) expect(pages.includes(trace)).toBe(false);
  } finally {
    await evidence.remove();
  }
});

test('a kept search that looks around where an erased file was made goes with it', async () => {
  const evidence = await vaultOfTwo();
  try {
    const [seq = 0] = enterPhotographs(evidence.vault, [{ at: [36.203_42, 37.161_1] }]);
    const around = (latitude: string) =>
      searchQuery.parse({ within: { around: { latitude, longitude: '37.1611' }, kilometres: 5 } });
    saveSearch(evidence.vault, { name: 'around it', query: around('36.203420') });
    saveSearch(evidence.vault, { name: 'elsewhere', query: around('36.3') });
    await erase(evidence.vault, { what: 'item', seq });
    expect(savedSearches(evidence.vault).map(({ name }) => name)).toEqual(['elsewhere']);
  } finally {
    await evidence.remove();
  }
});
