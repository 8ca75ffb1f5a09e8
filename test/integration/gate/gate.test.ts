/** The one gate, in a real vault: what it keeps back is in no screen, search, export, thumbnail or preview; two people can open it. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { exportToPath } from '../../../electron/core/bundle/export.ts';
import { capabilities } from '../../../electron/core/capabilities.ts';
import { recordCompanion } from '../../../electron/core/records/companions.ts';
import { projectionRows, rebuildProjections } from '../../../electron/core/records/projections.ts';
import { openResource } from '../../../electron/core/resources.ts';
import type { Session } from '../../../electron/core/session.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  contract,
  type PersonDetail,
} from '../../../shared/contract.ts';
import { toEnvelope } from '../../../shared/faults.ts';
import type { AboutFile } from '../../../shared/model/companions.ts';
import type { ConsentFields } from '../../../shared/model/consent.ts';
import { audiences } from '../../../shared/model/vocabulary.ts';
import { second, sessionWith, vaultOfTwo } from '../../fixtures/erasing.ts';
import { usedBy } from '../../fixtures/uses.ts';
import { type Evidence, filesOf, software } from '../bundle/evidence.ts';

let evidence: Evidence;
let vault: OpenVault;
let session: Session;
let bundles = 0;

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

const consent = (changes: Partial<ConsentFields> = {}): ConsentFields => ({
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

const person = (code: string, changes = {}) =>
  ask('person.create', {
    fields: { code, standing: 'witness', child: false, majority: null, keepUntil: null, ...changes },
    identity: null,
    identityPassphrase: null,
  });

async function bundle(audience: (typeof audiences)[number], to = 'Training recipient') {
  bundles++;
  const path = join(evidence.folder, `gate-${bundles}`);
  const request = { ...usedBy(audience), recipient: to, protection: { kind: 'plain' } } as const;
  const made = await exportToPath(vault, request, path, { software });
  return { entry: made.entry, files: await filesOf(path) };
}

const holds = (files: Record<string, Buffer>, text: string | Buffer) =>
  Object.values(files).some((bytes) => bytes.includes(text) || bytes.includes(Buffer.from(text).toString('base64')));

/** Everything that any screen, search or list can get out of core, in one text. */
async function everythingShown(): Promise<string> {
  const items = await ask('item.list', { filter: 'all', offset: 0, limit: 500 });
  const { incidents } = await ask('incident.list', {});
  const testimonies = await ask('testimony.list', {});
  const persons = await ask('person.list', {});
  const shown: unknown[] = [
    items,
    incidents,
    testimonies,
    persons,
    await ask('ledger.list', { offset: 0, limit: 500 }),
    await ask('erasure.list', {}),
    await ask('hold.list', {}),
    await ask('gate.restrictions', {}),
    await ask('override.list', {}),
    await ask('import.interrupted', {}),
    await ask('import.flagged', {}),
    projectionRows(vault.db),
  ];
  for (const { seq } of items.items) shown.push(await ask('item.get', { seq }));
  for (const { id } of incidents) shown.push(await ask('incident.get', { id }));
  for (const { id } of testimonies) shown.push(await ask('testimony.get', { id }));
  for (const { id } of persons) shown.push(await ask('person.get', { id }));
  for (const audience of audiences) shown.push(await ask('bundle.preview', { ...usedBy(audience), answers: [] }));
  for (const text of ['planted', 'Planted', 'account', 'person']) {
    shown.push(await ask('search.query', { query: { text }, offset: 0, limit: 100 }));
  }
  return JSON.stringify(shown);
}

beforeAll(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
  session = await sessionWith(vault);
});
afterAll(() => evidence.remove());

const testimonyId = '1'.repeat(32);
const firstItem = () => ({ what: 'item', seq: evidence.items[0] ?? -1 }) as const;
const secondItem = () => ({ what: 'item', seq: evidence.items[1] ?? -1 }) as const;

