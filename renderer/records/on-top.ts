import { useState } from 'react';

const inOrder = (_name: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether two values say the same, in whatever order their fields stand: a draft that was kept has another than the record. */
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);

/**
 * What somebody wrote on top of what was saved meanwhile: each field that they changed is theirs, every other as it stands now. `both` are
 * the fields that were changed on both sides, and not to the same.
 *
 * @param base what they began from
 */
export function laidOver<T extends object>(base: T, mine: T, newest: T): { fields: T; both: (keyof T)[] } {
  const names = [...new Set([...Object.keys(newest), ...Object.keys(mine)])] as (keyof T)[];
  const changed = names.filter((name) => !isSame(mine[name], base[name]));
  const fields = { ...newest };
  for (const name of changed) fields[name] = mine[name];
  const both = changed.filter((name) => !isSame(newest[name], base[name]) && !isSame(newest[name], mine[name]));
  return { fields, both };
}

interface Version<T> {
  readonly head: number;
  readonly fields: T;
}

/** A correction of something that somebody saved meanwhile, put on top of what they saved. */
export interface OnTop {
  /** `null` where it isn't known what the correction began from. */
  readonly lay: (() => void) | null;
  /** How many fields both changed; `null` where nothing was put on top. */
  readonly both: number | null;
  /** Another after each: the key of fields that hold what is half typed themselves. */
  readonly round: number;
}

export function useOnTop<T extends object>(asked: {
  /** Fields that the correction began from. */
  readonly base: T | null;
  readonly mine: T;
  readonly newest: () => Promise<Version<T>>;
  readonly put: (version: Version<T>, fields: T) => void;
}): OnTop {
  const [both, setBoth] = useState<number | null>(null);
  const [round, setRound] = useState(0);
  const { base, mine, newest, put } = asked;
  const lay = async () => {
    if (base === null) return;
    const version = await newest();
    const laid = laidOver(base, mine, version.fields);
    put(version, laid.fields);
    setBoth(laid.both.length);
    setRound((before) => before + 1);
  };
  // Where the newest can't be read, saving says so as it did before.
  return { lay: base === null ? null : () => void lay().catch(() => {}), both, round };
}
