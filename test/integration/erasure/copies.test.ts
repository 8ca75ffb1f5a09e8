import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Standing } from '../../../electron/core/bundle/standing.ts';
import { prepareErasure } from '../../../electron/core/erasure/plan.ts';
import { confirmOverride, endOverride, requestOverride } from '../../../electron/core/gate/overrides.ts';
import { usedAs } from '../../../electron/core/gate/stating.ts';
import { amendTestimony, readTestimony } from '../../../electron/core/records/testimonies.ts';
import type { OpenVault } from '../../../electron/core/vault/vault.ts';
import { second, sessionWith, vaultOfTwo } from '../../fixtures/erasing.ts';
import { metBy, usedBy } from '../../fixtures/uses.ts';
import { type Evidence, exported, filesOf } from '../bundle/evidence.ts';

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
