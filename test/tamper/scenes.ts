import { primitives } from '../../electron/core/ledger/primitives.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { readNote } from '../../shared/ledger/note.ts';
import { spokenCode } from '../../shared/ledger/spoken.ts';
import type { Attack, Expected, Scene, Tampered } from './attack.ts';
import { Chance } from './chance.ts';
import { Forge } from './forge.ts';
import { type Honest, honest, type Kind, kinds } from './honest.ts';

/** An attack carried out at one place, which its seed finds again. */
export type Case = {
  readonly name: string;
  /** `SANAD_TAMPER_SEED=<seed>` tries the attacks at the same places again. */
  readonly seed: string;
  readonly kind: string;
  readonly zip: Buffer;
  readonly expected: Expected;
  /** What the reviewer holds: an honest note, and its spoken code as it was written down. */
  readonly note: string;
  readonly code: string;
  readonly honest: Honest;
};

const made = new Map<string, Honest>();

/** Honest bundles are drawn once: attacks work on copies. */
export function bundleOf(kind: Kind, seed: string): Honest {
  const key = `${kind}/${seed}`;
  const known = made.get(key) ?? honest(kind, seed);
  made.set(key, known);
  return known;
}

/** How many bundles of each kind attacks are tried on. */
const variants = 3;
const tries = 400;

/**
 * Carries out `attack` at the `place`th place that `seed` leads to: bundles are drawn until it can be carried out on one. Null where
 * none was found, which is a mistake of the suite.
 */
export function stage(attack: Attack, seed: string, place: number): Case | null {
  for (let attempt = 0; attempt < tries; attempt++) {
    const chance = new Chance(`${seed}/${attack.name}/${place}/${attempt}`);
    const kind = chance.pick(kinds);
    // Large bundles are for the places after the first.
    if (kind === 'large' && (place === 0 || chance.percent(50))) continue;
    const scene = sceneOf(bundleOf(kind, `${seed}-${chance.below(variants)}`), seed, chance);
    const tampered = attack.run(scene);
    if (tampered !== null) return caseOf(attack.name, `${seed} (place ${place})`, scene, tampered);
  }
  return null;
}

export function sceneOf(bundle: Honest, seed: string, chance: Chance): Scene {
  return {
    honest: bundle,
    foreign: bundleOf('items', `${seed}-foreign`),
    chance,
    forge: new Forge(bundle.files),
    held: { size: chance.between(1, Math.max(1, bundle.size - 1)), sizeBesideCode: chance.percent(50) },
  };
}

function caseOf(name: string, seed: string, scene: Scene, { zip, expected }: Tampered): Case {
  const { honest: bundle, held } = scene;
  const note = bundle.note(held.size);
  return {
    name,
    seed,
    kind: bundle.kind,
    zip,
    expected,
    ...brought(expected.brings ?? note, note, held),
    honest: bundle,
  };
}

/** The note that is held, and the code of the note over `held.size` with or without its size. */
export function brought(note: string, coded: string, held: Scene['held']): { note: string; code: string } {
  const code = spokenCode(primitives, readNote(encodeUtf8(coded)).text);
  return { note, code: held.sizeBesideCode ? `${held.size} ${code}` : code };
}
