/** What sources say about an incident: beside each other, with what goes back to one source, and closed with the source it comes from. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Standing } from '../../../electron/core/bundle/standing.ts';
import { usedAs } from '../../../electron/core/gate/stating.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { CallInput } from '../../../shared/contract.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';
import { usedBy } from '../../fixtures/uses.ts';

let session: Session;
let call: Call;
let end: () => Promise<void>;
let incident: string;
let testimony: string;
let item: number;

beforeAll(async () => {
  ({ session, call, end } = await openSession());
  incident = (await call('incident.create', { fields: trainingIncident({ title: 'Training strike' }), items: [] })).id;
  [item] = enterPhotographs(session.vault, [{}]) as [number];
  testimony = (
    await call('testimony.create', {
      fields: {
        witness: 'Cedar 4',
        language: 'en',
        incident,
        consent: { state: 'given', audiences: ['court'], conditions: '', explained: true },
        paragraphs: [
          { text: 'It was a helicopter.', basis: 'saw' },
          { text: 'Two of the nurses were hurt.', basis: 'saw' },
        ],
      },
      identity: null,
      identityPassphrase: null,
    } as CallInput<'testimony.create'>)
  ).id;
});
afterAll(() => end());

type Said = Omit<CallInput<'claim.add'>, 'incident'>;
const claim = (said: Said) => call('claim.add', { incident, ...said });
const table = () => call('claim.table', { incident });
const of = async (id: string) => (await table()).claims.find((each) => each.id === id);
const count = (best: number, lowest: number | null = null) =>
  ({ group: 'health worker', harm: 'injured', lowest, best, highest: null }) as const;

describe('claims about an incident', () => {
  it('stand beside each other by what they are about, each with its source', async () => {
    await claim({ about: 'weapon', says: 'a helicopter dropped it', testimony, paragraph: 1 });
    await claim({ about: 'weapon', says: 'a crater of two metres', item });
    const { claims, topics } = await table();
    expect(claims.map(({ source }) => source)).toEqual([
      { what: 'testimony', id: testimony, witness: 'Cedar 4', paragraph: 1, basis: 'saw', toldBy: null },
      { what: 'item', seq: item, name: expect.stringContaining('IMG') },
    ]);
    expect(topics).toMatchObject([{ about: 'weapon', roots: 2, rests: [] }]);
  });

  it('count once what goes back to one first source, through others and in words', async () => {
    const first = await claim({
      about: 'actor',
      says: 'government forces',
      source: 'a statement',
      root: 'Civil Defence',
    });
    const second = await claim({ about: 'actor', says: 'government forces', source: 'a radio', origin: first.id });
    const third = await claim({ about: 'actor', says: 'the air force', source: 'a page', root: ' civil DEFENCE' });
    const { topics } = await table();
    expect(topics.find(({ about }) => about === 'actor')).toMatchObject({ roots: 1 });
    expect((await of(second.id))?.shares.toSorted()).toEqual([first.id, third.id].toSorted());
  });

  it('mark what can’t hold together: by their values, or because a person says so', async () => {
    const five = await claim({ about: 'harm', says: 'five nurses', source: 'one page', count: count(5) });
    const two = await claim({
      about: 'harm',
      says: 'two of us',
      testimony,
      paragraph: 2,
      count: count(2),
      rests: true,
    });
    const several = await claim({ about: 'harm', says: 'several', source: 'another page', count: count(4, 2) });
    expect((await of(two.id))?.against).toEqual([{ claim: five.id, by: 'value' }]);
    expect((await of(several.id))?.against).toEqual([{ claim: five.id, by: 'value' }]);
    const plane = await claim({ about: 'weapon', says: 'a plane', source: 'a third page', against: [five.id] });
    expect((await of(five.id))?.against).toContainEqual({ claim: plane.id, by: 'person' });
    const { topics } = await table();
    expect(topics.find(({ about }) => about === 'harm')?.rests).toEqual([two.id]);
  });

  it('hold times against each other as far as both are known', async () => {
    const at = (edtf: string) =>
      ({ about: 'when', says: edtf, source: `page of ${edtf}`, when: { edtf, words: '' } }) as const;
    const day = await claim(at('2016-04-27'));
    const evening = await claim(at('2016-04-27T21:30:00+03:00'));
    const next = await claim(at('2016-04-28T09:00:00+03:00'));
    expect((await of(day.id))?.against).toEqual([{ claim: next.id, by: 'value' }]);
    expect((await of(evening.id))?.against).toEqual([{ claim: next.id, by: 'value' }]);
  });

  it.each([
    ['no source', {}, 'source'],
    ['two sources', { source: 'a page', item: 0 }, 'source'],
    ['a paragraph of nothing', { source: 'a page', paragraph: 1 }, 'paragraph'],
    ['a number where it is about a weapon', { source: 'a page', count: count(2) }, 'about'],
  ])('are refused with %s', async (_words, said, field) => {
    await expect(claim({ about: 'weapon', says: 'something', ...said } as Said)).rejects.toMatchObject({
      issues: [{ path: [field] }],
    });
  });

  it('are refused where they name a paragraph or a claim that is not there', async () => {
    const wrong = { about: 'weapon', says: 'something' } as const;
    await expect(claim({ ...wrong, testimony, paragraph: 3 })).rejects.toMatchObject({
      ...{ code: 'FIELD_INVALID', params: { field: 'paragraph', rule: 'not one of', expected: '1, 2', value: 3 } },
    });
    await expect(claim({ ...wrong, source: 'a page', origin: incident })).rejects.toMatchObject({
      ...{ code: 'FIELD_INVALID', params: { field: 'origin', rule: 'unknown record', value: incident } },
    });
    await expect(claim({ ...wrong, item: 4_211 })).rejects.toMatchObject({
      ...{ code: 'FIELD_INVALID', params: { field: 'item', rule: 'unknown record', value: 4_211 } },
    });
    await expect(claim({ ...wrong, testimony: incident })).rejects.toMatchObject({
      ...{ code: 'FIELD_INVALID', params: { field: 'testimony', rule: 'unknown record', value: incident } },
    });
  });

  it('are corrected and withdrawn, and their history stays', async () => {
    const said = { incident, about: 'other', says: 'the generator stopped', source: 'a page' } as const;
    const { id } = await call('claim.add', said);
    const before = await of(id);
    await call('claim.amend', {
      id,
      head: before?.head ?? 0,
      fields: { ...said, withdrawn: true },
      reason: 'a mistake',
    });
    expect(await of(id)).toBeUndefined();
    expect((await table()).withdrawn).toBe(1);
    await expect(
      call('claim.amend', { id, head: before?.head ?? 0, fields: { ...said, says: 'again' }, reason: 'too late' }),
    ).rejects.toMatchObject({ code: 'RECORD_STALE' });
  });

  it('are found by their words, and lead to their incident', async () => {
    const { hits } = await call('search.query', { query: { text: 'crater' } });
    expect(hits).toMatchObject([{ kind: 'claim', incident }]);
  });

  it('come out the same when the tables are made again', async () => {
    const before = await table();
    rebuildProjections(session.vault.db, session.vault.ledger);
    expect(await table()).toEqual(before);
  });
});

describe('a claim and the source that it comes from', () => {
  const says = 'a sentence that only the witness said';
  const shownTo = async (audience: Audience): Promise<string[]> => {
    const standing = await Standing.of(session.vault.ledger, usedAs(session.vault, usedBy(audience)));
    const texts: string[] = [];
    for (let seq = 0; seq < standing.size; seq++) {
      const { subject, shown } = standing.judge(seq);
      if (shown.some(({ name }) => name === 'says')) texts.push(String(subject.fields.says));
    }
    return texts;
  };
  beforeAll(async () => {
    await claim({ about: 'other', says, testimony, paragraph: 2 });
  });

  it('leaves for whom the witness agreed to, and for nobody else', async () => {
    expect(await shownTo('court')).toContain(says);
    expect(await shownTo('partner')).not.toContain(says);
    expect(await shownTo('partner')).toContain('a plane');
  });

  it('says so where the witness took back what it comes from, and stays', async () => {
    const takesBack = async (paragraphs: number[] | null) => {
      const { head } = await call('testimony.get', { id: testimony });
      const fields = {
        when: { edtf: '2016-06-01', words: '' },
        how: 'in person' as const,
        language: 'en',
        takenBy: 'op-1',
        readBack: 'confirmed' as const,
        paragraphs: [{ text: 'It was not so.', basis: 'unstated' as const }],
        takesBack: paragraphs,
        why: { told: 'was not asked' as const, words: '' },
      };
      await call('laterAccount.add', { testimony, head, said: { act: 'takes back', fields } });
    };
    const marked = async () =>
      Object.fromEntries((await table()).claims.map(({ fields, takenBack }) => [fields.says, takenBack]));
    await claim({ about: 'other', says: 'the account as a whole', testimony });
    const before = await table();
    expect(Object.values(await marked()).every((each) => each === null)).toBe(true);

    await takesBack([2]);
    expect(await marked()).toMatchObject({ [says]: 'paragraph', 'the account as a whole': 'in part' });
    expect(
      (await table()).claims.filter(({ fields }) => fields.paragraph === 1).map(({ takenBack }) => takenBack),
    ).toEqual(before.claims.filter(({ fields }) => fields.paragraph === 1).map(() => null));
    expect((await table()).claims).toHaveLength(before.claims.length);

    // A correction moves the paragraph; the words are still those that were taken back.
    const { head, fields } = await call('testimony.get', { id: testimony });
    const moved = [{ text: 'First of all, a siren.', basis: 'heard' as const }, ...fields.paragraphs];
    await call('testimony.amend', {
      id: testimony,
      head,
      fields: { ...fields, paragraphs: moved },
      reason: 'left out',
    });
    await claim({ about: 'other', says: 'a siren', testimony, paragraph: 1 });
    await claim({ about: 'other', says: 'the same words, further down', testimony, paragraph: 3 });
    expect(await marked()).toMatchObject({
      ...{ [says]: 'paragraph', 'a siren': null, 'the same words, further down': 'paragraph' },
    });
    // Whoever is shown the claim is shown that it was taken back.
    const standing = await Standing.of(session.vault.ledger, usedAs(session.vault, usedBy('court')));
    const shown = Array.from({ length: standing.size }, (_, seq) => standing.judge(seq).shown.map(({ name }) => name));
    expect(shown.filter((names) => names.includes('takenback'))).toHaveLength(1);

    await takesBack(null);
    expect(await marked()).toMatchObject({ [says]: 'whole', 'a siren': 'whole', 'the account as a whole': 'whole' });
    expect(await shownTo('court')).toContain(says);
  });

  it('says so where it is taken, through however many, from one that no longer stands', async () => {
    const taken = (await table()).claims.find(({ fields }) => fields.says === says)?.id ?? '';
    const page = await claim({ about: 'other', says: 'as a page has it', source: 'a page', origin: taken });
    const radio = await claim({ about: 'other', says: 'as a radio has it', source: 'a radio', origin: page.id });
    expect((await of(page.id))?.lostOrigin).toEqual({ claim: taken, how: 'whole' });
    expect((await of(radio.id))?.lostOrigin).toEqual({ claim: taken, how: 'whole' });
    expect((await of(taken))?.lostOrigin).toBeNull();

    const said = { incident, about: 'other', says: 'as a page has it', source: 'a page' } as const;
    const { head = 0 } = (await of(page.id)) ?? {};
    await call('claim.amend', { id: page.id, head, fields: { ...said, withdrawn: true }, reason: 'a mistake' });
    expect((await of(radio.id))?.lostOrigin).toEqual({ claim: page.id, how: 'withdrawn' });

    // Claims that name one another in a circle rest on nothing that was lost.
    const [one, other] = [await claim({ ...said, says: 'one' }), await claim({ ...said, says: 'other' })];
    for (const [id, origin, words] of [
      [one.id, other.id, 'one'],
      [other.id, one.id, 'other'],
    ] as const)
      await call('claim.amend', {
        ...{ id, head: (await of(id))?.head ?? 0, reason: 'they name each other' },
        fields: { ...said, says: words, origin },
      });
    expect((await of(one.id))?.lostOrigin).toBeNull();
  });

  it('is closed with it', async () => {
    await call('gate.restrict', {
      on: { what: 'testimony', id: testimony },
      viewers: ['archive'],
      authority: 'the training team',
      basis: 'closed for the test',
      until: null,
    });
    const { claims } = await table();
    expect(claims.some(({ fields }) => fields.testimony === testimony)).toBe(false);
    expect(claims.length).toBeGreaterThan(5);
    expect((await call('search.query', { query: { text: 'witness said' } })).hits).toEqual([]);
    const kept = projectionRows(session.vault.db);
    expect(JSON.stringify(kept)).not.toContain(says);
    rebuildProjections(session.vault.db, session.vault.ledger);
    expect(projectionRows(session.vault.db)).toEqual(kept);
  });
});
