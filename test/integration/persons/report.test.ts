/** The report of everything held about a person: all of it, nothing of anybody else, and who they are only behind its own lock. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { capabilities } from '../../../electron/core/capabilities.ts';
import { append, newRecordId, recordDraft } from '../../../electron/core/records/recording.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  contract,
  type PersonReport,
} from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import type { Json } from '../../../shared/ledger/canonical.ts';
import { languages, resources } from '../../../shared/locales/index.ts';
import { onlyTold } from '../../../shared/model/testimony.ts';
import { personSheet, personStyle } from '../../../shared/paper/person-sheet.ts';
import { sheetDocument } from '../../../shared/paper/sheet.ts';
import { sessionWith } from '../../fixtures/erasing.ts';
import { archiveItem, temporaryVault } from '../../fixtures/vault.ts';

let vault: OpenVault;
let session: Session;
let remove: () => Promise<void>;
let me: string;
let report: PersonReport;

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

const secret = 'the passphrase of one identity';
const consent = (words: string) => ({
  state: 'given' as const,
  asked: '2016-04-28',
  explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw', 'court keeps it'] as const,
  audiences: ['court'] as const,
  purposes: ['criminal case'] as const,
  conditions: { noDeathPenalty: true, askAgain: false, notStates: ['SY'], words },
  anonymise: ['photo'] as const,
  obtained: { by: 'op-1', how: ['spoken'] as const, witness: '' },
  recording: 'not asked' as const,
  child: null,
  renew: null,
  wishes: '',
  withdrawal: null,
});
const personCalled = async (code: string, name: string | null, fields = {}) => {
  const { id } = await ask('person.create', {
    fields: { code, standing: 'witness', child: false, majority: null, keepUntil: null, ...fields },
    identity: name === null ? null : { name, contact: `contact of ${name}`, notes: '' },
    identityPassphrase: name === null ? null : secret,
  });
  return id;
};
const caseCalled = async (title: string, account: string) => {
  const { id } = await ask('incident.create', {
    fields: {
      title,
      facility: '',
      place: { name: '', precision: 'unknown', point: null },
      when: { edtf: '', words: '' },
      account,
      attackTypes: [],
      certainty: 'possible',
    },
    items: [],
  });
  return { what: 'incident', id } as const;
};

/** Of somebody else, planted wherever something of them can stand. */
const planted = {
  otherName: 'Planted Other-Name',
  otherFile: 'Planted Other in the yard.jpg',
  otherWords: 'planted words of the other one',
  otherCase: 'planted account that names the other one',
  holdBasis: 'planted basis that names the other one',
  restrictionBasis: 'planted limit that names the other one',
  otherPhone: '+963 944 555 0133',
};

beforeAll(async () => {
  ({ vault, remove } = await temporaryVault());
  session = await sessionWith(vault);
  me = await personCalled('cedar', 'Mine Own-Name', {
    ...{ keepUntil: '2017-12-31', keepWhy: 'the case will be decided by then', keepBy: 'head of the archive' },
    ...{ basis: 'public interest', basisWords: 'documentation of attacks on medical care' },
  });
  const other = await personCalled('birch', null);
  await ask('consent.add', { person: me, fields: consent('my own condition') as never });
  await ask('consent.add', { person: other, fields: consent(`${planted.otherWords}: ${planted.otherName}`) as never });
  const incident = await caseCalled('Training case', planted.otherCase);
  const file = { what: 'item', seq: await archiveItem(vault, planted.otherFile) } as const;
  const picture = { what: 'item', seq: await archiveItem(vault, 'IMG_0412.JPG') } as const;
  for (const on of [incident, file, picture]) {
    await ask('person.involve', { person: me, on, as: ['shown'] });
    await ask('person.involve', { person: other, on, as: ['named'] });
  }
  await ask('hold.place', { on: file, authority: 'Training court', basis: planted.holdBasis, until: null });
  await ask('gate.restrict', {
    ...{ on: incident, viewers: ['defence'], authority: 'Training prosecutor' },
    ...{ basis: planted.restrictionBasis, until: null },
  });
  await ask('consent.amend', {
    ...{ person: me, head: (await ask('person.get', { id: me })).consent?.head ?? -1, reason: planted.otherPhone },
    fields: { ...consent('my own condition'), audiences: ['court', 'partner'] } as never,
  });
  report = await ask('person.report', { id: me, identityPassphrase: null });
});
afterAll(() => remove());

