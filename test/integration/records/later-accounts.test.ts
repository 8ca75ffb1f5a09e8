/** What a witness adds, and what a witness takes back: beside the first account, wherever that goes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  contract,
  type WithholdingChoice,
} from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import { erase, everythingOnDisk, sessionWith, tracesOf, vaultOfTwo } from '../../fixtures/erasing.ts';
import { type Evidence, exported, filesOf } from '../bundle/evidence.ts';

let evidence: Evidence;
let vault: OpenVault;
let session: Session;
const testimony = '1'.repeat(32);
const incident = 'a'.repeat(32);

/** A call as any face makes it: request and answer checked with the contract's schemas. */
async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const request = contract[name].input.parse(input);
  const answer = await capabilities[name](session, request as never);
  return contract[name].output.parse(answer) as CallOutput<N>;
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => toEnvelope(error).code,
  );

const told = (text: string) => ({
  when: { edtf: '2016-06-01~', words: 'after isha' },
  how: 'by telephone' as const,
  language: 'ar',
  takenBy: 'op-1',
  interpreter: '',
  readBack: 'confirmed' as const,
  circumstances: 'planted circumstances',
  paragraphs: [{ text, basis: 'unstated' as const }],
});
const head = async () => (await ask('testimony.get', { id: testimony })).head;
const adds = async (text: string) =>
  ask('laterAccount.add', { testimony, head: await head(), said: { act: 'adds', fields: told(text) } });
const takesBack = async (text: string, paragraphs: number[] | null) =>
  ask('laterAccount.add', {
    testimony,
    head: await head(),
    said: {
      act: 'takes back',
      fields: { ...told(text), takesBack: paragraphs, why: { told: 'said why', words: 'planted reason' } },
    },
  });
const inSearch = async (text: string) =>
  (await ask('search.query', { query: { text }, offset: 0, limit: 10 })).hits.filter(
    ({ kind }) => kind === 'testimony',
  );

async function bundle(withhold: WithholdingChoice[] = []) {
  const { path } = await exported(evidence, { audience: 'court', withhold });
  const files = await filesOf(path);
  return (text: string) => Object.values(files).some((bytes) => bytes.includes(text));
}

beforeAll(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
  session = await sessionWith(vault);
});
afterAll(() => evidence.remove());

describe('a witness who adds', () => {
  test('is heard beside the first account, which stays as it was', async () => {
    const before = await ask('testimony.get', { id: testimony });
    const after = await adds('planted addition');
    expect(after.fields).toEqual(before.fields);
    expect(after.head).toBe(before.head);
    expect(after.later).toMatchObject([{ act: 'adds', operator: 'op-1', fields: told('planted addition') }]);
    expect(after.history.at(-1)).toMatchObject({ action: 'accountAddedTo' });
    expect(await inSearch('planted addition')).toMatchObject([{ id: testimony, takenBack: null }]);
    expect((await bundle())('planted addition')).toBe(true);
  });

  test('says by whom a paragraph was told, in a field of its own, and only where it was told', async () => {
    const hearsay = (basis: 'was told' | 'saw') => ({
      ...told('planted hearsay'),
      paragraphs: [{ text: 'planted hearsay', basis, toldBy: 'planted teller' }],
    });
    const request = { testimony, head: await head(), said: { act: 'adds', fields: hearsay('saw') } };
    expect(contract['laterAccount.add'].input.safeParse(request).error?.issues[0]?.path.at(-1)).toBe('toldBy');
    const { later } = await ask('laterAccount.add', {
      ...{ testimony, head: await head() },
      said: { act: 'adds', fields: hearsay('was told') },
    });
    expect(later.at(-1)?.fields.paragraphs).toEqual(hearsay('was told').paragraphs);
    const written = vault.ledger.readFields(vault.ledger.size - 1);
    expect(written).toMatchObject({
      'account.1': { text: 'planted hearsay', basis: 'was told' },
      'told.1': 'planted teller',
    });
    const holds = await bundle();
    expect([holds('planted hearsay'), holds('planted teller')]).toEqual([true, true]);
  });

  test('of what they took it back of, the account must be the one that they were told', async () => {
    const said = { act: 'adds', fields: told('too late') } as const;
    expect(await refusal(ask('laterAccount.add', { testimony, head: 0, said }))).toBe('RECORD_STALE');
    expect(await refusal(takesBack('no such paragraph', [3]))).toBe('FIELD_INVALID');
  });
});

