/** What is recorded of a person can be erased; what they refused, restricted or took back stays as closed as it was. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { verifyBundle } from '../../../electron/core/bundle/verify.ts';
import { verifyVault } from '../../../electron/core/bundle/verify-vault.ts';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { type CallInput, type CallName, type CallOutput, contract } from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import { type ConsentFields, personConsentStates, type withdrawalReaches } from '../../../shared/model/consent.ts';
import { type Involvement, involvements, type Standing, type Thing } from '../../../shared/model/persons.ts';
import { onlyTold } from '../../../shared/model/testimony.ts';
import type { Outcome } from '../../../shared/model/use.ts';
import { erase, everythingOnDisk, opened, sessionWith, tracesOf, vaultOfTwo } from '../../fixtures/erasing.ts';
import { type Evidence, exported, filesOf } from '../bundle/evidence.ts';

let evidence: Evidence;
let vault: OpenVault;
let session: Session;

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

const given: ConsentFields = {
  state: 'given',
  asked: '2016-04-28',
  explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw', 'court keeps it'],
  audiences: ['court', 'partner', 'public'],
  purposes: ['criminal case', 'public reporting'],
  conditions: { noDeathPenalty: false, askAgain: false, notStates: [], words: '' },
  anonymise: [],
  obtained: { by: 'op-1', how: ['spoken'], witness: '' },
  recording: 'not asked',
  child: null,
  renew: null,
  wishes: '',
  withdrawal: null,
};

let number = 0;
async function personWith(
  on: Thing,
  as: readonly Involvement[],
  consent: Partial<ConsentFields> | null,
  { standing = 'witness', child = false }: { standing?: Standing; child?: boolean } = {},
): Promise<string> {
  number++;
  const { id } = await ask('person.create', {
    fields: { code: `planted-code-${number}`, standing, child, majority: null, keepUntil: null },
    identity: { name: `Planted Person ${number}`, contact: '+963 944 555 0177', notes: '' },
    identityPassphrase: null,
  });
  if (consent !== null) await ask('consent.add', { person: id, fields: { ...given, ...consent } });
  await ask('person.involve', { person: id, on, as: [...as] });
  return id;
}

async function caseCalled(title: string): Promise<Thing> {
  const made = await ask('incident.create', {
    fields: {
      title,
      facility: '',
      place: { name: '', precision: 'unknown', point: null },
      when: { edtf: '', words: '' },
      account: 'planted account',
      attackTypes: [],
      certainty: 'possible',
    },
    items: [],
  });
  return { what: 'incident', id: made.id };
}

const strictness: Record<Outcome, number> = { allowed: 0, 'needs override': 1, withheld: 2 };
const judged = async (on: Thing): Promise<Map<string, number>> => {
  const { judgements } = await ask('gate.ask', { on });
  return new Map(judgements.map(({ viewer, outcome }) => [viewer, strictness[outcome]]));
};

/** What is more open after than before: nothing, if all is well. */
async function openedBy(on: Thing, work: () => Promise<unknown>): Promise<string[]> {
  const before = await judged(on);
  await work();
  const after = await judged(on);
  return [...before].filter(([viewer, strict]) => (after.get(viewer) ?? 0) < strict).map(([viewer]) => viewer);
}

beforeAll(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
  session = await sessionWith(vault);
});
afterAll(() => evidence.remove());

const words = 'planted words of a withdrawal';
const withdrawn = (reach: (typeof withdrawalReaches)[number]): Partial<ConsentFields> => ({
  state: 'withdrawn',
  audiences: [],
  withdrawal: { on: '2016-06-01', reach, how: 'spoken', words },
});
const unasked: Partial<ConsentFields> = { state: 'cannot be asked', audiences: [], wishes: 'nothing is known' };
const said: [string, Partial<ConsentFields> | null, { standing?: Standing; child?: boolean }][] = [
  ['nobody asked', null, {}],
  ['refused', { state: 'refused', audiences: [] }, {}],
  ['not asked', { state: 'not asked', audiences: [] }, {}],
  ['agreed', {}, {}],
  ['agreed, with conditions', { conditions: { ...given.conditions, askAgain: true, notStates: ['SY'] } }, {}],
  ['agreed, without their face and place', { anonymise: ['photo', 'location'] }, {}],
  ['took it back from sharing', withdrawn('sharing'), {}],
  ['took it back from all use', withdrawn('all use'), {}],
  ['dead', unasked, { standing: 'dead' }],
  ['a patient who can’t be asked', unasked, { standing: 'patient' }],
  ['a child', { child: { assent: 'given', guardian: 'agreed' } }, { child: true }],
];

