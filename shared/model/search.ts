import { recordId } from './records.ts';

/** What a search finds. Sealed identities are no part of it: nothing of them is ever in an index. */
export const findableKinds = [
  'incident',
  'testimony',
  'item',
  'facility',
  'site',
  'notification',
  'agreement',
  'organisation',
  'device',
  'transcript',
  'translation',
  'claim',
] as const;
export type FindableKind = (typeof findableKinds)[number];

/**
 * By what things found are narrowed down. Values of closed lists are their words, others stand as they were entered. A `facility` is named by
 * its id and counts whatever concerns it; `called` is how a case names the facility, whether there is a record of it or not.
 */
export const facetNames = [
  'attack',
  'certainty',
  'facility',
  'called',
  'category',
  'functionality',
  'flag',
  'file',
  'camera',
  'language',
  'consent',
  'tag',
] as const;
export type FacetName = (typeof facetNames)[number];

/** By what somebody says where to look. */
export const whereBys = ['anywhere', 'coordinates', 'facility', 'agreement'] as const;
export type WhereBy = (typeof whereBys)[number];

/** Facilities as somebody gave them, by id or by name, in the facets that they belong to. */
export const facilityFacets = (given: readonly string[]): Partial<Record<FacetName, string[]>> => {
  const isId = (value: string) => recordId.safeParse(value).success;
  const [facility, called] = [given.filter(isId), given.filter((value) => !isId(value))];
  return { ...(facility.length > 0 && { facility }), ...(called.length > 0 && { called }) };
};

/** More than this is counted as "more": whoever finds so much has to ask more narrowly to see anything. */
export const mostFound = 1_000;
