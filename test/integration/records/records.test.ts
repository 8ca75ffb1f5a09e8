import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { historyOf } from '../../../electron/core/records/history.ts';
import { readIdentity } from '../../../electron/core/records/identity.ts';
import {
  amendIncident,
  createIncident,
  linkItems,
  readIncident,
  unlinkItem,
} from '../../../electron/core/records/incidents.ts';
import { listItems, readItem } from '../../../electron/core/records/items.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { recordSubject } from '../../../electron/core/records/subjects.ts';
import {
  amendTestimony,
  createTestimony,
  keepIdentity,
  listTestimonies,
  readTestimony,
  suggestCodeName,
} from '../../../electron/core/records/testimonies.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { withNames } from '../../../shared/contract/history.ts';
import { type IncidentFields, uncoded } from '../../../shared/model/incident.ts';
import type { RecordId } from '../../../shared/model/records.ts';
import { onlyTold, type TestimonyFields } from '../../../shared/model/testimony.ts';
import { allBytesBelow, archiveItem, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

const incident: IncidentFields = {
  ...uncoded,
  title: 'Training: strike on the street clinic',
  facility: 'Training clinic',
  place: { name: 'Training Town, street 7', precision: 'street', point: null },
  when: { edtf: '2016-04-27~', words: 'after isha' },
  account: 'Two impacts, twenty minutes apart.',
  attackTypes: ['heavy_weapons'],
  certainty: 'probable',
};

const testimony: TestimonyFields = {
  ...onlyTold,
  witness: 'witness-1',
  language: 'ar',
  incident: null,
  consent: { state: 'given', audiences: ['court'], conditions: 'ask me again', explained: true },
  paragraphs: [
    { text: 'I stood on the roof opposite.', basis: 'saw' },
    { text: 'Then there was a second impact.', basis: 'heard' },
  ],
};

const whole: TestimonyFields = {
  ...testimony,
  paragraphs: [
    { text: 'I stood on the roof opposite.', basis: 'saw' },
    { text: 'The generator had stopped.', basis: 'was told', toldBy: 'a colleague' },
  ],
  form: 'first account',
  earlier: {
    answer: 'somebody',
    accounts: [{ by: 'a radio station', when: { edtf: '2016-05', words: 'in May' }, where: 'with the station' }],
    why: 'They did not ask about the generator.',
  },
  interview: {
    when: { edtf: '2016-05-03', words: '' },
    way: 'in person',
    by: 'op-1',
    interpreting: 'an interpreter',
    interpreter: 'interpreter-2',
    place: 'a room in the clinic',
    present: ['her mother'],
    words: 'two breaks',
  },
  recording: 'refused',
  readBack: {
    outcome: 'confirmed after changes',
    by: 'op-1',
    when: { edtf: '2016-05-03', words: '' },
    language: 'ar',
    changes: 'minutes, not ten minutes',
    why: '',
  },
  support: [
    { need: 'medical', outcome: 'accepted', to: 'nurse-1', note: 'a cut' },
    { need: 'legal', outcome: 'declined', to: '', note: '' },
  ],
};

let there: TemporaryVault;
let vault: OpenVault;

beforeEach(async () => {
  there = await temporaryVault();
  vault = there.vault;
});

afterEach(() => there.remove());

describe('incidents', () => {
  test('an incident and the photographs that show it are recorded together', async () => {
    const item = await archiveItem(vault, 'IMG_0001.JPG');
    const made = createIncident(vault, { fields: incident, items: [item] });
    expect(made.fields).toEqual(incident);
    expect(made.items.map((link) => link.item.seq)).toEqual([item]);
    expect(readItem(vault, item).incidents).toEqual([
      { id: made.id, title: incident.title, link: made.items[0]?.link },
    ]);
  });

  test('a photograph that does not exist makes nothing be recorded', () => {
    const before = vault.ledger.size;
    expect(() => createIncident(vault, { fields: incident, items: [999] })).toThrow('RECORD_NOT_FOUND');
    expect(vault.ledger.size).toBe(before);
  });

  test('a correction is a new entry with a reason, and the history shows both', () => {
    const made = createIncident(vault, { fields: incident, items: [] });
    const corrected = amendIncident(vault, {
      id: made.id,
      head: made.head,
      fields: { ...incident, certainty: 'confirmed' },
      reason: 'second source',
    });
    expect(corrected.fields.certainty).toBe('confirmed');
    expect(corrected.history.map(({ action, reason, changes }) => ({ action, reason, changes }))).toEqual([
      { action: 'incidentRecorded', reason: null, changes: [] },
      {
        action: 'incidentCorrected',
        reason: 'second source',
        changes: [{ field: 'certainty', before: 'probable', after: 'confirmed' }],
      },
    ]);
    expect(vault.ledger.readFields(corrected.head)).toMatchObject({
      kind: 'incident',
      id: made.id,
      certainty: 'confirmed',
      amends: [made.head],
    });
    expect(vault.ledger.readFields(corrected.head)).not.toHaveProperty('title');
  });

  test('a history names records as people know them, and says where one is not there', async () => {
    const first = createIncident(vault, { fields: incident, items: [] });
    const made = await createTestimony(vault, { fields: testimony, identity: null, identityPassphrase: null });
    const assigned = amendTestimony(vault, {
      ...{ id: made.id, head: made.head, reason: 'belongs to it' },
      fields: { ...testimony, incident: first.id },
    });
    const line = assigned.history.at(-1);
    expect(line?.changes).toContainEqual({ field: 'incident', before: null, after: first.id });
    expect(line?.names).toEqual([{ id: first.id, name: incident.title }]);
    expect(withNames(first.id, line?.names ?? [], 'gone')).toBe(incident.title);
    expect(withNames(first.id, [{ id: first.id, name: '' }], 'gone')).toBe('gone');
  });

  test('of two people who correct the same state, the second is told, and nothing is overwritten', () => {
    const made = createIncident(vault, { fields: incident, items: [] });
    const save = (title: string) =>
      amendIncident(vault, { id: made.id, head: made.head, fields: { ...incident, title }, reason: 'clearer' });
    save('first');
    expect(() => save('second')).toThrow('RECORD_STALE');
    expect(readIncident(vault, made.id).fields.title).toBe('first');
  });

  test('saving what is already there writes no entry', () => {
    const made = createIncident(vault, { fields: incident, items: [] });
    const size = vault.ledger.size;
    amendIncident(vault, { id: made.id, head: made.head, fields: incident, reason: 'nothing' });
    expect(vault.ledger.size).toBe(size);
  });

  test('a link can be taken back, which is an entry of its own', async () => {
    const item = await archiveItem(vault, 'IMG_0001.JPG');
    const made = createIncident(vault, { fields: incident, items: [item] });
    const link = made.items[0]?.link ?? '';
    expect(unlinkItem(vault, { id: made.id, link, reason: 'another street' }).items).toEqual([]);
    expect(listItems(vault, { filter: 'no incident', offset: 0, limit: 10 }).total).toBe(1);
    expect(historyOf(vault, recordSubject(made.id)).map(({ action }) => action)).toEqual([
      'incidentRecorded',
      'linked',
      'unlinked',
    ]);
    expect(
      linkItems(vault, { id: made.id, items: [item, item], kind: 'shows', reason: 'after all' }).items,
    ).toHaveLength(1);
  });
});

describe('testimonies', () => {
  test('an account is kept paragraph by paragraph, each in a field of its own', async () => {
    const made = await createTestimony(vault, { fields: testimony, identity: null, identityPassphrase: null });
    expect(readTestimony(vault, made.id).fields).toEqual(testimony);
    expect(vault.ledger.readFields(made.head)).toMatchObject({
      'account.1': testimony.paragraphs[0],
      'account.2': testimony.paragraphs[1],
    });
  });

  test('a paragraph that is dropped in a correction is removed, not left over', async () => {
    const made = await createTestimony(vault, { fields: testimony, identity: null, identityPassphrase: null });
    const after = amendTestimony(vault, {
      id: made.id,
      head: made.head,
      fields: { ...testimony, paragraphs: testimony.paragraphs.slice(0, 1) },
      reason: 'the witness was not sure',
    });
    expect(after.fields.paragraphs).toEqual(testimony.paragraphs.slice(0, 1));
    expect(vault.ledger.readFields(after.head)['account.2']).toBeNull();
  });

  test('what was asked before, how it was told and what followed stand in fields of their own, and nothing unsaid does', async () => {
    const made = await createTestimony(vault, { fields: whole, identity: null, identityPassphrase: null });
    expect(readTestimony(vault, made.id).fields).toEqual(whole);
    const entry = vault.ledger.readFields(made.head);
    expect(entry).toMatchObject({
      form: 'first account',
      'earlier.answer': 'somebody',
      'earlier.accounts': whole.earlier.accounts,
      'interview.place': 'a room in the clinic',
      'interview.present': ['her mother'],
      recording: 'refused',
      'readback.outcome': 'confirmed after changes',
      'support.2': whole.support[1],
      // Whoever told it is another person: withheld alone, without the paragraph.
      'account.2': { text: 'The generator had stopped.', basis: 'was told' },
      'told.2': 'a colleague',
    });
    expect(Object.keys(entry)).not.toContain('stopped');
    const bare = await createTestimony(vault, { fields: testimony, identity: null, identityPassphrase: null });
    expect(Object.keys(vault.ledger.readFields(bare.head)).sort()).toEqual(
      ['account.1', 'account.2', 'at', 'consent', 'id', 'kind', 'language', 'operator', 'type', 'witness'].sort(),
    );
  });

  test('by whom a paragraph was told moves with it when one is put in before', async () => {
    const made = await createTestimony(vault, { fields: whole, identity: null, identityPassphrase: null });
    const paragraphs = [{ text: 'It was night.', basis: 'saw' as const }, ...whole.paragraphs];
    const after = amendTestimony(vault, {
      id: made.id,
      head: made.head,
      fields: { ...whole, paragraphs },
      reason: 'the witness began earlier',
    });
    expect(after.fields.paragraphs).toEqual(paragraphs);
    expect(vault.ledger.readFields(after.head)).toMatchObject({ 'told.2': null, 'told.3': 'a colleague' });
  });

  test.each<[string, Partial<TestimonyFields>, string]>([
    ['no account, and no reason why there is none', { paragraphs: [] }, 'say what was told'],
    ['an account of what a specialist should hear', { stopped: 'for a specialist' }, 'a specialist asks'],
    ['an account of a child', { stopped: 'a child' }, 'a specialist asks'],
    [
      'somebody who told what the witness saw',
      { paragraphs: [{ text: 'It burnt.', basis: 'saw', toldBy: 'a colleague' }] },
      'told by somebody',
    ],
    [
      'changes that nobody wrote down',
      { readBack: { ...onlyTold.readBack, outcome: 'confirmed after changes' } },
      'say what was changed',
    ],
    [
      'a recording agreed to before it was explained',
      { recording: 'agreed', consent: { state: 'not asked', audiences: [], conditions: '', explained: false } },
      'explain before consent',
    ],
  ])('%s is refused by name, and nothing is recorded', async (_what, change, rule) => {
    const before = vault.ledger.size;
    const refused = createTestimony(vault, {
      fields: { ...testimony, ...change },
      identity: null,
      identityPassphrase: null,
    });
    await expect(refused).rejects.toMatchObject({ code: 'TESTIMONY_RULE', params: { rule } });
    expect(vault.ledger.size).toBe(before);
  });

  test('a case that is not there is told with its field and its id, and nothing is recorded', async () => {
    const before = vault.ledger.size;
    const incident = 'f'.repeat(32) as RecordId;
    const refused = createTestimony(vault, {
      ...{ fields: { ...testimony, incident }, identity: null, identityPassphrase: null },
    });
    await expect(refused).rejects.toMatchObject({
      ...{ code: 'FIELD_INVALID', params: { field: 'incident', rule: 'unknown record', value: incident } },
    });
    expect(vault.ledger.size).toBe(before);
  });

  test('a child is referred and not asked: no account, no consent, and whom they were referred to', async () => {
    const fields: TestimonyFields = {
      ...testimony,
      paragraphs: [],
      consent: { state: 'not asked', audiences: [], conditions: '', explained: false },
      stopped: 'a child',
      support: [{ need: 'protection', outcome: 'accepted', to: 'child protection, code 4', note: '' }],
    };
    const made = await createTestimony(vault, { fields, identity: null, identityPassphrase: null });
    expect(readTestimony(vault, made.id).fields).toEqual(fields);
    expect(listTestimonies(vault).at(-1)).toMatchObject({ stopped: 'a child', paragraphs: 0 });
  });

  test('an identity without a headquarters key needs a passphrase of its own, and opens with that alone', async () => {
    const identity = { name: 'Training Person', contact: '000', notes: '' };
    await expect(createTestimony(vault, { fields: testimony, identity, identityPassphrase: null })).rejects.toThrow(
      'FIELD_INVALID',
    );
    const made = await createTestimony(vault, { fields: testimony, identity, identityPassphrase: 'quite long enough' });
    expect(made.identity).toBe('passphrase');
    await expect(readIdentity(vault, { testimony: made.id }, 'something else')).rejects.toThrow(
      'IDENTITY_PASSPHRASE_WRONG',
    );
    expect(await readIdentity(vault, { testimony: made.id }, 'quite long enough')).toEqual(identity);
  });

  test('an identity that was left out can be kept later, sealed, and once', async () => {
    const made = await createTestimony(vault, { fields: testimony, identity: null, identityPassphrase: null });
    const identity = { name: 'Training Person', contact: '000', notes: '' };
    const given = { id: made.id, identity, identityPassphrase: 'quite long enough' };
    expect((await keepIdentity(vault, given)).identity).toBe('passphrase');
    expect(await readIdentity(vault, { testimony: made.id }, 'quite long enough')).toEqual(identity);
    const before = vault.ledger.size;
    await expect(keepIdentity(vault, given)).rejects.toThrow('IDENTITY_KEPT');
    expect(vault.ledger.size).toBe(before);
  });

  test('code names are proposed that nobody has yet', async () => {
    expect(suggestCodeName(vault)).toBe('witness-1');
    await createTestimony(vault, { fields: testimony, identity: null, identityPassphrase: null });
    expect(suggestCodeName(vault)).toBe('witness-2');
  });
});

describe('with a headquarters key', () => {
  test('an identity is sealed to it alone: written here, never readable here', async () => {
    const headquarters = await temporaryVault({ headquarters: true });
    try {
      const identity = { name: 'Planted Training Name', contact: '+000 11 22 33', notes: '' };
      const made = await createTestimony(headquarters.vault, { fields: testimony, identity, identityPassphrase: null });
      expect(made.identity).toBe('headquarters');
      await expect(readIdentity(headquarters.vault, { testimony: made.id }, 'anything at all')).rejects.toThrow(
        'IDENTITY_SEALED',
      );
      for (const { text } of allDisclosures(headquarters.vault)) {
        const opened = Buffer.from(text, 'base64url').toString('utf8');
        expect(opened).not.toContain(identity.name);
        expect(opened).not.toContain(identity.contact);
      }
      await headquarters.vault.close();
      const bytes = allBytesBelow(headquarters.path);
      expect(bytes.includes(identity.name)).toBe(false);
    } finally {
      await headquarters.remove();
    }
  });
});

function* allDisclosures(open: OpenVault) {
  for (let seq = 0; seq < open.ledger.size; seq++) yield* open.ledger.disclosuresOf(seq);
}

test('each filter counts what it shows, however items are linked and unlinked', async () => {
  const filters = {
    all: 'all',
    'no incident': 'noIncident',
    conflicts: 'conflicts',
    'no position': 'noPosition',
  } as const;
  const counted = () => {
    const { counts } = listItems(vault, { filter: 'all', offset: 0, limit: 1 });
    for (const [filter, name] of Object.entries(filters) as [
      keyof typeof filters,
      (typeof filters)[keyof typeof filters],
    ][]) {
      const { total, items } = listItems(vault, { filter, offset: 0, limit: 500 });
      expect([filter, total, items.length]).toEqual([filter, counts[name], counts[name]]);
    }
    return counts;
  };
  const before = counted();
  const items = [await archiveItem(vault, 'IMG_0001.JPG'), await archiveItem(vault, 'IMG_0002.JPG')];
  expect(counted()).toMatchObject({ all: before.all + 2, noIncident: before.noIncident + 2 });
  const first = createIncident(vault, { fields: incident, items });
  createIncident(vault, { fields: incident, items: items.slice(0, 1) });
  expect(counted()).toMatchObject({ all: before.all + 2, noIncident: before.noIncident });
  // The first item stays in the other incident, the second is in none then.
  for (const { link } of first.items) unlinkItem(vault, { id: first.id, link, reason: 'another street' });
  expect(counted()).toMatchObject({ noIncident: before.noIncident + 1 });
});

test('the tables that screens read are rebuilt from the ledger, row for row', async () => {
  const items = [await archiveItem(vault, 'IMG_0001.JPG'), await archiveItem(vault, 'IMG_0002.JPG')];
  const made = createIncident(vault, { fields: incident, items });
  amendIncident(vault, { id: made.id, head: made.head, fields: { ...incident, title: 'other' }, reason: 'clearer' });
  unlinkItem(vault, { id: made.id, link: made.items[0]?.link ?? '', reason: 'another street' });
  await createTestimony(vault, {
    fields: { ...testimony, incident: made.id },
    identity: { name: 'Training Person', contact: '', notes: '' },
    identityPassphrase: 'quite long enough',
  });
  const before = projectionRows(vault.db);
  rebuildProjections(vault.db, vault.ledger);
  expect(projectionRows(vault.db)).toEqual(before);
});