describe('after a person’s record is erased, nothing that was closed is open', () => {
  test('every answer that somebody can have given is tried', () => {
    const states = new Set(said.map(([, consent]) => consent?.state ?? 'given'));
    expect([...states].sort()).toEqual([...personConsentStates].sort());
  });

  test.each(said)('%s', async (_name, consent, who) => {
    const on = await caseCalled('planted case');
    const person = await personWith(on, [...involvements], consent, who);
    const closedBefore = (await ask('gate.ask', { on })).closed;
    expect(await openedBy(on, () => erase(vault, { what: 'person', id: person }))).toEqual([]);
    // It is closed inside the archive where it was, and nowhere else.
    expect((await ask('gate.ask', { on })).closed).toBe(closedBefore);
    // An order of a court opens what was refused, in proceedings; nothing else does.
    const { judgements } = await ask('gate.ask', { on });
    for (const { viewer, outcome, overridableBy } of judgements.filter((each) => each.viewer !== 'archive')) {
      expect(outcome, viewer).not.toBe('allowed');
      expect(overridableBy.filter((ground) => ground !== 'court order to hand over')).toEqual([]);
    }
  });

  test('of a testimony, though the witness in it agreed', async () => {
    const on = { what: 'testimony', id: '1'.repeat(32) } as const;
    const person = await personWith(on, ['told by'], { state: 'refused', audiences: [] });
    expect((await judged(on)).get('court')).not.toBe(strictness.allowed);
    expect(await openedBy(on, () => erase(vault, { what: 'person', id: person }))).toEqual([]);
  });

  test('an exception that two people made before covers nothing of it', async () => {
    const on = await caseCalled('planted exception');
    const person = await personWith(on, ['named'], null);
    const asked = await ask('override.request', {
      ...{ on, viewer: 'partner', ground: 'life is in danger', basis: 'training' },
    });
    await ask('override.confirm', { id: asked.id, operator: 'op-2', passphrase: 'the second training passphrase' });
    expect((await judged(on)).get('partner')).toBe(strictness.allowed);
    await ask('consent.add', { person, fields: { ...given, state: 'refused', audiences: [] } });
    expect(await openedBy(on, () => erase(vault, { what: 'person', id: person }))).toEqual([]);
  });

  test('a file leaves for nobody, as before', async () => {
    const on = { what: 'item', seq: evidence.items[0] ?? -1 } as const;
    const person = await personWith(on, ['shown'], { state: 'refused', audiences: [] });
    await erase(vault, { what: 'person', id: person });
    const { path } = await exported({ ...evidence, vault }, { audience: 'court' });
    const files = Object.values(await filesOf(path));
    expect(files.some((bytes) => bytes.includes(evidence.originals[0] ?? ''))).toBe(false);
    expect(await verifyBundle(path, {}, [])).toMatchObject({ exitStatus: 0 });
    // Another file that nobody is connected with leaves.
    expect(files.some((bytes) => bytes.includes(evidence.originals[2] ?? ''))).toBe(true);
  });
});

