/** Many things at once: tags and notes, an entry for each and all of them in one act. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import { enterPhotographs } from '../../fixtures/entered-photographs.ts';
import { trainingIncident } from '../../fixtures/incident.ts';
import { type Call, openSession } from '../../fixtures/session.ts';

let session: Session;
let call: Call;
let end: () => Promise<void>;
let items: number[];
let incident: string;
beforeAll(async () => {
  ({ session, call, end } = await openSession());
  items = enterPhotographs(
    session.vault,
    Array.from({ length: 300 }, () => ({})),
  );
  incident = (await call('incident.create', { fields: trainingIncident(), items: [] })).id;
});
afterAll(() => end());

const found = async (tag: string) => {
  const { total, facets } = await call('search.query', { query: { facets: { tag: [tag] } } });
  return { total, counted: facets.find(({ facet }) => facet === 'tag')?.values };
};

const called = (text: string, limit = 20) => call('search.query', { query: { text }, limit });

/** The tables hold what they would if they were made again from the ledger. */
function isAsMadeAgain(): void {
  const { vault } = session;
  const kept = projectionRows(vault.db);
  rebuildProjections(vault.db, vault.ledger);
  expect(projectionRows(vault.db)).toEqual(kept);
}

describe('tags', () => {
  it('are put on many things in one act, an entry for each, once', async () => {
    const before = session.vault.ledger.size;
    const asked = { items, incidents: [incident], tag: ' crater   east ' };
    expect(await call('tag.add', asked)).toEqual({ changed: 301, left: 0 });
    expect(session.vault.ledger.size).toBe(before + 301);
    expect(await call('tag.add', asked)).toEqual({ changed: 0, left: 0 });
    expect(await call('tag.list', {})).toEqual([{ tag: 'crater east', count: 301 }]);
    expect(await call('tag.of', { on: { incident } })).toMatchObject([{ tag: 'crater east', operator: 'op-1' }]);
  });

  it('are put on nothing where one of the things is not there', async () => {
    const before = session.vault.ledger.size;
    const wrong = call('tag.add', { items: [items[0] as number, 999_999], tag: 'roof' });
    await expect(wrong).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
    expect(session.vault.ledger.size).toBe(before);
  });

  it('narrow down what is found, and stay with a case that is corrected', async () => {
    expect((await found('crater east')).total).toBe(301);
    const { head } = await call('incident.get', { id: incident });
    const fields = trainingIncident({ title: 'Corrected' });
    await call('incident.amend', { id: incident, head, fields, reason: 'a test' });
    expect(await found('crater east')).toEqual({ total: 301, counted: [{ value: 'crater east', count: 301 }] });
  });

  it('are found by words that are typed, as they were written or not', async () => {
    expect((await called('CRATER')).total).toBe(301);
    const { hits } = await called('rater éast', 1);
    expect(hits).toMatchObject([
      {
        passage: {
          field: 'tag',
          text: [
            { text: 'c', hit: false },
            { text: 'rater', hit: true },
            { text: ' ', hit: false },
            { text: 'east', hit: true },
          ],
        },
      },
    ]);
    // One word of the case's own text, or of a file's, and the other of its tag; and short ones where a word begins.
    expect((await called('corrected crater')).hits.map(({ kind }) => kind)).toEqual(['incident']);
    expect((await called('crater elsewhere')).total).toBe(0);
    expect([(await called('ea')).total, (await called('cr ea')).total, (await called('as')).total]).toEqual([
      301, 301, 0,
    ]);
    await call('tag.add', { items: items.slice(0, 1), tag: 'مُسْتَشْفَى الميدان' });
    await call('tag.add', { items: items.slice(1, 2), tag: 'Підвал' });
    expect([(await called('مستشفي')).total, (await called('підвал')).total]).toEqual([1, 1]);
  });

  it('are taken off by an entry with a reason', async () => {
    const asked = { items: items.slice(0, 100), tag: 'crater east', reason: 'another crater' };
    expect(await call('tag.remove', asked)).toEqual({ changed: 100, left: 0 });
    expect((await found('crater east')).total).toBe(201);
    expect((await called('crater')).total).toBe(201);
    await call('tag.remove', { items: items.slice(0, 1), tag: 'مُسْتَشْفَى الميدان', reason: 'another one' });
    expect((await called('مستشفي')).total).toBe(0);
    expect(await call('tag.of', { on: { item: items[0] as number } })).toEqual([]);
  });

  it('come out the same when the tables are made again', isAsMadeAgain);

  it('of what is closed are closed with it', async () => {
    const [seq] = items.slice(-1) as [number];
    await call('tag.add', { items: [seq], tag: 'only this one' });
    const on = { what: 'item', seq } as const;
    await call('gate.restrict', {
      on,
      viewers: ['archive'],
      authority: 'the team',
      basis: 'closed for the test',
      until: null,
    });
    expect((await call('tag.list', {})).map(({ tag }) => tag)).toEqual(['crater east', 'Підвал']);
    expect((await found('only this one')).total).toBe(0);
    expect((await called('only this')).total).toBe(0);
    expect(JSON.stringify(projectionRows(session.vault.db))).not.toContain('only this one');
    isAsMadeAgain();
    const [restriction] = await call('gate.restrictions', {});
    await call('gate.lift', { id: restriction?.id ?? '', reason: 'opened again for the test' });
    expect((await found('only this one')).total).toBe(1);
    expect((await called('only this')).total).toBe(1);
    isAsMadeAgain();
  });
});