describe('consent of a person', () => {
  let shown: PersonDetail;

  test('is refused where a rule is broken, naming field, rule and value, and nothing is recorded', async () => {
    shown = await person('person-1');
    const before = vault.ledger.size;
    const early = consent({ explained: ['purpose', 'who will see it', 'may refuse', 'may withdraw'] });
    await expect(ask('consent.add', { person: shown.id, fields: early })).rejects.toMatchObject({
      code: 'CONSENT_RULE',
      params: { field: 'explained', rule: 'explain that a court keeps it' },
    });
    const dead = await person('person-dead', { standing: 'dead' });
    await expect(ask('consent.add', { person: dead.id, fields: consent() })).rejects.toMatchObject({
      params: { field: 'state', rule: 'the dead can’t be asked', value: '"given"' },
    });
    expect(vault.ledger.size).toBe(before + 1);
  });

  test('of a child takes both its own yes and theirs who are responsible for it, and no longer once it has come of age', async () => {
    const child = await person('person-child', { child: true, majority: '2018-03-01' });
    const asked = (fields: Partial<ConsentFields>) => ask('consent.add', { person: child.id, fields: consent(fields) });
    const rule = 'those responsible for a child';
    for (const guardian of ['refused', 'not asked'] as const)
      await expect(asked({ child: { assent: 'given', guardian } })).rejects.toMatchObject({
        params: { field: 'child', rule, value: JSON.stringify({ assent: 'given', guardian }) },
      });
    await expect(asked({ child: { assent: 'not asked', guardian: 'agreed' } })).rejects.toMatchObject({
      params: { field: 'child', rule: 'a child’s assent' },
    });
    const both = await asked({ child: { assent: 'given', guardian: 'agreed' } });
    expect(both.due).toEqual({ day: '2018-03-01', why: 'majority', isPast: true });
    const { head = 0 } = both.consent ?? {};
    const fields = consent({ asked: '2018-04-02' });
    const again = await ask('consent.amend', { person: child.id, head, fields, reason: 'asked again as an adult' });
    expect(again.due).toBeNull();
  });

  test('decides what an export holds, as soon as the person is connected with it', async () => {
    expect(holds((await bundle('court')).files, evidence.originals[0] ?? '')).toBe(true);
    await ask('person.involve', { person: shown.id, on: firstItem(), as: ['shown'] });
    const { files } = await bundle('court');
    expect(holds(files, evidence.originals[0] ?? '')).toBe(false);
    expect(String(files['data/withheld.jsonl'])).toContain('not consented');

    shown = await ask('consent.add', { person: shown.id, fields: consent() });
    expect(holds((await bundle('court')).files, evidence.originals[0] ?? '')).toBe(true);
    expect(holds((await bundle('partner')).files, evidence.originals[0] ?? '')).toBe(false);
  });

  test('of two who change it at once, the second is told', async () => {
    const head = shown.consent?.head ?? 0;
    const fields = consent({ renew: '2030-01-01' });
    shown = await ask('consent.amend', { person: shown.id, head, fields, reason: 'a day was agreed' });
    expect(shown.due).toEqual({ day: '2030-01-01', why: 'renew', isPast: false });
    const stale = ask('consent.amend', { person: shown.id, head, fields: consent(), reason: 'at the same time' });
    expect(await refusal(stale)).toBe('RECORD_STALE');
  });

  test('anonymity that was asked for takes the file out, and says why', async () => {
    const fields = consent({ anonymise: ['photo'] });
    const head = shown.consent?.head ?? 0;
    shown = await ask('consent.amend', { person: shown.id, head, fields, reason: 'asked for it' });
    const { files } = await bundle('court');
    expect(holds(files, evidence.originals[0] ?? '')).toBe(false);
    expect(String(files['data/withheld.jsonl'])).toContain('anonymity asked');
    shown = await ask('consent.amend', {
      person: shown.id,
      head: shown.consent?.head ?? 0,
      fields: consent(),
      reason: 'changed their mind',
    });
  });

  test('taken back, stops what is new and lists who has it, told or not', async () => {
    const given = await bundle('court', 'Training chamber');
    shown = await ask('consent.withdraw', {
      person: shown.id,
      head: shown.consent?.head ?? 0,
      withdrawal: { on: '2026-11-20', reach: 'sharing', how: 'spoken', words: 'no more' },
      reason: 'came by',
    });
    const after = await bundle('court');
    expect(holds(after.files, evidence.originals[0] ?? '')).toBe(false);
    const listed = (await ask('person.get', { id: shown.id })).recipients.map((each) => each.export);
    expect(listed).toContain(given.entry);
    expect(listed).not.toContain(after.entry);
    const recipient = shown.recipients.find((each) => each.export === given.entry);
    expect(recipient).toMatchObject({ recipient: 'Training chamber', audience: 'court', notice: null });

    shown = await ask('consent.notice', {
      person: shown.id,
      export: given.entry,
      told: '2026-11-21',
      how: 'by letter',
      answer: 'it is part of the file',
    });
    expect(shown.recipients.find((each) => each.export === given.entry)?.notice).toMatchObject({
      told: '2026-11-21',
      answer: 'it is part of the file',
    });
    expect(shown.history.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['consentRecorded', 'consentChanged', 'consentWithdrawn', 'recipientTold']),
    );
  });

  test('inside the archive it can still be seen: earlier lawful use stands', async () => {
    expect((await ask('item.get', { seq: firstItem().seq })).summary.seq).toBe(firstItem().seq);
  });
});

