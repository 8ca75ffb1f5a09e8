import { z } from 'zod';
import { enteredKinds } from '../model/kinds.ts';
import { takenBackExtents } from '../model/later-accounts.ts';
import { recordId } from '../model/records.ts';
import { whereLooked } from '../model/region.ts';
import { facetNames, findableKinds, mostFound } from '../model/search.ts';
import { transcriptKinds } from '../model/transcript.ts';
import { type Calls, call } from './call.ts';
import { nothing, seq } from './scalars.ts';

const day = z.iso.date();

/** What is looked for: words, and what the things found must be. Nothing given leaves nothing out. */
export const searchQuery = z.strictObject({
  /** Words that all occur, in any order; quotation marks keep words together. */
  text: z.string().max(500).default(''),
  kinds: z.array(z.enum(findableKinds)).max(findableKinds.length).default([]),
  /** First and last day, both belonging to it. Whatever may have happened then is found; what has no time is not. */
  from: day.nullable().default(null),
  to: day.nullable().default(null),
  /** Within one facet any of the values, of several facets all. */
  facets: z.partialRecord(z.enum(facetNames), z.array(z.string().max(500)).max(50)).default({}),
  /**
   * What lies there, or may by how exactly it is known; what says nothing of coordinates is not found, except inside an agreement's area, which
   * may have a name alone.
   */
  within: whereLooked.nullable().default(null),
  /** Newest in the vault first, what is called so before what mentions it; or by when it happened. */
  order: z.enum(['entered', 'happened']).default('entered'),
});
export type SearchQuery = z.infer<typeof searchQuery>;

/** A stretch of text in pieces; what was looked for is marked. */
const marked = z.array(z.strictObject({ text: z.string(), hit: z.boolean() }));

const found = {
  title: marked,
  /** Where in it the words stand, and around which; `null` where the title alone holds them or no words were given. */
  passage: z.strictObject({ field: z.string(), text: marked }).nullable(),
  /** The days on which it may have happened; `null` where nothing is known. */
  days: z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }).nullable(),
  /** In the region that was asked about, where one was: certainly, or perhaps. */
  lies: z.enum(['inside', 'perhaps']).nullable(),
};
const searchHit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('item'), seq, preview: z.boolean(), ...found }),
  z.strictObject({ kind: z.literal('incident'), id: recordId, ...found }),
  /** `takenBack`: how much of it the witness took back; null where nothing. */
  z.strictObject({
    kind: z.literal('testimony'),
    id: recordId,
    ...found,
    takenBack: z.enum(takenBackExtents).nullable(),
  }),
  ...[...enteredKinds, ...transcriptKinds].map((kind) =>
    z.strictObject({ kind: z.literal(kind), id: recordId, ...found }),
  ),
  /** A claim is read at its incident. */
  z.strictObject({ kind: z.literal('claim'), id: recordId, incident: recordId, ...found }),
]);
export type SearchHit = z.infer<typeof searchHit>;

const searchAnswer = z.strictObject({
  /** Things found, at most `mostFound`; `more` where there are more than that. */
  total: z.number().int().min(0).max(mostFound),
  more: z.boolean(),
  hits: z.array(searchHit),
  /** Of the things counted in `total`: how many have which value, commonest first. */
  facets: z.array(
    z.strictObject({
      facet: z.enum(facetNames),
      values: z.array(z.strictObject({ value: z.string(), count: z.number().int().positive() })),
    }),
  ),
  kinds: z.array(z.strictObject({ kind: z.enum(findableKinds), count: z.number().int().positive() })),
  /** What the records are called that the question and the facets name by their ids. */
  named: z.array(z.strictObject({ id: recordId, title: z.string() })),
  /** Words that were not looked for: signs alone, or too many words. */
  passedOver: z.array(z.string()),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

export const savedSearch = z.strictObject({ name: z.string().trim().min(1).max(120), query: searchQuery });
export type SavedSearch = z.infer<typeof savedSearch>;

export const searchCalls = {
  'search.query': call(
    z.strictObject({
      query: searchQuery,
      offset: z.number().int().min(0).max(mostFound).default(0),
      limit: z.number().int().min(1).max(100).default(20),
    }),
    searchAnswer,
  ),
  /** Under this name for this operator, in place of what was saved under it. No part of the ledger. */
  'search.save': call(savedSearch, nothing),
  'search.saved': call(nothing, z.array(savedSearch)),
  'search.forget': call(z.strictObject({ name: z.string().max(120) }), nothing),
} as const satisfies Calls;
