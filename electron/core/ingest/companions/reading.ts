import { z } from 'zod';
import {
  chatRead,
  companionForms,
  longestStated,
  mostStatedTags,
  statedHash,
  statedTime,
} from '../../../../shared/model/companions.ts';
import type { ReadTag } from '../../../../shared/model/metadata.ts';
import { wellFormed } from '../metadata/tags.ts';

/** What the media worker makes of a companion: which files it names, and what it says of each. */

/** Files that one companion names; what it names beyond is not looked at, and that is said. */
export const mostNamed = 100_000;
/** Bytes of a companion that is read; of longer ones nothing is. */
export const longestCompanion = 67_108_864;

/** What an entry can hold: the worker may have been taken over by what it read. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((value) => !/\p{Surrogate}/u.test(value));

/** Characters of all tags of one file, far above what these programs write and far below what an entry holds. */
const longestTags = 100_000;
const tags = z
  .array(z.strictObject({ name: text(200), value: text(longestStated) }))
  .max(mostStatedTags)
  .refine((list) => list.reduce((sum, { name, value }) => sum + name.length + value.length, 0) <= longestTags);

/** Tags within those bounds: what is beyond is left out, and the companion itself has it. */
export function statedTags(pairs: Iterable<readonly [name: string, value: string]>): ReadTag[] {
  const list: ReadTag[] = [];
  let length = 0;
  for (const [key, content] of pairs) {
    const tag = { name: stated(key).slice(0, 200), value: stated(content) };
    length += tag.name.length + tag.value.length;
    if (list.length >= mostStatedTags || length > longestTags) break;
    if (tag.name !== '' && tag.value !== '') list.push({ name: wellFormed(tag.name), value: tag.value });
  }
  return list;
}

export const namedFile = z.strictObject({
  /** `null`: the companion belongs to one file by its own name, and does not name it. */
  named: text(longestStated).nullable(),
  hashes: z.array(statedHash).max(6),
  /** In bytes, where it is stated. */
  size: z.number().int().nonnegative().nullable(),
  sent: statedTime.nullable(),
  sender: text(longestStated).nullable(),
  tags,
});
export type NamedFile = z.infer<typeof namedFile>;

export const companionReading = z.strictObject({
  form: z.enum(companionForms),
  files: z.array(namedFile).max(mostNamed),
  chat: chatRead.nullable(),
  malformed: z.number().int().nonnegative(),
  cut: z.boolean(),
});
export type CompanionReading = z.infer<typeof companionReading>;

/** A value as an entry can hold it: no lone surrogates, no NULs, not too long. */
export const stated = (value: string): string => wellFormed(value.replaceAll('\0', '').slice(0, longestStated));

export const nothingSaid = { named: null, hashes: [], size: null, sent: null, sender: null, tags: [] } as const;

/** Of one file alone. */
export const readingOfOne = (form: CompanionReading['form'], file: Partial<NamedFile>): CompanionReading => ({
  form,
  files: [{ ...nothingSaid, hashes: [], tags: [], ...file }],
  chat: null,
  malformed: 0,
  cut: false,
});