describe('a witness who takes a paragraph back', () => {
  test('is said so of the account wherever it is listed, found and read', async () => {
    const after = await takesBack('planted recanting', [2]);
    expect(after.later.at(-1)).toMatchObject({
      act: 'takes back',
      paragraphs: [{ number: 2, now: 2, text: 'an account for the court, second paragraph' }],
      fields: { why: { told: 'said why', words: 'planted reason' } },
    });
    const list = await ask('testimony.list', {});
    expect(list.find(({ id }) => id === testimony)).toMatchObject({ added: 2, takenBack: 'in part' });
    const inCase = (await ask('incident.get', { id: incident })).testimonies;
    expect(inCase.find(({ id }) => id === testimony)?.takenBack).toBe('in part');
    expect(await inSearch('account for the court')).toMatchObject([{ takenBack: 'in part' }]);
    expect(await inSearch('planted recanting')).toMatchObject([{ id: testimony, takenBack: 'in part' }]);
  });

  test('it follows the words where a correction moves them, and says where they are gone', async () => {
    const { fields, head: before } = await ask('testimony.get', { id: testimony });
    const [first, second] = fields.paragraphs;
    const added = { text: 'put in between', basis: 'unstated' as const };
    const moved = await ask('testimony.amend', {
      ...{ id: testimony, head: before, reason: 'was left out' },
      fields: { ...fields, paragraphs: [first, added, second].flatMap((each) => each ?? []) },
    });
    expect(moved.later.at(-1)).toMatchObject({ paragraphs: [{ number: 2, now: 3 }] });
    const gone = await ask('testimony.amend', {
      ...{ id: testimony, head: moved.head, reason: 'never said' },
      fields: { ...fields, paragraphs: [first, added].flatMap((each) => each ?? []) },
    });
    expect(gone.later.at(-1)).toMatchObject({
      paragraphs: [{ number: 2, now: null, text: 'an account for the court, second paragraph' }],
    });
    expect(await inSearch('planted recanting')).toMatchObject([{ id: testimony }]);
  });

  test('a slip in how it was recorded is corrected with a reason, and what it is taken back of stays', async () => {
    const { later } = await ask('testimony.get', { id: testimony });
    const last = later.at(-1);
    if (last?.act !== 'takes back') throw new Error('nothing was taken back');
    const after = await ask('laterAccount.correct', {
      ...{ id: last.id, head: last.head, reason: 'the call was on another day' },
      said: { act: 'takes back', fields: { ...last.fields, when: { edtf: '2016-06-02', words: '' } } },
    });
    expect(after.later.at(-1)).toMatchObject({ fields: { when: { edtf: '2016-06-02' } }, paragraphs: [{ number: 2 }] });
    expect(after.history.at(-1)).toMatchObject({ action: 'laterAccountCorrected', changes: [{ field: 'when' }] });
  });
});

describe('a bundle that holds the account', () => {
  const account = 'an account for the court';
  const keep = async (fields: string[] | null): Promise<WithholdingChoice[]> => {
    const seq = (await ask('testimony.get', { id: testimony })).later.at(-1)?.head ?? -1;
    const why = { ground: 'safety of a person', authority: 'training', review: null } as const;
    return [{ seq, fields, alone: false, ...why } as WithholdingChoice];
  };

  test('holds that it was taken back', async () => {
    const holds = await bundle();
    expect(holds(account)).toBe(true);
    expect(holds('planted recanting')).toBe(true);
    expect(holds('takenback')).toBe(true);
  });

  test('does not hold it where somebody keeps back by hand that it was taken back', async () => {
    const holds = await bundle(await keep(null));
    expect(holds('planted recanting')).toBe(false);
    expect(holds(account)).toBe(false);
    expect((await bundle(await keep(['takenback'])))(account)).toBe(false);
  });

  test('may go without the words, and says all the same that it was taken back', async () => {
    const holds = await bundle(await keep(['account.1']));
    expect(holds('planted recanting')).toBe(false);
    expect(holds(account)).toBe(true);
    expect(holds('takenback')).toBe(true);
  });

  test('where the account stays, what was said later stays with it', async () => {
    const [choice] = await keep(null);
    const { head: seq } = await ask('testimony.get', { id: testimony });
    const holds = await bundle([{ ...(choice as WithholdingChoice), seq }]);
    expect([account, 'planted recanting', 'planted addition'].filter(holds)).toEqual([]);
  });

  test('nothing of it goes to whom the witness did not agree', async () => {
    const { path } = await exported(evidence, { audience: 'media' });
    const files = Object.values(await filesOf(path));
    expect(files.some((bytes) => bytes.includes('planted recanting') || bytes.includes('planted addition'))).toBe(
      false,
    );
  });
});

test('the whole of it taken back, then closed: nothing of what was said later is shown either', async () => {
  await takesBack('planted last word', null);
  expect(await inSearch('account for the court')).toMatchObject([{ takenBack: 'whole' }]);
  const rows = projectionRows(vault.db);
  rebuildProjections(vault.db, vault.ledger);
  expect(projectionRows(vault.db)).toEqual(rows);

  const answer = await ask('gate.restrict', {
    ...{ on: { what: 'testimony', id: testimony }, viewers: ['archive'] },
    ...{ authority: 'Training court', basis: 'file 7', until: null },
  });
  expect(await inSearch('planted last word')).toEqual([]);
  expect(JSON.stringify(projectionRows(vault.db))).not.toContain('planted last word');
  await ask('gate.lift', { id: answer.restrictions[0]?.id ?? '', reason: 'no longer needed' });
  expect(await inSearch('planted last word')).toMatchObject([{ takenBack: 'whole' }]);
});

test('erasing the testimony takes everything that was said later', async () => {
  const looked = [...Array(vault.ledger.size).keys()]
    .filter((seq) => ['addition', 'recanting'].includes(String(vault.ledger.readFields(seq).kind)))
    .flatMap((seq) =>
      tracesOf(
        vault,
        seq,
        Object.keys(vault.ledger.readFields(seq)).filter((name) => /^account|circ|why/.test(name)),
      ),
    );
  expect(looked.length).toBeGreaterThan(5);
  await erase(vault, { what: 'testimony', id: testimony });
  const { pages } = await everythingOnDisk(vault.path);
  expect(looked.filter((text) => pages.includes(text))).toEqual([]);
  expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [] });
});
