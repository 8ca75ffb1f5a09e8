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

/** By what things found are narrowed down. Values of closed lists are their words, others stand as they were entered. */
export const facetNames = [
  'attack',
  'certainty',
  'facility',
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

/** More than this is counted as "more": whoever finds so much has to ask more narrowly to see anything. */
export const mostFound = 1_000;
