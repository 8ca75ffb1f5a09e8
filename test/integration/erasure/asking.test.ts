/** One person asks for something to be erased, and another says yes to what they both were shown; or it is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveReceipt } from '../../../electron/core/bundle/receipt.ts';
import { Standing } from '../../../electron/core/bundle/standing.ts';
import { confirmErasure } from '../../../electron/core/erasure/confirmation.ts';
import { prepareErasure } from '../../../electron/core/erasure/plan.ts';
import { listRequests, requestErasure, withdrawRequest } from '../../../electron/core/erasure/requests.ts';
import { confirmOverride, endOverride, requestOverride } from '../../../electron/core/gate/overrides.ts';
import { usedAs } from '../../../electron/core/gate/stating.ts';
import { liftHold, listHolds, placeHold } from '../../../electron/core/records/holds.ts';
import { readIncident } from '../../../electron/core/records/incidents.ts';
import { amendTestimony, readTestimony } from '../../../electron/core/records/testimonies.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { contract } from '../../../shared/contract.ts';
import { type ErasureTarget, erasureGrounds, type HoldTarget } from '../../../shared/model/erasure.ts';
import { erase, everythingOnDisk, second, sessionWith, vaultOfTwo } from '../../fixtures/erasing.ts';
import { metBy, usedBy } from '../../fixtures/uses.ts';
import { archiveItem, cheapKdf, passphrase, temporaryVault } from '../../fixtures/vault.ts';
import { type Evidence, exported, filesOf } from '../bundle/evidence.ts';

const fault = (code: string) => expect.objectContaining({ name: 'Fault', code });
const id = (digit: string): string => digit.repeat(32);

let evidence: Evidence;
let vault: OpenVault;
beforeEach(async () => {
  evidence = await vaultOfTwo();
  vault = evidence.vault;
});
afterEach(async () => {
  await vault.close();
  await evidence.remove();
});

const testimony = (digit: string): ErasureTarget => ({ what: 'testimony', id: id(digit) });
const item = (number: number): ErasureTarget & HoldTarget => ({ what: 'item', seq: evidence.items[number] ?? -1 });
const planOf = (target: ErasureTarget) => prepareErasure(vault, target).plan;
const ask = (target: ErasureTarget) =>
  requestErasure(vault, { target, ground: 'witness asked', plan: planOf(target).digest });
const hold = (on: HoldTarget) =>
  placeHold(vault, { on, authority: 'Training court', basis: 'file 7 of 2016', until: null });

describe('before anybody says yes', () => {
  it('each bundle and receipt that may hold it is named, and those that can’t are not', async () => {
    const [seq = 0] = evidence.items;
    const court = await exported(evidence);
    const media = await exported(evidence, { audience: 'media', recipient: 'Training paper' });
    await giveReceipt(vault, seq, usedBy('court'));
    expect(planOf(testimony('1')).copies).toMatchObject([
      { kind: 'bundle', seq: court.entry, audience: 'court', recipient: 'Training court' },
    ]);
    expect(planOf(testimony('4')).copies).toMatchObject([{ seq: media.entry }]);
    expect(planOf(testimony('3')).copies).toEqual([]);
    // Consent was taken back after nothing had left under it, and what left before stays named.
    expect(planOf(testimony('5')).copies).toEqual([]);
    expect(planOf(item(0)).copies.map(({ kind }) => kind)).toEqual(['bundle', 'bundle', 'receipt']);
    expect(planOf({ what: 'identity', id: id('1') }).copies).toEqual([]);
  });

  it('a bundle that left while consent was given is named after it was taken back', async () => {
    const { entry } = await exported(evidence);
    const { head, fields } = readTestimony(vault, id('1'));
    const consent = { ...fields.consent, state: 'withdrawn', audiences: [] } as const;
    amendTestimony(vault, {
      id: id('1'),
      head,
      fields: { ...fields, consent: { ...consent, audiences: [] } },
      reason: 'asked',
    });
    expect(planOf(testimony('1')).copies.map(({ seq }) => seq)).toEqual([entry]);
  });

  it('what else speaks of it is named, to be looked at', () => {
    expect(planOf(testimony('1')).mentions).toEqual([
      { what: 'incident', id: id('a'), name: 'Training incident' },
      ...['3', '4', '5'].map((digit) => ({ what: 'testimony', id: id(digit), name: `witness-${digit}` })),
    ]);
  });

  it('nothing is recorded by looking', () => {
    const { size } = vault.ledger;
    planOf(testimony('1'));
    listRequests(vault);
    expect(vault.ledger.size).toBe(size);
  });
});

describe('it is refused', () => {
  it.each([
    ['on the testimony itself', testimony('1'), { what: 'testimony', id: id('1') }],
    ['on the testimony, for its identity', { what: 'identity', id: id('1') }, { what: 'testimony', id: id('1') }],
    ['on the case that the testimony belongs to', testimony('1'), { what: 'incident', id: id('a') }],
  ] as const)('under a legal hold %s, until that is lifted with a reason', async (_where, target, on) => {
    const asked = ask(target);
    const placed = hold(on);
    expect(planOf(target).holds).toEqual([placed]);
    expect(() => ask(target)).toThrow(fault('ERASURE_HELD'));
    const { digest } = planOf(target);
    const session = await sessionWith(vault);
    await expect(confirmErasure(session, { id: asked.id, plan: digest, ...second })).rejects.toEqual(
      fault('ERASURE_HELD'),
    );
    const lifted = liftHold(vault, { id: placed.id, reason: 'the court agreed' });
    expect(lifted.lifted).toMatchObject({ operator: 'op-1', reason: 'the court agreed' });
    expect(() => liftHold(vault, { id: placed.id, reason: 'again' })).toThrow(fault('HOLD_NOT_IN_FORCE'));
    expect((await erase(vault, target)).request.state).toBe('done');
  });

  it('under a legal hold on an item, or on a case that it belongs to; a day that has passed lifts nothing', async () => {
    const own = placeHold(vault, { on: item(0), authority: 'Court', basis: 'file 7', until: '2016-05-01' });
    const onCase = hold({ what: 'incident', id: id('a') });
    expect(listHolds(vault, item(0))).toEqual([own, onCase]);
    expect(listHolds(vault, item(1))).toEqual([]);
    for (const { id: one } of [own, onCase]) {
      expect(() => ask(item(0))).toThrow(fault('ERASURE_HELD'));
      liftHold(vault, { id: one, reason: 'not needed any more' });
    }
    await erase(vault, item(0));
    // The history of a case shows that it was under a hold.
    expect(readIncident(vault, id('a')).history.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['holdPlaced', 'holdLifted']),
    );
    expect((await everythingOnDisk(vault.path)).pages.includes('not needed any more')).toBe(false);
  });

  it('to whoever asked, to nobody at all, and to a wrong passphrase; the request goes on waiting', async () => {
    const session = await sessionWith(vault);
    const { id: request } = ask(testimony('1'));
    const { digest: plan } = planOf(testimony('1'));
    const { size } = vault.ledger;
    const confirm = (operator: string, typed: string) =>
      confirmErasure(session, { id: request, plan, operator, passphrase: typed });
    await expect(confirm('op-1', passphrase)).rejects.toEqual(fault('ERASURE_SAME_OPERATOR'));
    await expect(confirm('op-1', second.passphrase)).rejects.toEqual(fault('ERASURE_SAME_OPERATOR'));
    await expect(confirm('op-9', second.passphrase)).rejects.toEqual(fault('OPERATOR_UNKNOWN'));
    // The first operator's passphrase does not open the second's slot.
    await expect(confirm('op-2', passphrase)).rejects.toEqual(fault('PASSPHRASE_WRONG'));
    await expect(confirm('op-2', 'something else entirely')).rejects.toEqual(fault('PASSPHRASE_WRONG'));
    expect(vault.ledger.size).toBe(size);
    expect(listRequests(vault)).toMatchObject([{ id: request, state: 'open' }]);
    expect((await confirm('op-2', second.passphrase)).request.state).toBe('done');
    await expect(confirm('op-2', second.passphrase)).rejects.toEqual(fault('ERASURE_NOT_OPEN'));
  });

  it('where only one operator works: both when asking and when confirming', async () => {
    const single = await temporaryVault();
    try {
      const seq = await archiveItem(single.vault, 'IMG_0001.JPG');
      const target: ErasureTarget = { what: 'item', seq };
      const plan = prepareErasure(single.vault, target).plan.digest;
      expect(() => requestErasure(single.vault, { target, ground: 'retention ended', plan })).toThrow(
        fault('ERASURE_SECOND_OPERATOR_NEEDED'),
      );
      await single.vault.addOperator('op-2', second.passphrase, cheapKdf);
      expect((await erase(single.vault, target)).request.state).toBe('done');
    } finally {
      await single.remove();
    }
  });

  it('when something was recorded or handed over since it was shown; asked for anew, it goes', async () => {
    const session = await sessionWith(vault);
    const { id: request } = ask(testimony('1'));
    const shown = planOf(testimony('1')).digest;
    const { head, fields } = readTestimony(vault, id('1'));
    amendTestimony(vault, { id: id('1'), head, fields: { ...fields, language: 'ku' }, reason: 'heard again' });
    expect(listRequests(vault)).toMatchObject([{ state: 'changed' }]);
    await expect(confirmErasure(session, { id: request, plan: shown, ...second })).rejects.toEqual(
      fault('ERASURE_CHANGED'),
    );
    const now = planOf(testimony('1')).digest;
    await expect(confirmErasure(session, { id: request, plan: now, ...second })).rejects.toEqual(
      fault('ERASURE_CHANGED'),
    );
    expect(() => requestErasure(vault, { target: testimony('1'), ground: 'witness asked', plan: shown })).toThrow(
      fault('ERASURE_CHANGED'),
    );
    expect(ask(testimony('1')).id).toBe(request);
    await exported(evidence);
    expect(listRequests(vault)).toMatchObject([{ state: 'changed' }]);
    ask(testimony('1'));
    const { digest: plan } = planOf(testimony('1'));
    expect((await confirmErasure(session, { id: request, plan, ...second })).request.state).toBe('done');
  });

  it('once it was taken back, and while anything else runs', async () => {
    const session = await sessionWith(vault);
    const { id: first } = ask(testimony('1'));
    const { digest: plan } = planOf(testimony('1'));
    expect(withdrawRequest(vault, first)).toMatchObject({ state: 'withdrawn', requester: 'op-1' });
    await expect(confirmErasure(session, { id: first, plan, ...second })).rejects.toEqual(fault('ERASURE_NOT_OPEN'));
    const { id: another } = ask(testimony('1'));
    expect(another).not.toBe(first);
    let end = () => {};
    const running = session.run('import', () => new Promise<void>((resolve) => (end = resolve)));
    await expect(confirmErasure(session, { id: another, plan, ...second })).rejects.toEqual(fault('ERASURE_BUSY'));
    end();
    await running;
    session.downloads.set('a bundle that waits', { name: 'x', size: null, stream: async function* () {} });
    expect((await confirmErasure(session, { id: another, plan, ...second })).request.state).toBe('done');
    expect(session.downloads.size).toBe(0);
  });

  it('on a ground that is no word of the list', () => {
    const takes = (ground: string) =>
      contract['erasure.request'].input.safeParse({
        ...{ target: testimony('1'), ground, plan: planOf(testimony('1')).digest },
      }).success;
    expect([...erasureGrounds.map(takes), takes('because'), takes('')]).toEqual([
      ...erasureGrounds.map(() => true),
      ...[false, false],
    ]);
  });

  it('of what is not there', () => {
    expect(() => planOf({ what: 'item', seq: 0 })).toThrow(fault('RECORD_NOT_FOUND'));
    expect(() => planOf(testimony('f'))).toThrow(fault('RECORD_NOT_FOUND'));
  });
});

const copiesNamed = (testimony: string): number[] =>
  prepareErasure(vault, { what: 'testimony', id: testimony }).plan.copies.map(({ seq }) => seq);

const holds = async (path: string, words: string): Promise<boolean> =>
  Object.values(await filesOf(path)).some((bytes) => bytes.includes(words));

describe('whoever may hold an account is named', () => {
  it('where it left because the conditions of its witness were met', async () => {
    const { head, fields } = readTestimony(vault, id('1'));
    const consent = { ...fields.consent, conditions: 'to be told before' };
    amendTestimony(vault, { id: id('1'), head, fields: { ...fields, consent }, reason: 'asked for it' });
    const { questions } = await Standing.of(vault.ledger, usedAs(vault, usedBy('court')));
    const answers = metBy(questions);
    expect(answers).toHaveLength(1);
    const { entry, path } = await exported(evidence, { answers });
    expect(await holds(path, 'an account for the court')).toBe(true);
    expect(copiesNamed(id('1'))).toEqual([entry]);
  });

  it('where two people let it out, and no bundle from before that', async () => {
    const before = await exported(evidence);
    const on = { what: 'testimony', id: id('3') } as const;
    const ground = 'life is in danger';
    const asked = requestOverride(vault, { on, viewer: 'court', purpose: null, ground, basis: 'training letter 7' });
    await exported(evidence);
    expect(copiesNamed(id('3'))).toEqual([]);
    await confirmOverride(await sessionWith(vault), { id: asked.id, ...second });
    const { entry, path } = await exported(evidence);
    expect(await holds(path, 'planted account of one who was not asked')).toBe(true);
    expect(copiesNamed(id('3'))).toContain(entry);
    expect(copiesNamed(id('3'))).not.toContain(before.entry);
    endOverride(vault, { id: asked.id, reason: 'no longer needed' });
    expect(copiesNamed(id('3'))).toContain(entry);
    expect(await holds((await exported(evidence)).path, 'planted account of one who was not asked')).toBe(false);
  });
});
