import type { ItemDetail } from '../../shared/contract.ts';

export interface ComparedTag {
  readonly name: string;
  /** As each file has it; `null` where it has no such tag. */
  readonly values: readonly [string | null, string | null];
  readonly same: boolean;
}

const tagsOf = ({ metadata }: ItemDetail): ReadonlyMap<string, string> => {
  const { camera = [], gps = [], other = [] } = metadata?.read ?? {};
  const tags = new Map<string, string>();
  for (const { name, value } of [...camera, ...gps, ...other]) {
    const before = tags.get(name);
    // A name can stand several times in a file: what it says is all of it.
    tags.set(name, before === undefined ? value : `${before} · ${value}`);
  }
  return tags;
};

/** Every tag of either file by its name, in the order of the first, then what only the second has. */
export function compared(one: ItemDetail, other: ItemDetail): ComparedTag[] {
  const [first, second] = [tagsOf(one), tagsOf(other)];
  const names = [...first.keys(), ...[...second.keys()].filter((name) => !first.has(name))];
  return names.map((name) => {
    const values = [first.get(name) ?? null, second.get(name) ?? null] as const;
    return { name, values, same: values[0] === values[1] };
  });
}