describe('erasing what is recorded of a person', () => {
  test('is refused while a legal hold keeps what concerns them', async () => {
    const on = await caseCalled('planted hold');
    const person = await personWith(on, ['about'], {});
    const hold = await ask('hold.place', { on, authority: 'Training court', basis: 'file 7 of 2016', until: null });
    const { digest, holds } = await ask('erasure.plan', { target: { what: 'person', id: person } });
    expect(holds.map(({ id }) => id)).toEqual([hold.id]);
    const request = { target: { what: 'person', id: person }, ground: 'witness asked', plan: digest } as const;
    expect(await refusal(ask('erasure.request', request))).toBe('ERASURE_HELD');
    await ask('hold.lift', { id: hold.id, reason: 'the case is closed' });
    await erase(vault, { what: 'person', id: person });
  });

  test('takes consent, identity and notices from every page of the disk, and names who has copies', async () => {
    const on = { what: 'item', seq: evidence.items[2] ?? -1 } as const;
    const person = await personWith(on, ['shown'], { wishes: 'planted condition' });
    const { entry } = await exported({ ...evidence, vault }, { audience: 'court', recipient: 'Planted recipient' });
    await ask('consent.notice', {
      person,
      export: entry,
      told: '2016-07-01',
      how: 'by letter',
      answer: 'planted answer',
    });

    const plan = await ask('erasure.plan', { target: { what: 'person', id: person } });
    expect(plan.copies).toContainEqual(expect.objectContaining({ seq: entry, recipient: 'Planted recipient' }));
    expect(plan.mentions).toMatchObject([{ what: 'item', seq: on.seq }]);
    const actions = plan.entries.map(({ action }) => action);
    for (const action of ['personRecorded', 'identitySealed', 'consentRecorded', 'recipientTold'])
      expect(actions).toContain(action);
    const looked = plan.entries.flatMap(({ seq, fields }) => tracesOf(vault, seq, fields));
    expect(looked.length).toBeGreaterThan(15);
    const { code } = (await ask('person.get', { id: person })).fields;

    const { request: done } = await erase(vault, { what: 'person', id: person });
    expect(done).toMatchObject({ state: 'done', name: '', requester: 'op-1', erased: { operator: 'op-2' } });
    // Whom it concerned nobody can tell any more: who has copies is known from then.
    expect(done.erased).toMatchObject({ entries: plan.entries, copies: plan.copies });
    const { pages } = await everythingOnDisk(vault.path);
    expect([...looked, code, 'planted condition', 'planted answer'].filter((text) => pages.includes(text))).toEqual([]);
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [], unexplained: 0 });
  });

  test('takes their code name from what is said of how files came here, and of who wrote something down', async () => {
    const person = await personWith(await caseCalled('planted statement'), ['about'], {});
    const { code, ...fields } = (await ask('person.get', { id: person })).fields;
    const other = 'planted-other-code';
    const { acquisitions } = await ask('acquisition.list', {});
    const acquisition = acquisitions[0]?.acquisition ?? -1;
    const said = {
      origin: 'phone',
      ...{ creator: code, giver: other, carrier: null },
      testifies: 'under conditions',
      original: { where: 'with the creator', words: 'planted shelf' },
      handed: 'in person',
    } as const;
    await ask('acquisition.state', { acquisitions: [acquisition], fields: said });
    const renamed = `${code}-later`;
    const { head } = await ask('person.get', { id: person });
    await ask('person.amend', { id: person, head, fields: { ...fields, code: renamed }, reason: 'a better name' });
    const stated = (await ask('acquisition.get', { acquisition })).statement;
    await ask('acquisition.amend', {
      ...{ id: stated?.id ?? '', head: stated?.head ?? -1, reason: 'known by now' },
      fields: { ...said, creator: other, carrier: renamed, testifies: 'yes' },
    });
    const written = await ask('transcript.create', {
      kind: 'transcript',
      fields: {
        testimony: '1'.repeat(32),
        language: 'en',
        ...{ by: renamed, checked: other },
        paragraphs: [{ text: 'planted words' }],
      },
    });
    const told = await ask('testimony.create', {
      fields: {
        ...onlyTold,
        ...{ witness: 'witness-90', language: 'ar', incident: null },
        consent: { state: 'given', audiences: ['court'], conditions: '', explained: true },
        paragraphs: [{ text: 'planted hearsay', basis: 'was told', toldBy: renamed }],
        interview: { ...onlyTold.interview, interpreting: 'an interpreter', interpreter: code },
      },
      ...{ identity: null, identityPassphrase: null },
    });
    // In every form in which the ledger holds them.
    const { entries } = await ask('erasure.plan', { target: { what: 'person', id: person } });
    const looked = entries.flatMap((entry) => tracesOf(vault, entry.seq, entry.fields));
    const { digest: before } = (await ask('acquisition.get', { acquisition })).taken;

    await erase(vault, { what: 'person', id: person });
    const { pages } = await everythingOnDisk(vault.path);
    const gone = [...looked, code, renamed, 'planted shelf', 'under conditions'];
    expect(gone.filter((text) => pages.includes(text))).toEqual([]);
    const after = await ask('acquisition.get', { acquisition });
    expect(after.statement?.fields).toMatchObject({
      ...{ origin: 'phone', creator: other, giver: other, carrier: null, testifies: 'yes', handed: 'in person' },
    });
    expect(after.taken.digest).toBe(before);
    const transcript = await ask('transcript.get', { kind: 'transcript', id: written.id });
    expect(transcript.fields).toMatchObject({ by: '', checked: other, paragraphs: [{ text: 'planted words' }] });
    const account = (await ask('testimony.get', { id: told.id })).fields;
    expect(account).toMatchObject({ witness: 'witness-90', interview: { interpreter: '' } });
    expect(account.paragraphs).toEqual([{ text: 'planted hearsay', basis: 'was told' }]);
    for (const query of [code, renamed])
      expect((await ask('search.query', { query: { text: query }, offset: 0, limit: 10 })).total).toBe(0);
    const { path } = await exported({ ...evidence, vault }, { audience: 'court' });
    const bytes = Buffer.concat(Object.values(await filesOf(path)));
    expect(looked.filter((text) => bytes.includes(text))).toEqual([]);
    expect(await verifyBundle(path, {}, [])).toMatchObject({ exitStatus: 0 });
    expect(await verifyVault(vault, [])).toMatchObject({ exitStatus: 0, findings: [], unexplained: 0 });
  });

  test('leaves that it concerned somebody, and nothing by which that can be taken away', async () => {
    const on = await caseCalled('planted link');
    const person = await personWith(on, ['named'], { state: 'refused', audiences: [] });
    const [tie] = (await ask('person.get', { id: person })).involvements;
    await erase(vault, { what: 'person', id: person });
    expect(await refusal(ask('person.get', { id: person }))).toBe('RECORD_ERASED');
    expect(await ask('person.of', { on })).toEqual([]);
    expect(await refusal(ask('person.release', { id: tie?.id ?? '', reason: 'by mistake' }))).toBe('RECORD_ERASED');
    expect(await refusal(ask('person.involve', { person, on, as: ['shown'] }))).toBe('RECORD_ERASED');
    const { judgements } = await ask('gate.ask', { on });
    expect(judgements.find(({ viewer }) => viewer === 'court')?.reasons[0]?.code).toBe('their record was erased');
    const next = await ask('person.suggestCode', {});
    expect((await ask('person.list', {})).map(({ code }) => code)).not.toContain(next);
  });

  test('stays so when the tables are made again and the vault is opened anew', async () => {
    const rows = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(rows);
    await vault.close();
    vault = await opened(vault.path);
    session = await sessionWith(vault);
    expect(projectionRows(vault.db)).toEqual(rows);
    expect(vault.readOnly).toBe(false);
    evidence = { ...evidence, vault };
  });
});

