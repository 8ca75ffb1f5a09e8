import type { z } from 'zod';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import type { RecordState } from './merging.ts';

/**
 * How the fields of a schema stand in an entry. A field is the unit of withholding, so what may have to be kept back alone is split:
 * `parts` of an object stand as `name.part`, members of a `list` as `name.1`, `name.2`, …, and `listed parts` as `name.1.part`.
 * What says no more than the schema says by itself is not written.
 */
export interface Layout {
  /** Only fields that do not stand whole under their own name. */
  readonly split: Readonly<
    Record<string, { readonly as?: string; readonly way: 'whole' | 'parts' | 'list' | 'listed parts' }>
  >;
  /** Fields that are written also where they say nothing. */
  readonly always?: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

const saysNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether a value is what is read where nothing is written. */
const isDefault = (value: unknown, otherwise: unknown): boolean =>
  saysNothing(value) || (otherwise !== undefined && canonicalText(value as Json) === canonicalText(otherwise as Json));

/** What a field's schema gives where nothing is written. */
const otherwiseOf = (schema: z.ZodObject, name: string): unknown =>
  (schema.shape[name] as z.ZodType | undefined)?.safeParse(undefined).data;

export function stateFrom(schema: z.ZodObject, { split, always = [] }: Layout, fields: Values): RecordState {
  const state: RecordState = {};
  const put = (name: string, value: unknown, otherwise?: unknown) => {
    if (!isDefault(value, otherwise)) state[name] = value as Json;
  };
  for (const [name, value] of Object.entries(fields)) {
    const { as = name, way = 'whole' } = split[name] ?? {};
    const otherwise = otherwiseOf(schema, name);
    if (always.includes(name)) state[as] = value as Json;
    else if (way === 'whole') put(as, value, otherwise);
    else if (way === 'parts')
      for (const [part, each] of Object.entries((value ?? {}) as Values))
        put(`${as}.${part}`, each, (otherwise as Values | null | undefined)?.[part]);
    else
      for (const [index, each] of ((value ?? []) as readonly unknown[]).entries()) {
        if (way === 'list') put(`${as}.${index + 1}`, each);
        else for (const [part, one] of Object.entries(each as Values)) put(`${as}.${index + 1}.${part}`, one);
      }
  }
  return state;
}

/** The fields as the schema knows them, ready to be parsed; `kind` and `id` are left out. */
export function valuesFrom(schema: z.ZodObject, { split }: Layout, state: RecordState): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const { as = name, way = 'whole' } = split[name] ?? {};
    const value = way === 'whole' ? state[as] : way === 'parts' ? partsOf(state, `${as}.`) : listOf(state, as, way);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function partsOf(state: RecordState, prefix: string): Values | undefined {
  const parts = Object.entries(state).filter(([name]) => name.startsWith(prefix));
  return parts.length === 0
    ? undefined
    : Object.fromEntries(parts.map(([name, value]) => [name.slice(prefix.length), value]));
}

function listOf(state: RecordState, as: string, way: 'list' | 'listed parts'): readonly unknown[] | undefined {
  const numbers = new Set<number>();
  for (const name of Object.keys(state)) {
    const [, number] = name.startsWith(`${as}.`) ? (/^\.(\d{1,4})(\.|$)/.exec(name.slice(as.length)) ?? []) : [];
    if (number !== undefined) numbers.add(Number(number));
  }
  if (numbers.size === 0) return undefined;
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => (way === 'list' ? state[`${as}.${number}`] : partsOf(state, `${as}.${number}.`)));
}
