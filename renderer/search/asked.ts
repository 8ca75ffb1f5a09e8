import type { SearchQuery } from '../../shared/contract.ts';
import type { FacetName, FindableKind } from '../../shared/model/search.ts';

/** What stands in the search's fields: periods as they are typed, which need not be days yet. */
export interface Asked {
  readonly text: string;
  readonly kinds: readonly FindableKind[];
  readonly from: string;
  readonly to: string;
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  readonly byTime: boolean;
}

export const nothingAsked: Asked = { text: '', kinds: [], from: '', to: '', facets: {}, byTime: false };

/** The first or the last day of a year, month or day; `null` for nothing, `undefined` for what is none. */
export function dayOfPeriod(typed: string, end: 'first' | 'last'): string | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const at =
    end === 'first'
      ? new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
      : new Date(Date.UTC(Number(year), Number(month ?? 12) - (day === undefined ? 0 : 1), Number(day ?? 0)));
  const made = at.toISOString().slice(0, 10);
  return made.startsWith(text) ? made : undefined;
}

/** The question to core; what is no period yet is left out. */
export function queryOf(asked: Asked): SearchQuery {
  return {
    text: asked.text.trim(),
    kinds: [...asked.kinds],
    from: dayOfPeriod(asked.from, 'first') ?? null,
    to: dayOfPeriod(asked.to, 'last') ?? null,
    facets: Object.fromEntries(
      Object.entries(asked.facets).flatMap(([facet, values]) => (values.length > 0 ? [[facet, [...values]]] : [])),
    ),
    order: asked.byTime ? 'happened' : 'entered',
  };
}

/** The fields as they stood when a search was kept. */
export function askedOf(query: SearchQuery): Asked {
  return {
    text: query.text,
    kinds: query.kinds,
    from: query.from ?? '',
    to: query.to ?? '',
    facets: query.facets,
    byTime: query.order === 'happened',
  };
}

/** With a value chosen or let go. */
export function withFacet(asked: Asked, facet: FacetName, value: string, on: boolean): Asked {
  const others = (asked.facets[facet] ?? []).filter((one) => one !== value);
  return { ...asked, facets: { ...asked.facets, [facet]: on ? [...others, value] : others } };
}

export function withKind(asked: Asked, kind: FindableKind, on: boolean): Asked {
  const others = asked.kinds.filter((one) => one !== kind);
  return { ...asked, kinds: on ? [...others, kind] : others };
}