describe('what is closed to everybody', () => {
  const planted = ['Planted Person at work.png', 'Planted Camera-Owner', 'planted words where a date should be'];
  const account = 'an account for the court';

  test('is in no screen, search, list or table, and in no bundle for anybody', async () => {
    const before = await everythingShown();
    expect(before).toContain(planted[0]);
    expect(before).toContain(account);

    await ask('gate.restrict', {
      on: secondItem(),
      viewers: ['archive'],
      authority: 'Training court',
      basis: 'order 12',
      until: null,
    });
    await ask('gate.restrict', {
      on: { what: 'testimony', id: testimonyId },
      viewers: ['archive'],
      authority: 'Training court',
      basis: 'order 13',
      until: null,
    });
    const after = await everythingShown();
    expect(after).not.toContain(planted[0]);
    expect(after).not.toContain(account);
    expect(await refusal(ask('item.get', { seq: secondItem().seq }))).toBe('RECORD_CLOSED');
    expect(await refusal(ask('testimony.get', { id: testimonyId }))).toBe('RECORD_CLOSED');
    for (const audience of audiences) {
      const { files } = await bundle(audience);
      expect(holds(files, evidence.originals[1] ?? '')).toBe(false);
      expect(holds(files, account)).toBe(false);
    }
  });

  test('has no thumbnail, view or original', async () => {
    for (const kind of ['thumb', 'view', 'original']) {
      expect(await refusal(openResource(session, `${kind}/${secondItem().seq}`))).toBe('RECORD_CLOSED');
    }
  });

  test('can’t be added to, linked, or asserted about', async () => {
    const word = { item: secondItem().seq, field: 'note', value: 'x', reason: 'was there' } as const;
    expect(await refusal(ask('item.assert', word))).toBe('RECORD_CLOSED');
    const amending = ask('incident.link', {
      id: 'a'.repeat(32),
      items: [secondItem().seq],
      kind: 'shows',
      reason: '',
    });
    expect(await refusal(amending)).toBe('RECORD_CLOSED');
  });

  test('stays closed when the tables are made again', () => {
    const before = projectionRows(vault.db);
    rebuildProjections(vault.db, vault.ledger);
    expect(projectionRows(vault.db)).toEqual(before);
  });

  test('is opened again by two people with a ground, and by nobody alone', async () => {
    const on = secondItem();
    const asked = await ask('override.request', {
      on,
      viewer: 'archive',
      ground: 'life is in danger',
      basis: 'letter 7',
    });
    expect(await refusal(ask('item.get', { seq: on.seq }))).toBe('RECORD_CLOSED');
    const alone = ask('override.confirm', { id: asked.id, operator: 'op-1', passphrase: 'training passphrase' });
    expect(await refusal(alone)).toBe('OVERRIDE_SAME_OPERATOR');
    const wrong = ask('override.confirm', { id: asked.id, operator: second.operator, passphrase: 'not theirs' });
    expect(await refusal(wrong)).toBe('PASSPHRASE_WRONG');
    const done = await ask('override.confirm', { id: asked.id, ...second });
    expect(done).toMatchObject({ state: 'in force', requester: 'op-1', confirmer: 'op-2' });
    expect((await ask('item.get', { seq: on.seq })).summary.name).toBe(planted[0]);
    // Outside it stays what it was.
    expect(holds((await bundle('court')).files, evidence.originals[1] ?? '')).toBe(false);

    await ask('override.end', { id: asked.id, reason: 'no longer needed' });
    expect(await refusal(ask('item.get', { seq: on.seq }))).toBe('RECORD_CLOSED');
  });

  test('is opened when the restriction is lifted', async () => {
    for (const { id, lifted } of await ask('gate.restrictions', {})) {
      if (lifted === null) await ask('gate.lift', { id, reason: 'the order ended' });
    }
    const after = await everythingShown();
    expect(after).toContain(planted[0]);
    expect(after).toContain(account);
  });

  test('is taken out of what came beside it; what that says of other files stays', async () => {
    const [list, closed, open] = [0, 1, 2].map((at) => evidence.items[at] ?? -1);
    const file = (number: number, item = -1) => {
      const about: AboutFile = { item, rule: 'path stated', answer: 'same', algorithms: ['sha256'] };
      return { number, about, says: null };
    };
    recordCompanion(vault, {
      ...{ item: list ?? -1, acquisition: 1, form: 'hash list', parsers: ['training 1'], chat: null, cut: false },
      counts: { named: 2, found: 2, same: 2, differs: 0, absent: 0, notListed: 0, malformed: 0 },
      files: [file(1, closed), file(2, open)],
      absent: [],
    });
    const besides = async (seq = -1) => (await ask('item.get', { seq })).beside.length;
    expect(await besides(closed)).toBe(1);
    const order = { viewers: ['archive' as const], authority: 'Training court', basis: 'order 14', until: null };
    const { restrictions } = await ask('gate.restrict', { on: secondItem(), ...order });
    expect(await besides(open)).toBe(1);
    expect((await ask('item.get', { seq: list ?? -1 })).companion?.files.map(({ item }) => item)).toEqual([open]);
    for (const { id, lifted } of restrictions) if (lifted === null) await ask('gate.lift', { id, reason: 'it ended' });
    expect(await besides(closed)).toBe(1);
  });

  test('also follows from taking consent back from all use', async () => {
    const one = await person('person-2');
    await ask('person.involve', { person: one.id, on: secondItem(), as: ['named'] });
    const agreed = await ask('consent.add', { person: one.id, fields: consent() });
    const withdrawn = await ask('consent.withdraw', {
      person: one.id,
      head: agreed.consent?.head ?? 0,
      withdrawal: { on: '2026-11-20', reach: 'all use', how: 'in writing', words: '' },
      reason: 'letter',
    });
    expect(withdrawn.involvements).toMatchObject([{ name: null }]);
    expect(await everythingShown()).not.toContain(planted[0]);
  });
});

