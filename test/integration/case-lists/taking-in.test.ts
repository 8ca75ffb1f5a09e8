/** Cases taken from somebody else's list, in a real vault: all of it or nothing, nothing twice, and nothing made up. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { createEngine } from '../../../electron/core/engine.ts';
import { forkedWorkers } from '../../../electron/core/forked-workers.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { Session } from '../../../electron/core/session.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { type CallInput, type CallName, type CallOutput, contract } from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import type { Hex64 } from '../../../shared/ledger/hex.ts';
import type { CaseListMapping, ListTarget } from '../../../shared/model/case-list.ts';
import { allBytesBelow, passphrase, type TemporaryVault, temporaryVault } from '../../fixtures/vault.ts';

let folder: string;
let there: TemporaryVault;
let vault: OpenVault;
let session: Session;
let lists = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sanad-lists-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const options = { workers: forkedWorkers, face: 'terminal', folder: tmpdir(), version: '0.0.0', known: null } as const;

beforeEach(async () => {
  there = await temporaryVault();
  vault = there.vault;
  session = new Session(options);
  await session.adopt(async () => vault);
  return async () => {
    await session.lock();
    await there.remove();
  };
});

/** A call as any face makes it: request and answer checked with the contract's schemas. */
async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const request = contract[name].input.parse(input);
  const answer = await session.answer(name, () => capabilities[name](session, request as never));
  return contract[name].output.parse(answer) as CallOutput<N>;
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toEnvelope(error),
  );

const header = 'Case,Day,Town,Attack,Killed,Told by';
async function list(...rows: readonly string[]): Promise<{ kind: 'path'; path: string }> {
  const path = join(folder, `list-${lists++}.csv`);
  await writeFile(path, [header, ...rows, ''].join('\r\n'));
  return { kind: 'path', path };
}

const column = (name: string, ...to: ListTarget[]) => ({ column: name, to });
const mapping: CaseListMapping = {
  name: 'Training list',
  columns: [
    column('Case', { to: 'text', field: 'ssa id' }, { to: 'text', field: 'title' }),
    column('Day', { to: 'date', order: 'day month year' }),
    column('Town', { to: 'text', field: 'place' }),
    column('Attack', {
      to: 'words',
      list: 'attack types',
      separator: ';',
      words: { Bombing: 'heavy_weapons', Raid: null },
    }),
    column('Killed', { to: 'people', group: 'all', harm: 'killed', bound: 'best', zero: 'none' }),
    column('Told by'),
  ],
  unknown: ['?'],
  always: { certainty: 'possible', precision: 'settlement', definitions: [] },
};

const first = [
  'T-1,27/04/2016,Training Town,Bombing,3,code-1',
  'T-2,28/04/2016,Other Town,Raid;assault,?,code-2',
  'T-3,,Third Town,,0,',
];
const take = (source: { kind: 'path'; path: string }, more: Partial<CallInput<'caseList.import'>> = {}) =>
  ask('caseList.import', { source, mapping, job: `take-${lists++}`, ...more });
const cases = async () => {
  const { incidents } = await ask('incident.list', { order: 'title' });
  return Promise.all(incidents.map(({ id }) => ask('incident.get', { id })));
};
const caseOf = async (title: string) => (await cases()).find(({ fields }) => fields.title === title);
const nothingThere = async (before: number) => {
  expect(vault.ledger.size).toBe(before);
  expect(vault.db.inTransaction).toBe(false);
  expect((await ask('vault.state', {}))?.incidents).toBe(0);
  const kept = vault.db.prepare('SELECT sha256 FROM item').pluck().all() as Hex64[];
  expect(await vault.objects.quarantined(kept.map((sha256) => ({ kind: 'original', sha256 })))).toEqual([]);
};

