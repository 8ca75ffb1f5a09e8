/** What something is for, on what handing it over rests, orders of courts and legal holds, in a real vault and in real bundles. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { Witness } from '../../../electron/core/witness/witness.ts';
import { nothingGiven } from '../../../shared/anchors/given.ts';
import { noReviewer } from '../../../shared/bundle/reviewer.ts';
import { type CallInput, type CallName, type CallOutput, contract, type Order } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { policyOf, readWitnessKey } from '../../../shared/ledger/policy.ts';
import type { ConsentFields, Purpose } from '../../../shared/model/consent.ts';
import type { BasisStated } from '../../../shared/model/stated-use.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import { second, sessionWith, vaultOfTwo } from '../../fixtures/erasing.ts';
import { metBy } from '../../fixtures/uses.ts';
import { type Evidence, filesOf } from '../bundle/evidence.ts';

let evidence: Evidence;
let vault: OpenVault;
let session: Session;
let made = 0;

/** A call as any face makes it: request and answer checked with the contract's schemas. */
async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await capabilities[name](session, contract[name].input.parse(input) as never);
  return contract[name].output.parse(answer) as CallOutput<N>;
}
const faultOf = (work: Promise<unknown>): Promise<{ code: string; params: object } | 'done'> =>
  work.then(
    () => 'done' as const,
    (error: unknown) => (error instanceof Fault ? { code: error.code, params: error.params } : Promise.reject(error)),
  );

type Use = Pick<CallInput<'bundle.export'>, 'audience' | 'purpose' | 'basis' | 'answers'>;
const forCourt = (purpose: Purpose, basis: BasisStated = { kind: 'consent' }): Use => ({
  audience: 'court' satisfies Audience,
  purpose,
  basis,
});

async function bundle(use: Use) {
  const path = join(evidence.folder, `use-${made++}.zip`);
  const target = { kind: 'path', path } as const;
  const to = { recipient: 'Training court', protection: { kind: 'plain' }, target, job: `use-${made}` } as const;
  const { entry } = await ask('bundle.export', { ...use, ...to });
  const files = await filesOf(path);
  return { path, entry, files, record: JSON.parse(String(files[`data/records/${entry}.json`])) };
}
const holds = (files: Record<string, Buffer>, bytes: Buffer | undefined) =>
  Object.values(files).some((each) => bytes !== undefined && each.equals(bytes));

const item = (at: number) => ({ what: 'item', seq: evidence.items[at] ?? -1 }) as const;
const consent = (changes: Partial<ConsentFields>): ConsentFields => ({
  state: 'given',
  asked: '2016-04-28',
  explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw', 'court keeps it'],
  audiences: ['court'],
  purposes: ['criminal case'],
  conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
  anonymise: [],
  obtained: { by: 'op-1', how: ['spoken'], witness: '' },
  recording: 'not asked',
  child: null,
  renew: null,
  wishes: '',
  withdrawal: null,
  ...changes,
});
async function somebodyIn(code: string, on: ReturnType<typeof item>, said: Partial<ConsentFields>) {
  const fields = { code, standing: 'witness', child: false, majority: null, keepUntil: null } as const;
  const { id } = await ask('person.create', { fields, identity: null, identityPassphrase: null });
  await ask('person.involve', { person: id, on, as: ['shown'] });
  await ask('consent.add', { person: id, fields: consent(said) });
}

beforeAll(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
  session = await sessionWith(vault);
  await somebodyIn('person-1', item(0), {});
  await somebodyIn('person-2', item(1), { state: 'refused', audiences: [] });
});
afterAll(() => evidence.remove());

describe('what it is for', () => {
  test('decides with the consent, and stands in the bundle with what it rests on', async () => {
    const agreed = await bundle(forCourt('criminal case'));
    expect(holds(agreed.files, evidence.originals[0])).toBe(true);
    expect(agreed.record).toMatchObject({ purpose: 'criminal case', basis: { kind: 'consent' } });
    const other = await bundle(forCourt('fact-finding'));
    expect(holds(other.files, evidence.originals[0])).toBe(false);
    expect(String(other.files['data/withheld.jsonl'])).toContain('"ground":"other purpose"');
  });

  test('is refused where audience, purpose and basis don’t fit, and nothing is recorded', async () => {
    const before = vault.ledger.size;
    const words = { kind: 'vital interest', words: 'somebody is in danger' } as const;
    expect(await faultOf(bundle(forCourt('criminal case', words)))).toMatchObject({
      code: 'USE_RULE',
      params: { field: 'basis', rule: 'not on this basis', value: 'vital interest' },
    });
    const unknown = { kind: 'court order', order: '9'.repeat(32) } as const;
    expect(await faultOf(bundle(forCourt('criminal case', unknown)))).toMatchObject({
      code: 'USE_RULE',
      params: { field: 'basis.order', rule: 'no such order in force' },
    });
    expect(vault.ledger.size).toBe(before);
  });
});

