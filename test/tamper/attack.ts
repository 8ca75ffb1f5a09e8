import type { Verdict } from '../../shared/model/report.ts';
import type { Bundle } from '../fixtures/ledger.ts';
import { sealed, zipped } from './bag.ts';
import type { Chance } from './chance.ts';
import { Forge } from './forge.ts';
import type { Honest, Secrets } from './honest.ts';

/** An attack: what somebody does to an honest bundle, and what every verifier must say of it. */

/** Where an attack is tried. */
export type Scene = {
  readonly honest: Honest;
  /** Of another archive. */
  readonly foreign: Honest;
  readonly chance: Chance;
  /** The honest bundle taken apart, fresh for each attack. */
  readonly forge: Forge;
  /** The earlier checkpoint that the reviewer holds, over so many entries, and whether the size stands beside the spoken code. */
  readonly held: { readonly size: number; readonly sizeBesideCode: boolean };
};

export type Outcome = { readonly verdict: Verdict; readonly exit: 0 | 1 | 2 };

export type Expected = {
  /** With nothing brought, with an honest earlier note, with its spoken code. */
  readonly alone: Outcome;
  readonly note: Outcome;
  readonly code: Outcome;
  /** At least one of these must be found; none where the list is empty. */
  readonly finds: readonly string[];
  /** What a finding must name, where it can be named. */
  readonly at?: { readonly seq?: number; readonly path?: string };
  /** Entries whose exhibits must be reported as they were: one bad file doesn't condemn the others. */
  readonly spares: (seq: number) => boolean;
  /** Entries whose exhibits nobody may call untouched. */
  readonly condemns?: (seq: number) => boolean;
  /** A warning that must be there: nothing that was brought is passed over. */
  readonly warns?: { readonly note?: string; readonly code?: string };
  /** Verifier keys of the witnesses whom the reviewer trusts. */
  readonly witnesses?: readonly string[];
  /** Brought in place of the honest note of `held`. */
  readonly brings?: string;
};

export type Tampered = { readonly zip: Buffer; readonly expected: Expected };

export type Attack = {
  readonly name: string;
  run(scene: Scene): Tampered | null;
  /** Takes seconds, and chance changes nothing in it: one place is enough, with nothing brought. */
  readonly once: boolean;
};

export function attack(name: string, run: (scene: Scene) => Tampered | null, { once = false } = {}): Attack {
  return { name, run, once };
}

/** By whoever opened the vault, and so has everything that the writer has; nothing where the scene knows no writer's secrets. */
export function theft(name: string, run: (scene: Scene, secrets: Secrets) => Tampered | null): Attack {
  return attack(name, (scene) => {
    const secrets = stolen(scene);
    return secrets === null ? null : run(scene, secrets);
  });
}

const invalidity: Outcome = { verdict: 'INVALID', exit: 1 };
const nobody = (): boolean => false;

type Place = { seq?: number; path?: string; spares?: (seq: number) => boolean };

export const everyone = (): boolean => true;
export const allBut =
  (...touched: number[]) =>
  (seq: number): boolean =>
    !touched.includes(seq);
export const below =
  (end: number) =>
  (seq: number): boolean =>
    seq < end;

/** INVALID whatever is brought. `spares` defaults to nobody: what is touched depends on where the largest good checkpoint is. */
export function invalid(finds: readonly string[], { seq, path, spares = nobody }: Place = {}): Expected {
  const named = { ...(seq === undefined ? {} : { seq }), ...(path === undefined ? {} : { path }) };
  return {
    alone: invalidity,
    note: invalidity,
    code: invalidity,
    finds,
    spares,
    ...(seq === undefined && path === undefined ? {} : { at: named }),
  };
}

/** Verifies by itself: nothing in it is wrong, and only what the reviewer holds can tell. */
export function sound(note: Outcome, code: Outcome, more: Partial<Expected> = {}): Expected {
  return { alone: unanchored, note, code, finds: [], spares: nobody, ...more };
}

export const unanchored: Outcome = { verdict: 'UNANCHORED', exit: 0 };
export const contradicted: Outcome = { verdict: 'UNANCHORED', exit: 1 };
export const diverged: Outcome = { verdict: 'DIVERGED', exit: 1 };
export const consistent: Outcome = { verdict: 'CONSISTENT', exit: 0 };
export const witnessed: Outcome = { verdict: 'WITNESSED', exit: 0 };
export const notRun: Outcome = { verdict: 'COULD_NOT_RUN', exit: 2 };

/** The files as they are, in a zip: manifests are not touched. */
export function as(files: Bundle, expected: Expected): Tampered {
  return { zip: zipped(files), expected };
}

/** The files with manifests rewritten to match. */
export function resealed(files: Bundle, expected: Expected): Tampered {
  return { zip: zipped(sealed(files)), expected };
}

/** Whoever opens the vault has everything that the writer has. */
export function stolen(scene: Scene): Secrets | null {
  return scene.honest.secrets;
}

/** What holds of the shown entries when a good note covers the first `size`, the closing export aside. */
export function vouchedBy(size: number, files: Bundle): Outcome {
  const forge = new Forge(files);
  const judged = forge.disclosed.filter((seq) => seq !== forge.last);
  const all = judged.length > 0 ? judged : [...forge.entries.keys()];
  return all.every((seq) => seq < size) ? consistent : unanchored;
}