describe('a list that is taken in', () => {
  test('becomes cases as it was said, says of each which row it is, and is archived bit for bit', async () => {
    const source = await list(...first);
    const { item, counts } = await take(source);
    expect(counts).toEqual({ rows: 3, fresh: 3, changed: 0, same: 0, kept: 0, faulty: 0 });
    const [one, two, three] = (await cases()).map(({ fields }) => fields);
    expect(one).toMatchObject({
      title: 'T-1',
      when: { edtf: '2016-04-27', words: '' },
      place: { name: 'Training Town', precision: 'settlement', point: null },
      attackTypes: ['heavy_weapons'],
      harm: [{ group: 'all', harm: 'killed', lowest: null, best: 3, highest: null }],
      ssa: { id: 'T-1' },
      listed: { item, row: 2, stated: [] },
    });
    // A word that has no place here stays as it was stated; a number that nobody knows is not 0; a blank day is none.
    expect(two).toMatchObject({
      attackTypes: ['assault'],
      harm: [],
      listed: { item, row: 3, stated: [{ column: 'Attack', text: 'Raid;assault' }] },
    });
    expect(three).toMatchObject({ when: { edtf: '' }, harm: [{ best: 0 }], listed: { item, row: 4 } });
    expect(JSON.stringify(await cases())).not.toContain('code-1');
    const archived = await ask('item.get', { seq: item ?? -1 });
    const object = await vault.objects.open('original', archived.summary.sha256 as Hex64);
    const hash = createHash('sha256');
    for await (const piece of object.stream()) hash.update(piece);
    await object.close();
    expect(hash.digest('hex')).toBe(archived.summary.sha256);
    const before = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(before);
  });

  test('is not written over by itself: where two columns say one thing differently, the first holds and the other stays as stated', async () => {
    const source = await list(
      'T-1,27/04/2016,Town,4,3,29/04/2016',
      'T-2,,Town,,3,29/04/2016',
      'T-3,27/04/2016,Town,3,3,27/04/2016',
    );
    const killed = { to: 'people', group: 'all', harm: 'killed', bound: 'best', zero: 'none' } as const;
    const columns = mapping.columns.map((each) => {
      if (each.column === 'Attack') return column('Attack', killed);
      return each.column === 'Told by' ? column('Told by', { to: 'date', order: 'day month year' }) : each;
    });
    await take(source, { mapping: { ...mapping, columns } });
    const said = (await cases()).map(({ fields: { when, harm, listed } }) => ({
      ...{ day: when.edtf, killed: harm[0]?.best, stated: listed.stated },
    }));
    expect(said).toEqual([
      {
        ...{ day: '2016-04-27', killed: 4 },
        stated: [
          { column: 'Killed', text: '3' },
          { column: 'Told by', text: '29/04/2016' },
        ],
      },
      { day: '2016-04-29', killed: 3, stated: [] },
      { day: '2016-04-27', killed: 3, stated: [] },
    ]);
  });

  test('is one act: with a single row in error nothing is there, and the row, the rule and the value are told', async () => {
    const source = await list(
      ...first,
      'T-4,31/04/2016,Town,,,',
      'T-5,01/05/2016,Town,,many,',
      'T-1,01/05/2016,Town,,,',
    );
    const before = vault.ledger.size;
    expect(await refusal(take(source))).toMatchObject({
      code: 'LIST_FAULTY',
      params: { row: 5, column: 'Day', why: 'no such day', value: '31/04/2016' },
    });
    await nothingThere(before);
    const checked = await ask('caseList.check', { source, mapping, job: 'check' });
    expect(checked.counts).toMatchObject({ fresh: 3, faulty: 3 });
    expect(checked.problems).toEqual([
      { row: 5, column: 'Day', rule: 'no such day', value: '31/04/2016' },
      { row: 6, column: 'Killed', rule: 'not a whole number', value: 'many' },
      { row: 7, column: '', rule: 'twice in this list', value: 'T-1 (2)' },
    ]);
    expect(checked.unknown).toEqual([]);
    await nothingThere(before);
  });

  test('may leave out the rows in error: the record of it names them', async () => {
    const source = await list(...first, 'T-4,31/04/2016,Town,,,');
    const { record, counts, leftout } = await take(source, { leaveOut: true });
    expect(counts).toMatchObject({ fresh: 3, faulty: 1 });
    expect(leftout.map(({ row }) => row)).toEqual([5]);
    const seq = vault.db.prepare('SELECT first FROM record WHERE id = ?').pluck().get(record) as number;
    expect(vault.ledger.readFields(seq)).toMatchObject({
      kind: 'import',
      leftout: [{ row: 5, column: 'Day', rule: 'no such day' }],
      counts: { fresh: 3, faulty: 1 },
      mapping: { name: 'Training list' },
    });
  });

  test('twice adds nothing, whatever the file is called and wherever it lies', async () => {
    await take(await list(...first));
    const size = vault.ledger.size;
    const { item, counts } = await take(await list(...first));
    expect([item, counts.same, counts.fresh]).toEqual([null, 3, 0]);
    expect(vault.ledger.size).toBe(size);
  });

  test('without identifiers is known by its rows in the same file', async () => {
    const source = await list(...first);
    const unnamed = {
      ...mapping,
      columns: mapping.columns.map((each) => ({
        ...each,
        to: each.to.filter((target) => !(target.to === 'text' && target.field === 'ssa id')),
      })),
    };
    await take(source, { mapping: unnamed });
    const again = await take(source, { mapping: unnamed });
    expect(again.counts).toMatchObject({ same: 3, fresh: 0 });
  });

  test('in a later version corrects the cases with a reason; what somebody here corrected stays', async () => {
    await take(await list(...first));
    const two = await caseOf('T-2');
    if (two === undefined) throw new Error('no T-2');
    await ask('incident.amend', {
      id: two.id,
      head: two.head,
      fields: {
        ...two.fields,
        place: { ...two.fields.place, name: 'Corrected Town' },
        account: 'what a witness added',
      },
      reason: 'a witness said so',
    });
    const later = await list(
      'T-1,27/04/2016,Training Town,Bombing,4,',
      'T-2,28/04/2016,Renamed Town,Raid;assault,2,',
      'T-3,,Third Town,,0,',
      'T-9,30/04/2016,New Town,,,',
    );
    const checked = await ask('caseList.check', { source: later, mapping, job: 'later' });
    expect(checked.counts).toMatchObject({ fresh: 1, changed: 2, same: 1 });
    expect(
      checked.changes.map(({ title, differences }) => [
        title,
        differences.map(({ field, kept }) => `${field}${kept ? ' kept' : ''}`),
      ]),
    ).toEqual([
      ['T-1', ['harm|all|killed']],
      ['T-2', ['place kept', 'harm|all|killed']],
    ]);
    const { item } = await take(later);
    expect((await cases()).length).toBe(4);
    const one = await caseOf('T-1');
    expect(one?.fields).toMatchObject({ harm: [{ best: 4 }], listed: { item, row: 2 } });
    expect(one?.history.at(-1)).toMatchObject({
      action: 'incidentCorrected',
      reason: expect.stringContaining('Row 2'),
    });
    const after = (await caseOf('T-2'))?.fields;
    expect(after).toMatchObject({
      place: { name: 'Corrected Town' },
      account: 'what a witness added',
      harm: [{ best: 2 }],
    });
    // Once more: what is kept is kept, and nothing is written.
    const size = vault.ledger.size;
    expect((await take(later)).counts).toMatchObject({ fresh: 0, changed: 0, same: 3, kept: 1 });
    expect(vault.ledger.size).toBe(size);
  });

  test('does not double or change a case that somebody entered by hand under its identifier', async () => {
    const { id } = await ask('incident.create', {
      fields: {
        title: 'By hand',
        facility: '',
        place: { name: 'Here', precision: 'settlement', point: null },
        when: { edtf: '2016-04-27', words: '' },
        account: '',
        attackTypes: [],
        certainty: 'confirmed',
        ssa: { id: 'T-1' },
      },
      items: [],
    });
    const { counts } = await take(await list(...first));
    expect(counts).toMatchObject({ fresh: 2, kept: 1 });
    expect((await ask('incident.get', { id })).fields).toMatchObject({ title: 'By hand', certainty: 'confirmed' });
  });

  test('does not bring back what the gate has closed', async () => {
    await take(await list(...first));
    const one = await caseOf('T-1');
    await ask('gate.restrict', {
      on: { what: 'incident', id: one?.id ?? '' },
      viewers: ['archive'],
      authority: 'training court',
      basis: 'training',
      until: null,
    } as CallInput<'gate.restrict'>);
    expect((await ask('vault.state', {}))?.incidents).toBe(2);
    const { item, counts } = await take(await list(...first));
    expect([item, counts.same]).toEqual([null, 3]);
  });

  test('leaves nothing when it is stopped in the middle, and others wait meanwhile', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `M-${index},27/04/2016,Town,,${index},`);
    const source = await list(...many);
    const before = vault.ledger.size;
    const seen: string[] = [];
    let state: Promise<unknown> = Promise.resolve();
    session.subscribe((event) => {
      if (event.event !== 'progress' || event.job !== 'stopped') return;
      seen.push(event.phase);
      if (event.phase !== 'writing' || event.done < 500) return;
      // What is half written is shown to nobody.
      state = ask('incident.list', {});
      session.cancel('stopped');
    });
    expect(await refusal(take(source, { job: 'stopped' }))).toMatchObject({ code: 'IMPORT_CANCELLED' });
    expect(seen).toContain('writing');
    expect(await state).toMatchObject({ total: 0 });
    await nothingThere(before);
    expect((await take(source)).counts.fresh).toBe(2_000);
  });

  test('leaves nothing when the vault is locked in the middle', async () => {
    const source = await list(...Array.from({ length: 1_500 }, (_, index) => `M-${index},27/04/2016,Town,,,`));
    const before = vault.ledger.size;
    let locked: Promise<unknown> = Promise.resolve();
    session.subscribe((event) => {
      if (event.event === 'progress' && event.phase === 'writing' && event.done >= 500) locked = session.lock();
    });
    expect(await refusal(take(source))).toMatchObject({ code: 'IMPORT_CANCELLED' });
    await locked;
    const engine = createEngine(options);
    const state = await engine.call('vault.open', { path: there.path, passphrase });
    expect([state.incidents, state.entries]).toEqual([0, before]);
    await engine.close();
  });

  test('is refused while another import runs, and where the file is not the one that was looked at', async () => {
    const source = await list(...first);
    expect(await refusal(take(source, { sha256: 'a'.repeat(64) }))).toMatchObject({ code: 'SOURCE_CHANGED' });
    let end: () => void = () => undefined;
    const running = session.run('other', () => new Promise<void>((resolve) => (end = resolve)));
    expect(await refusal(take(source))).toMatchObject({ code: 'IMPORT_RUNNING' });
    end();
    await running;
    expect((await take(source)).counts.fresh).toBe(3);
  });

  test('asks for what it would have to guess', async () => {
    const source = await list('T-1,03/04/2016,Town,,,');
    const survey = await ask('caseList.survey', { source, job: 'look' });
    expect(survey.columns.find(({ name }) => name === 'Day')?.orders).toEqual(['day month year', 'month day year']);
    const without = {
      ...mapping,
      columns: mapping.columns.map((each) =>
        each.column === 'Day' ? column('Day', { to: 'date', order: null }) : each,
      ),
    };
    expect(await refusal(take(source, { mapping: without }))).toMatchObject({
      code: 'LIST_MAPPING_INCOMPLETE',
      params: { column: 'Day' },
    });
    const uncertain = { ...mapping, always: { ...mapping.always, certainty: null } };
    expect(await refusal(take(source, { mapping: uncertain }))).toMatchObject({
      code: 'LIST_MAPPING_INCOMPLETE',
      params: { what: 'certainty' },
    });
    const renamed = { ...mapping, columns: [...mapping.columns, column('Weapon', { to: 'as stated' })] };
    expect(await refusal(take(source, { mapping: renamed }))).toMatchObject({
      code: 'LIST_COLUMN_MISSING',
      params: { column: 'Weapon' },
    });
  });

  test('may hold what is meant to harm: it is text, or a row in error', async () => {
    const source = await list(
      `"=cmd|'/C calc'!A0",27/04/2016,"<img src=x onerror=alert(1)>",,,`,
      'N-\u0000,27/04/2016,Town,,,',
      `L-1,27/04/2016,${'x'.repeat(1_048_576)},,,`,
      'C-1,27/04/2016,Town,,,,,surplus',
    );
    const { problems } = await ask('caseList.check', { source, mapping, job: 'hostile' });
    expect(problems.map(({ row, rule }) => [row, rule])).toEqual([
      [3, 'control character'],
      [4, 'too long'],
      [5, 'cells'],
    ]);
    expect(Math.max(...problems.map(({ value }) => value.length))).toBeLessThanOrEqual(120);
    await take(source, { leaveOut: true });
    expect((await cases()).map(({ fields }) => [fields.title, fields.place.name])).toEqual([
      ["=cmd|'/C calc'!A0", '<img src=x onerror=alert(1)>'],
    ]);
  });

  test('leaves nothing readable on the disk', async () => {
    await take(await list('T-1,27/04/2016,Zarnuqah-on-the-plain,,,'));
    await vault.ledger.checkpoint();
    expect(allBytesBelow(there.path).includes('Zarnuqah')).toBe(false);
  });

  test('cannot be claimed: where a case was taken from is not for anybody to write', async () => {
    const { item } = await take(await list(...first));
    const forged = { item, row: 77, stated: [{ column: 'x', text: 'never said' }] };
    const made = await ask('incident.create', {
      fields: {
        title: 'Forged',
        facility: '',
        place: { name: '', precision: 'unknown', point: null },
        when: { edtf: '', words: '' },
        account: '',
        attackTypes: [],
        certainty: 'possible',
        listed: forged,
      },
      items: [],
    });
    expect(made.fields.listed).toEqual({ item: null, row: null, stated: [] });
    const one = await caseOf('T-1');
    if (one === undefined) throw new Error('no T-1');
    const amended = await ask('incident.amend', {
      id: one.id,
      head: one.head,
      fields: { ...one.fields, title: 'Renamed', listed: forged },
      reason: 'a test',
    });
    expect(amended.fields.listed).toEqual(one.fields.listed);
  });
});

describe('a mapping', () => {
  test('is kept under its name, used again, replaced and forgotten', async () => {
    await ask('caseList.keepMapping', { mapping });
    await ask('caseList.keepMapping', { mapping: { ...mapping, unknown: [] } });
    expect(await ask('caseList.mappings', {})).toEqual([{ ...mapping, unknown: [] }]);
    await ask('caseList.forgetMapping', { name: mapping.name });
    expect(await ask('caseList.mappings', {})).toEqual([]);
    expect(await refusal(ask('caseList.keepMapping', { mapping: { ...mapping, name: '' } }))).toMatchObject({
      code: 'FIELD_INVALID',
    });
  });

  test('is refused where it maps a word to none of the list', () => {
    const wrong = {
      ...mapping,
      columns: [column('Attack', { to: 'words', list: 'attack types', separator: '', words: { x: 'bombing' } })],
    };
    expect(contract['caseList.keepMapping'].input.safeParse({ mapping: wrong }).success).toBe(false);
  });
});