describe('a condition that somebody made', () => {
  const condition = { noDeathPenalty: true, askAgain: false, notStates: [], words: '' };

  test('is asked before anything leaves, and nothing leaves unanswered', async () => {
    await somebodyIn('person-3', item(2), { conditions: condition });
    const { questions } = await ask('bundle.preview', forCourt('criminal case'));
    expect(questions.map(({ key }) => key)).toEqual(['death penalty']);
    const before = vault.ledger.size;
    expect(await faultOf(bundle(forCourt('criminal case')))).toMatchObject({
      code: 'USE_UNANSWERED',
      params: { questions: 'death penalty' },
    });
    expect(vault.ledger.size).toBe(before);
  });

  test('answered as met lets it leave; answered otherwise, it stays', async () => {
    const { questions } = await ask('bundle.preview', forCourt('criminal case'));
    const met = await bundle({ ...forCourt('criminal case'), answers: metBy(questions) });
    expect(holds(met.files, evidence.originals[2])).toBe(true);
    const answers = [{ question: 'death penalty', answer: 'not known' as const, rests: '' }];
    const kept = await bundle({ ...forCourt('criminal case'), answers });
    expect(holds(kept.files, evidence.originals[2])).toBe(false);
    expect(String(kept.files['data/withheld.jsonl'])).toContain('condition of consent');
  });

  test('the answers stand in the ledger before the bundle, and in no bundle', async () => {
    const entry = [...vault.ledger.everyAppended()].find(({ fields }) => fields.action === 'conditions answered');
    expect(entry?.fields).toMatchObject({
      purpose: 'criminal case',
      answers: [{ question: 'death penalty', answer: 'no', rests: 'training letter 1' }],
    });
    const { files } = await bundle(forCourt('fact-finding'));
    expect(Object.values(files).some((bytes) => bytes.includes('training letter 1'))).toBe(false);
  });
});

describe('answers that a witness is to countersign', () => {
  let witness: Witness;
  let use: Use;
  const all = (action: string) => [...vault.ledger.everyAppended()].filter(({ fields }) => fields.action === action);
  const made = () => all('conditions answered');
  const asked = async () => (await ask('bundle.preview', use)).uncountersigned;
  const countersigned = async () => {
    const { request } = await ask('witness.request', { from: null });
    const answer = witness.cosign(encodeUtf8(request));
    if (answer.outcome !== 'cosigned') throw new Error(answer.outcome);
    await ask('witness.accept', { answer: answer.note, witness: witness.verifierKey });
  };

  beforeAll(async () => {
    const passphrase = 'training passphrase';
    const place = { folder: join(evidence.folder, 'witness'), name: 'office.example/1', passphrase, workFactor: 2 };
    witness = await Witness.create(place);
    const { questions } = await ask('bundle.preview', forCourt('criminal case'));
    use = { ...forCourt('criminal case'), answers: metBy(questions) };
  });
  afterAll(() => witness.close());

  test('are one entry more that nobody has countersigned, as long as they aren’t entered', async () => {
    await countersigned();
    expect(await asked()).toBe(1);
    expect(await faultOf(ask('bundle.settle', forCourt('criminal case')))).toMatchObject({ code: 'USE_UNANSWERED' });
  });

  test('are entered ahead, once, with what was looked at in this session', async () => {
    const before = made().length;
    const looked = all('accessed').length;
    session.opened.item(evidence.items[0] ?? -1);
    const settled = await ask('bundle.settle', use);
    expect(await ask('bundle.settle', use)).toEqual(settled);
    expect(made()).toHaveLength(before + 1);
    expect(all('accessed')).toHaveLength(looked + 1);
    expect(await asked()).toBeGreaterThan(0);
  });

  test('let the bundle be countersigned as a whole', async () => {
    await countersigned();
    expect(await asked()).toBe(0);
    const before = made().length;
    const { path } = await bundle(use);
    expect(made()).toHaveLength(before);
    const policy = policyOf([readWitnessKey(primitives, witness.verifierKey)]);
    const reviewer = { ...noReviewer, policy, require: 'witnessed' as const };
    expect(await verifyBundle(path, {}, [], {}, nothingGiven, reviewer)).toMatchObject({
      verdict: 'WITNESSED',
      exitStatus: 0,
    });
  });

  test('are given anew for the next bundle, and by whoever else hands something over', async () => {
    const before = made().length;
    expect(await asked()).toBeGreaterThan(1);
    const { path } = await bundle(use);
    expect(made()).toHaveLength(before + 1);
    const policy = policyOf([readWitnessKey(primitives, witness.verifierKey)]);
    const reviewer = { ...noReviewer, policy };
    expect(await verifyBundle(path, {}, [], {}, nothingGiven, reviewer)).toMatchObject({ verdict: 'UNANCHORED' });
  });
});