describe('the report', () => {
  test('holds what concerns the person and as what, what they agreed to now and before, and what was decided', () => {
    expect(report.things.map(({ on, as, name }) => [on.what, as, name])).toEqual([
      ['incident', ['shown'], 'Training case'],
      ['item', ['shown'], null],
      ['item', ['shown'], 'IMG_0412.JPG'],
    ]);
    expect(report.consents.map(({ fields }) => fields.audiences)).toEqual([['court', 'partner'], ['court']]);
    expect(report.holds).toMatchObject([{ authority: 'Training court', inForce: true, operator: 'op-1' }]);
    expect(report.restrictions).toMatchObject([{ viewers: ['defence'], authority: 'Training prosecutor' }]);
  });

  test('says on what the holding rests and who set it, and until when, why and who decided it', () => {
    expect(report.basis).toMatchObject({ basis: 'public interest', operator: 'op-1', seq: report.recorded.seq });
    expect(report.retention).toMatchObject({ until: '2017-12-31', isPast: true });
    expect(report.fields).toMatchObject({ keepWhy: 'the case will be decided by then', keepBy: 'head of the archive' });
  });

  test('names everybody who was given something, and whether they were told', async () => {
    const picture = report.things.find(({ name }) => name === 'IMG_0412.JPG')?.on;
    if (picture?.what !== 'item') throw new Error('the picture is not there');
    await ask('ledger.receipt', { seq: picture.seq, use: null });
    const [given] = (await ask('person.get', { id: me })).recipients;
    const told = { export: given?.export ?? -1, told: '2016-07-01', how: 'by letter', answer: 'they keep it' };
    await ask('consent.notice', { person: me, ...told });
    const { recipients } = await ask('person.report', { id: me, identityPassphrase: null });
    expect(recipients).toMatchObject([{ kind: 'receipt', export: told.export, notice: { answer: 'they keep it' } }]);
  });

  test('holds nothing of anybody else but a code name', () => {
    const text = JSON.stringify(report);
    expect(Object.values(planted).filter((words) => text.includes(words))).toEqual([]);
    expect(text).not.toContain('birch');
    expect(text).toContain('my own condition');
  });

  test.each(languages)('is a page in %s, in which every word is a word and none is of anybody else', (language) => {
    const tree: unknown = resources[language].translation;
    const say = (key: string): string => {
      const [group = '', ...rest] = key.split('.');
      const found = [group, ...(group === 'personReport' || group === 'people' ? rest : [rest.join('.')])].reduce(
        (at: unknown, part) => (at as Record<string, unknown> | undefined)?.[part],
        tree,
      );
      expect(typeof found, key).toBe('string');
      return String(found);
    };
    const page = sheetDocument(personSheet(report, language, say), personStyle);
    expect(page).toContain('Training case');
    expect(page).toContain('my own condition');
    expect(page).not.toContain('<script');
    expect(Object.values(planted).filter((words) => page.includes(words))).toEqual([]);
  });
});

describe('what the vault holds of somebody', () => {
  /** What stands anywhere in the ledger under a code name, found without any table. */
  const standingUnder = (code: string): number[] => {
    const holds = (value: Json): boolean =>
      value === code || (typeof value === 'object' && value !== null && Object.values(value).some(holds));
    return Array.from({ length: vault.ledger.size }, (_, seq) => seq).filter((seq) =>
      holds(vault.ledger.readFields(seq)),
    );
  };

  test('is all in the report: as witness, interpreter, writer, who made and brought files, patient, and whom recipients told', async () => {
    const code = 'rowan';
    const person = await personCalled(code, null, { standing: 'patient' });
    const consented = { state: 'given' as const, audiences: ['court' as const], conditions: '', explained: true };
    const testimony = (witness: string, interpreter: string) =>
      ask('testimony.create', {
        fields: {
          ...onlyTold,
          ...{ witness, language: 'ar', incident: null, consent: consented },
          paragraphs: [{ text: 'The light went out.', basis: 'saw' }],
          interview: { ...onlyTold.interview, interpreter, interpreting: 'an interpreter' },
        },
        ...{ identity: null, identityPassphrase: null },
      });
    const own = await testimony(code, '');
    const interpreted = await testimony('witness-9', code);
    await ask('transcript.create', {
      kind: 'transcript',
      fields: { testimony: interpreted.id, language: 'ar', by: code, paragraphs: [{ text: 'The light went out.' }] },
    });
    const picture = await archiveItem(vault, 'IMG_0500.JPG');
    const { acquisitions } = await ask('acquisition.list', {});
    await ask('acquisition.state', {
      acquisitions: [acquisitions[0]?.acquisition ?? -1],
      fields: { origin: 'phone', creator: code, carrier: code },
    });
    await ask('person.involve', { person, on: { what: 'item', seq: picture }, as: ['shown'] });
    await ask('ledger.receipt', { seq: picture, use: null });
    const [given] = (await ask('person.get', { id: person })).recipients;
    await ask('consent.add', { person, fields: consent('none') as never });
    const notice = { export: given?.export ?? -1, told: '2016-07-01', how: 'by letter', answer: '' };
    await ask('consent.notice', { person, ...notice });

    const made = await ask('person.report', { id: person, identityPassphrase: null });
    expect(made.named.map(({ as, in: kind }) => [kind, as])).toEqual([
      ['testimony', 'witness'],
      ['testimony', 'interpreter'],
      ['transcript', 'writer'],
      ['provenance', 'carrier'],
      ['provenance', 'creator'],
    ]);
    expect(made.things).toMatchObject([{ on: { what: 'item', seq: picture }, as: ['shown'] }]);
    expect(made.recipients).toMatchObject([{ export: notice.export, notice: { how: 'by letter' } }]);
    const told = new Set([made.recorded.seq, ...made.named.map(({ seq }) => seq)]);
    expect(standingUnder(code).filter((seq) => !told.has(seq))).toEqual([]);
    expect(standingUnder(code).length).toBeGreaterThan(4);

    // Closed, it is still said that it is held.
    const order = { viewers: ['archive' as const], authority: 'Training court', basis: 'order 1', until: null };
    await ask('gate.restrict', { on: { what: 'testimony', id: own.id }, ...order });
    const later = await ask('person.report', { id: person, identityPassphrase: null });
    expect(later.named.filter(({ closed }) => closed)).toMatchObject([{ as: 'witness', in: 'testimony' }]);
    expect(later.named).toHaveLength(made.named.length);
  });
});

