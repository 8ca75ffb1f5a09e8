/** Every attack, at several places that a seed finds again, against our own verifier. */
import { describe, expect, it } from 'vitest';
import { zipped } from './bag.ts';
import { catalogue } from './catalogue.ts';
import { broughtIn, complaints, situations } from './judging.ts';
import { type Case, stage } from './scenes.ts';
import { ours, type Said } from './verifiers.ts';

const seed = process.env.SANAD_TAMPER_SEED ?? 'sanad';
const places = Number(process.env.SANAD_TAMPER_PLACES ?? 4);

const honestly = new Map<string, Promise<Said>>();
function honest(one: Case): Promise<Said> {
  const key = `${one.kind}/${one.honest.seed}`;
  const known = honestly.get(key) ?? ours(zipped(one.honest.files), {});
  honestly.set(key, known);
  return known;
}

it('knows at least sixty kinds of attack, each by its own name', () => {
  const names = Object.values(catalogue).flatMap((attacks) => attacks.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(60);
  console.log(`${names.length} kinds of attack, seed ${seed}, ${places} places each`);
});

describe.each(Object.entries(catalogue))('%s', (_who, attacks) => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_name, attack) => {
    const wrong: string[] = [];
    for (let place = 0; place < (attack.once ? 1 : places); place++) {
      const one = stage(attack, seed, place);
      if (one === null) {
        wrong.push(`could not be carried out anywhere with seed ${seed}, place ${place}`);
        continue;
      }
      for (const situation of attack.once ? (['alone'] as const) : situations) {
        const said = await ours(one.zip, broughtIn(one, situation));
        const found = complaints(one, situation, said, await honest(one));
        wrong.push(...found.map((text) => `${one.kind} bundle, seed ${one.seed}, ${situation}: ${text}`));
      }
    }
    expect(wrong).toEqual([]);
  });
});