describe('an order of a court', () => {
  let order: Order;
  const relied = (): Use => ({
    ...forCourt('criminal case', { kind: 'court order', order: order.id }),
    answers: unknown,
  });
  const unknown = [{ question: 'death penalty', answer: 'not known' as const, rests: '' }];

  test('is recorded by one person, with its copy and what it names, and opens nothing yet', async () => {
    order = await ask('order.request', {
      ...{ audience: 'court', court: 'Training court', reference: '7/2016', issued: '2016-11-02' },
      copy: item(0).seq,
      names: [item(1)],
    });
    expect(order).toMatchObject({ state: 'open', requester: 'op-1', confirmer: null, names: [{ on: item(1) }] });
    expect(await faultOf(bundle(relied()))).toMatchObject({ code: 'USE_RULE' });
    const alone = ask('order.confirm', { id: order.id, operator: 'op-1', passphrase: 'training passphrase' });
    expect(await faultOf(alone)).toMatchObject({ code: 'OVERRIDE_SAME_OPERATOR' });
  });

  test('can’t be confirmed thing by thing', async () => {
    const [exception] = await ask('override.list', {});
    expect(exception).toMatchObject({ order: order.id, ground: 'court order to hand over', state: 'open' });
    const confirmed = ask('override.confirm', { id: exception?.id ?? '', ...second });
    expect(await faultOf(confirmed)).toMatchObject({ code: 'OVERRIDE_NOT_OPEN' });
  });

  test('opens what it names once a second person looked at it, for whoever relies on it', async () => {
    order = await ask('order.confirm', { id: order.id, ...second });
    expect(order).toMatchObject({ state: 'in force', confirmer: 'op-2' });
    const { files, path, record } = await bundle(relied());
    expect(holds(files, evidence.originals[1])).toBe(true);
    expect(holds(files, evidence.originals[2])).toBe(false);
    expect(record).toMatchObject({ basis: { kind: 'court order', order: order.id } });
    // Which order it was, the court reads; what of the named file stays, says that the rest was opened by it.
    expect(Object.values(files).some((bytes) => bytes.includes('7/2016'))).toBe(true);
    expect(String(files['data/withheld.jsonl'])).toMatch(
      new RegExp(`rule of the archive; the rest opened by court order, entry \\d+".*"seq":${item(1).seq}[,}]`),
    );
    expect(await verifyBundle(path, {}, [])).toMatchObject({ exitStatus: 0, findings: [], unexplained: 0 });
  });

  test('opens nothing where handing over rests on something else, and nothing for others', async () => {
    const without = await bundle({ ...forCourt('criminal case'), answers: unknown });
    expect(holds(without.files, evidence.originals[1])).toBe(false);
    const defence = { ...relied(), audience: 'defence' } as const;
    expect(await faultOf(bundle(defence))).toMatchObject({ params: { rule: 'no such order in force' } });
    const fromDefence = await bundle({ ...forCourt('criminal case'), audience: 'defence', answers: unknown });
    expect(Object.values(fromDefence.files).some((bytes) => bytes.includes('7/2016'))).toBe(false);
  });

  test('is in the custody log of what it names, with its reference and both people', async () => {
    const { lines } = await ask('custody.log', { of: item(1) });
    const acts = lines.filter(({ action }) => action === 'overrideRequested' || action === 'overridden');
    expect(acts.map(({ operator, reason }) => [operator, reason])).toEqual([
      ['op-1', 'Training court, 7/2016, 2016-11-02'],
      ['op-2', 'confirmed'],
    ]);
    const left = lines.filter(({ event }) => event === 'exported').at(-2);
    expect(left).toMatchObject({ purpose: 'criminal case' });
  });

  test('opens nothing any more when it ended, and the tables come out the same', async () => {
    await ask('order.end', { id: order.id, reason: 'set aside' });
    expect(await faultOf(bundle(relied()))).toMatchObject({ params: { rule: 'no such order in force' } });
    const before = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(before);
  });
});

describe('a legal hold', () => {
  test('is shown, opens nothing, and forbids erasing', async () => {
    const before = (await ask('gate.ask', { on: item(1) })).judgements.map(({ outcome }) => outcome);
    await ask('hold.place', { on: item(1), authority: 'Training court', basis: 'file 9', until: null });
    const { judgements, holds: inForce } = await ask('gate.ask', { on: item(1) });
    expect(inForce).toBe(1);
    expect(judgements.map(({ outcome }) => outcome)).toEqual(before);
    expect(judgements.every(({ reasons }) => reasons.some(({ code }) => code === 'held'))).toBe(true);
    const { holds: named } = await ask('erasure.plan', { target: item(1) });
    expect(named).toHaveLength(1);
  });
});