describe('who the person is', () => {
  test('stands in it only behind the passphrase of that identity', async () => {
    expect(report.identity).toEqual({ kept: 'passphrase', said: null });
    expect(JSON.stringify(report)).not.toContain('Mine Own-Name');
    const wrong = ask('person.report', { id: me, identityPassphrase: 'another passphrase' });
    expect(await refusal(wrong)).toBe('IDENTITY_PASSPHRASE_WRONG');
    const named = await ask('person.report', { id: me, identityPassphrase: secret });
    expect(named.identity.said).toMatchObject({ name: 'Mine Own-Name' });
    expect(JSON.stringify(named)).not.toContain(planted.otherName);
  });

  test('that it was made stands in the ledger and in the person’s history, and what it said does not', async () => {
    const { history } = await ask('person.get', { id: me });
    const made = history.filter(({ action }) => action === 'personReported');
    expect(made.length).toBeGreaterThan(1);
    const entry = vault.ledger.readFields(made.at(-1)?.seq ?? -1);
    expect(entry).toMatchObject({ type: 'custody', action: 'person report', person: me, identity: true });
    expect(JSON.stringify(entry)).not.toContain('Own-Name');
  });
});

test('whoever is kept past the day that was decided is on the list to look through, until somebody decides anew', async () => {
  const kept = async () => (await ask('person.list', {})).find(({ id }) => id === me)?.kept;
  expect(await kept()).toEqual({ until: '2017-12-31', isPast: true });
  const { head, fields } = await ask('person.get', { id: me });
  const anew = { ...fields, keepUntil: '2999-12-31' };
  for (const field of ['keepWhy', 'keepBy'] as const)
    await expect(
      ask('person.amend', { id: me, head, fields: { ...anew, [field]: '' }, reason: 'the trial goes on' }),
    ).rejects.toMatchObject({ code: 'FIELD_INVALID', params: { field: `fields.${field}`, rule: 'missing' } });
  await ask('person.amend', {
    id: me,
    head,
    fields: anew,
    reason: 'the trial goes on',
  });
  expect(await kept()).toEqual({ until: '2999-12-31', isPast: false });
  const again = await ask('person.report', { id: me, identityPassphrase: null });
  expect(again.retention).toMatchObject({ until: '2999-12-31', isPast: false });
  expect(again.retention?.seq).toBeGreaterThan(report.recorded.seq);
});

test('what an earlier version recorded without a reason is read as before, until the day is changed', async () => {
  const id = newRecordId();
  const state = { code: 'person-before', standing: 'patient', child: false, keepuntil: '2016-01-01' };
  append(vault, [recordDraft(vault, 'person', id, state)]);
  const { head, fields } = await ask('person.get', { id });
  expect(fields).toMatchObject({ keepUntil: '2016-01-01', keepWhy: '', keepBy: '' });
  const reason = 'looked at again';
  const named = await ask('person.amend', { id, head, fields: { ...fields, standing: 'relative' }, reason });
  expect(named.fields).toMatchObject({ standing: 'relative', keepUntil: '2016-01-01' });
  await expect(
    ask('person.amend', { id, head: named.head, fields: { ...named.fields, keepUntil: '2017-01-01' }, reason }),
  ).rejects.toMatchObject({ code: 'FIELD_INVALID' });
});
