/** What needs no keys, done to a bundle that a real vault exported, with everything that such a bundle holds. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_VERSION } from '../../shared/ledger/bundle-layout.ts';
import { type Evidence, evidenceVault, exported, filesOf } from '../integration/bundle/evidence.ts';
import { sealed, zipped } from './bag.ts';
import { catalogue } from './catalogue.ts';
import { Chance } from './chance.ts';
import { Forge } from './forge.ts';
import type { Honest } from './honest.ts';
import { complaints } from './judging.ts';
import { brought, sceneOf } from './scenes.ts';
import { ours, type Said } from './verifiers.ts';

const seed = process.env.SANAD_TAMPER_SEED ?? 'sanad';

let evidence: Evidence;
let bundle: Honest;
let before: Said;
beforeAll(async () => {
  evidence = await evidenceVault();
  const { path } = await exported(evidence);
  const files = new Map(Object.entries(await filesOf(path)));
  const { ledger } = evidence.vault;
  bundle = {
    kind: 'real export',
    seed,
    files,
    version: BUNDLE_VERSION,
    size: new Forge(files).entries.length,
    secrets: null,
    witness: null,
    note(size) {
      const found = ledger.checkpoints().find((checkpoint) => checkpoint.size === size);
      if (found === undefined) throw new Error(`the vault has no checkpoint of ${size}`);
      return found.note;
    },
  };
  before = await ours(zipped(files), {});
});
afterAll(() => evidence.remove());

it('is good as it is, and with its lists written again', async () => {
  expect(before).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [] });
  expect(await ours(zipped(sealed(bundle.files)), {})).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0 });
});

const tried = { carriedOut: 0, all: 0 };
describe.each(Object.entries(catalogue).filter(([who]) => /courier|twin/.test(who)))('%s', (_who, attacks) => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    const chance = new Chance(`${seed}/real/${attack.name}`);
    const scene = { ...sceneOf(bundle, seed, chance), held: { size: bundle.size, sizeBesideCode: true } };
    const tampered = attack.run(scene);
    tried.all++;
    // Some need what this vault does not have, or its keys: those are tried on bundles made for them.
    if (tampered === null) return;
    tried.carriedOut++;
    const note = bundle.note(bundle.size);
    const one = {
      name: attack.name,
      seed,
      kind: bundle.kind,
      honest: bundle,
      ...tampered,
      ...brought(note, note, scene.held),
    };
    expect(complaints(one, 'alone', await ours(one.zip, {}), before)).toEqual([]);
  });
});

it('was tried with most of them', () => {
  expect(tried.carriedOut / tried.all).toBeGreaterThan(0.7);
});
