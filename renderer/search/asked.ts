import type { SearchQuery } from '../../shared/contract.ts';
import { readOutline, readPoint, writeOutline } from '../../shared/model/outline.ts';
import { type Region, region, type WhereLooked, whereLooked } from '../../shared/model/region.ts';
import type { FacetName, FindableKind, WhereBy } from '../../shared/model/search.ts';

/** What stands in the search's fields: periods as they are typed, which need not be days yet. */
export interface Asked {
  readonly text: string;
  readonly kinds: readonly FindableKind[];
  readonly from: string;
  readonly to: string;
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** What says where to look; the others keep what was chosen. */
  readonly by: WhereBy;
  /** A point, or the corners of an outline, a line each. */
  readonly where: string;
  /** Ids; empty where none is chosen yet. */
  readonly facility: string;
  readonly agreement: string;
  readonly kilometres: string;
  readonly byTime: boolean;
}

export const nothingAsked: Asked = {
  text: '',
  kinds: [],
  from: '',
  to: '',
  facets: {},
  by: 'anywhere',
  where: '',
  facility: '',
  agreement: '',
  kilometres: '5',
  byTime: false,
};

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
    within: whereOf(asked) ?? null,
    order: asked.byTime ? 'happened' : 'entered',
  };
}

/** `null` for nothing, `undefined` for what says nothing of where yet. */
export function whereOf(asked: Asked): WhereLooked | null | undefined {
  const { by, facility, agreement, kilometres } = asked;
  if (by === 'coordinates') return regionOf(asked);
  if (by === 'facility' && facility !== '')
    return whereLooked.safeParse({ facility, kilometres: Number(kilometres) }).data;
  return by === 'agreement' && agreement !== '' ? { agreement } : null;
}

function regionOf({ where, kilometres }: Asked): Region | null | undefined {
  if (where.trim() === '') return null;
  const around = readPoint(where);
  const read = around === null ? readOutline(where) : null;
  const asked =
    around === null
      ? { area: read !== null && 'corners' in read ? read.corners : [] }
      : { around, kilometres: Number(kilometres) };
  return region.safeParse(asked).data;
}

const typedOf = (within: WhereLooked | null): Partial<Asked> => {
  if (within === null) return {};
  if ('agreement' in within) return { by: 'agreement', agreement: within.agreement };
  if ('area' in within) return { by: 'coordinates', where: writeOutline(within.area) };
  const kilometres = String(within.kilometres);
  return 'facility' in within
    ? { by: 'facility', facility: within.facility, kilometres }
    : { by: 'coordinates', where: writeOutline([within.around]), kilometres };
};

/** The fields as they stood when a search was kept. */
export function askedOf(query: SearchQuery): Asked {
  return {
    ...nothingAsked,
    text: query.text,
    kinds: query.kinds,
    from: query.from ?? '',
    to: query.to ?? '',
    facets: query.facets,
    ...typedOf(query.within),
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