describe('a legal hold on a person by themself', () => {
  const place = (id: string) =>
    ask('hold.place', { on: { what: 'person', id }, authority: 'a court', basis: 'planted file 7', until: null });
  const plan = (target: CallInput<'erasure.plan'>['target']) => ask('erasure.plan', { target });
  const refused = async (target: CallInput<'erasure.plan'>['target']) => {
    const { digest, holds } = await plan(target);
    const asked = ask('erasure.request', { target, ground: 'witness asked', plan: digest });
    expect(await refusal(asked)).toBe('ERASURE_HELD');
    return holds.map(({ id }) => id);
  };

  test('keeps their record and their account from being erased, and nobody else’s', async () => {
    const testimony = { what: 'testimony', id: '1'.repeat(32) } as const;
    const speaker = await personWith(testimony, ['told by'], {});
    const other = await personWith(await caseCalled('another case'), ['named'], {});
    const hold = await place(speaker);
    expect(hold).toMatchObject({ on: { what: 'person', id: speaker }, lifted: null });
    expect(hold.name).toMatch(/^planted-code-/);
    for (const target of [
      { what: 'person', id: speaker } as const,
      testimony,
      { what: 'identity', id: testimony.id } as const,
    ])
      expect(await refused(target)).toContain(hold.id);
    expect((await plan({ what: 'person', id: other })).holds).toEqual([]);

    // It is shown wherever it keeps something, and in the history of the person.
    expect((await ask('hold.list', { on: testimony })).map(({ id }) => id)).toContain(hold.id);
    expect((await ask('hold.list', { on: { what: 'person', id: speaker } })).map(({ id }) => id)).toEqual([hold.id]);
    expect((await ask('gate.ask', { on: testimony })).holds).toBe(1);
    expect((await ask('person.get', { id: speaker })).history.map(({ action }) => action)).toContain('holdPlaced');
    const report = await ask('person.report', { id: speaker, identityPassphrase: null });
    expect(report.holds).toMatchObject([{ on: { what: 'person', id: speaker }, authority: 'a court', inForce: true }]);

    await ask('hold.lift', { id: hold.id, reason: 'the file is closed' });
    expect((await plan(testimony)).holds).toEqual([]);
    expect((await ask('gate.ask', { on: testimony })).holds).toBe(0);
    await erase(vault, { what: 'person', id: speaker });
    // What it rested on may lead to them; that there was one stays.
    const left = vault.ledger.readFields(hold.head);
    expect(left).toMatchObject({ kind: 'hold', authority: 'a court' });
    expect(left.basis).toBeUndefined();
  });

  test('is refused on nobody', async () => {
    expect(await refusal(place('f'.repeat(32)))).toBe('RECORD_NOT_FOUND');
  });
});