describe('the gate', () => {
  test('says who may see something, and why, in reasons', async () => {
    const answer = await ask('gate.mark', {
      on: { what: 'item', seq: evidence.items[2] ?? -1 },
      classes: ['remains'],
      reason: 'seen on the picture',
    });
    const media = answer.judgements.find(({ viewer }) => viewer === 'media');
    expect(media).toMatchObject({
      outcome: 'needs override',
      ground: 'remains',
      reasons: [{ code: 'class is not published', about: 'remains' }],
    });
    expect(answer.judgements.find(({ viewer }) => viewer === 'court')?.outcome).toBe('allowed');
  });

  test('takes a person for what was recorded of them, and no more', async () => {
    const on = { what: 'item', seq: evidence.items[2] ?? -1 } as const;
    const grown = await person('person-3', {
      ...{ keepUntil: '2031-04-01', keepWhy: 'they come of age', keepBy: 'head of the archive' },
    });
    expect(grown.fields.keepUntil).toBe('2031-04-01');
    await ask('person.involve', { person: grown.id, on, as: ['heard'] });
    await ask('consent.add', { person: grown.id, fields: consent({ audiences: ['court', 'partner', 'media'] }) });
    const answer = await ask('gate.mark', { on, classes: [], reason: 'looked again' });
    expect(answer.judgements.filter(({ outcome }) => outcome === 'allowed').map(({ viewer }) => viewer)).toEqual([
      'court',
      'partner',
      'media',
      'archive',
    ]);
    const child = await person('person-4', { child: true });
    const asked = await ask('person.involve', { person: child.id, on, as: ['shown'] });
    expect(asked.involvements).toHaveLength(1);
    const after = await ask('gate.ask', { on });
    expect(after.judgements.filter(({ outcome }) => outcome === 'allowed').map(({ viewer }) => viewer)).toEqual([
      'archive',
    ]);
  });

  test('an exception is refused where there is nothing to except', async () => {
    const on = { what: 'incident', id: 'a'.repeat(32) } as const;
    const nothing = ask('override.request', { on, viewer: 'court', ground: 'life is in danger', basis: 'none' });
    expect(await refusal(nothing)).toBe('OVERRIDE_NOT_POSSIBLE');
  });
});
