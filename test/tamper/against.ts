import { describe, expect, it } from 'vitest';
import { zipped } from './bag.ts';
import { catalogue } from './catalogue.ts';
import { honest, kinds } from './honest.ts';
import { acquits, broughtIn, differs, misses, type Situation, situations } from './judging.ts';
import { type Case, stage } from './scenes.ts';
import type { Verifier } from './verifiers.ts';

const seed = process.env.SANAD_TAMPER_SEED ?? 'sanad';

export type Tested = {
  readonly name: string;
  readonly run: Verifier;
  /** Why it cannot be run here. */
  readonly why: string | null;
  /** Also with each thing brought, where that makes a difference, and not with one of them in turn. */
  readonly thorough: boolean;
};

/** A verifier that every bundle contains says of every attack what ours says: verdict, exit status, and what is wrong. One place for each. */
export function against({ name, run, why, thorough }: Tested): void {
  const test = it.skipIf(why !== null);
  const title = (text: string): string => (why === null ? text : `${text} (not run: ${why})`);

  describe(name, () => {
    test.each(kinds.map((kind) => [title(kind), kind] as const))('takes an honest bundle: %s', async (_title, kind) => {
      const { files } = honest(kind, seed);
      expect(await run(zipped(files), {})).toMatchObject({ verdict: 'UNANCHORED', exitStatus: 0, findings: [] });
    });

    describe.each(Object.entries(catalogue))('%s', (_who, attacks) => {
      const cases = attacks.map((attack, index) => [title(attack.name), attack, index] as const);
      test.each(cases)('%s', async (_title, attack, index) => {
        const staged = stage(attack, seed, 0);
        if (staged === null) throw new Error(`could not be carried out with seed ${seed}`);
        const wrong: string[] = [];
        for (const situation of triedIn(staged, index, thorough)) {
          const said = await run(staged.zip, broughtIn(staged, situation));
          const difference = differs(said, staged.expected[situation]) ?? acquits(staged, said) ?? misses(staged, said);
          if (difference !== null)
            wrong.push(`${staged.kind} bundle, seed ${staged.seed}, ${situation}: ${difference}`);
        }
        expect(wrong).toEqual([]);
      });
    });
  });
}

function triedIn({ expected }: Case, index: number, thorough: boolean): readonly Situation[] {
  const { alone, note, code } = expected;
  const makesNone = [note, code].every(({ verdict, exit }) => verdict === alone.verdict && exit === alone.exit);
  return makesNone || !thorough ? [situations[index % situations.length] ?? 'alone'] : situations;
}