describe('what is said of many things', () => {
  const job = 'many';
  const stopAfter = (steps: number) => {
    let seen = 0;
    return session.subscribe((event) => {
      if (event.event === 'progress' && event.job === job && ++seen === steps) void call('import.cancel', { job });
    });
  };

  it('goes by steps, and another call has its turn in between', async () => {
    const order: string[] = [];
    const progress: number[] = [];
    const listening = session.subscribe((event) => {
      if (event.event !== 'progress' || event.job !== job) return;
      progress.push(event.done);
      if (progress.length === 1) void call('tag.list', {}).then(() => order.push('another call'));
    });
    const done = await call('tag.add', { items, tag: 'in steps', job });
    order.push('all tagged');
    listening();
    expect(done).toEqual({ changed: 300, left: 0 });
    expect(order).toEqual(['another call', 'all tagged']);
    expect(progress.at(-1)).toBe(300);
    expect(progress.length).toBeGreaterThan(5);
  });

  it('keeps what is done where somebody stops, says what is left, and goes on from there', async () => {
    const listening = stopAfter(3);
    const { changed, left } = await call('tag.add', { items, tag: 'stopped', job });
    listening();
    expect(changed).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
    expect(changed + left).toBe(300);
    expect((await found('stopped')).total).toBe(changed);
    expect(await call('tag.add', { items, tag: 'stopped' })).toEqual({ changed: left, left: 0 });
    isAsMadeAgain();
  });

  it('leaves out what is closed meanwhile, and says so', async () => {
    const seq = items.at(-2) as number;
    const on = { what: 'item', seq } as const;
    let closing: Promise<unknown> | null = null;
    const listening = session.subscribe((event) => {
      if (event.event !== 'progress' || event.job !== job || closing !== null) return;
      const request = { on, viewers: ['archive' as const], authority: 'the team', basis: 'closed for the test' };
      closing = call('gate.restrict', { ...request, until: null });
    });
    const done = await call('tag.add', { items, tag: 'meanwhile', job });
    listening();
    await closing;
    expect(done).toEqual({ changed: 299, left: 1 });
    expect((await found('meanwhile')).total).toBe(299);
    const restriction = (await call('gate.restrictions', {})).at(-1);
    await call('gate.lift', { id: restriction?.id ?? '', reason: 'opened again for the test' });
    expect(await call('tag.add', { items, tag: 'meanwhile' })).toEqual({ changed: 1, left: 0 });
  });
});

describe('a note about many items', () => {
  it('is an entry for each, with the reason, all of them in one act', async () => {
    const before = session.vault.ledger.size;
    const some = items.slice(0, 50);
    expect(
      await call('item.note', { items: some, note: 'Taken from the roof', reason: 'the photographer says so' }),
    ).toEqual({ noted: 50, left: 0 });
    expect(session.vault.ledger.size).toBe(before + 50);
    const { assertions } = await call('item.get', { seq: some[0] as number });
    expect(assertions).toMatchObject([
      { field: 'note', value: 'Taken from the roof', reason: 'the photographer says so' },
    ]);
  });
});
