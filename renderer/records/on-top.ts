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
 * the fields that were changed on both sides, and not to the same: `account`, or `paragraphs 2` where one of a list was.
 *
 * @param base what they began from
 */
export function laidOver<T extends object>(base: T, mine: T, newest: T): { fields: T; both: string[] } {
  const names = [...new Set([...Object.keys(newest), ...Object.keys(mine)])] as (keyof T & string)[];
  const fields = { ...newest };
  const both: string[] = [];
  for (const name of names) {
    if (isSame(mine[name], base[name])) continue;
    const paragraphs = name === 'paragraphs' ? paragraphsLaid(base[name], mine[name], newest[name]) : null;
    fields[name] = paragraphs === null ? mine[name] : (paragraphs.laid as T[typeof name]);
    if (paragraphs !== null) both.push(...paragraphs.both);
    else if (!isSame(newest[name], base[name]) && !isSame(newest[name], mine[name])) both.push(name);
  }
  return { fields, both };
}

/**
 * The same for the paragraphs of an account, each by itself, with what either added at the end. `null` where there are fewer than before:
 * which one is gone is not told by their places, and they are one field then.
 */
function paragraphsLaid(base: unknown, mine: unknown, newest: unknown): { laid: unknown[]; both: string[] } | null {
  if (!Array.isArray(base) || !Array.isArray(mine) || !Array.isArray(newest)) return null;
  if (mine.length < base.length || newest.length < base.length) return null;
  const both: string[] = [];
  const laid = base.map((before: unknown, at) => {
    const [own, other]: unknown[] = [mine[at], newest[at]];
    if (isSame(own, before)) return other;
    if (!isSame(other, before) && !isSame(other, own)) both.push(`paragraphs ${at + 1}`);
    return own;
  });
  const added = newest.slice(base.length);
  const addedHere = mine.slice(base.length).filter((own: unknown) => !added.some((other) => isSame(own, other)));
  return { laid: [...laid, ...added, ...addedHere], both };
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
