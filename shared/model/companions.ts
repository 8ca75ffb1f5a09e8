import { z } from 'zod';
import { readTag } from './metadata.ts';

/**
 * Companions: files that come beside others and say something of them: lists of hashes, sidecars, proofs, exports of chats. What they
 * say is their word, kept apart from what the files say of themselves and never put in its place.
 */
export const companionForms = [
  /** Lines of `sha256sum`, `md5sum` and their relatives (GNU coreutils 9), with or without BSD's `SHA256 (name) = …`. */
  'hash list',
  /** `hashdeep` 4: a header, columns, commas. */
  'hashdeep',
  /** A manifest of a BagIt bag (RFC 8493). */
  'bagit manifest',
  /** `….proof.csv`, `….proof.json` of ProofMode. */
  'proofmode',
  /** The metadata CSV of Tella. */
  'tella',
  /** The JSON beside a picture of Google Takeout. */
  'takeout',
  /** An XMP packet in a file of its own (ISO 16684-1). */
  'xmp',
  /** A detached OpenPGP signature (RFC 9580, ASCII armour). */
  'signature',
  /** The text of a chat that WhatsApp exported. */
  'whatsapp',
  /** `result.json` of Telegram Desktop. */
  'telegram',
  /** `main.jsonl` of Signal Desktop's plain export. */
  'signal',
  /** `data.json` of the program signal-export. */
  'signal-export',
] as const;
export type CompanionForm = (typeof companionForms)[number];

/** Forms that name many files. */
export const listForms: readonly CompanionForm[] = ['hash list', 'hashdeep', 'bagit manifest'];
export const chatForms: readonly CompanionForm[] = ['whatsapp', 'telegram', 'signal', 'signal-export'];

/** Algorithms that lists of hashes are written in. */
export const hashAlgorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** Two files with one such hash can be made on purpose (RFC 6151 for MD5, RFC 6194 and SHAttered for SHA-1). */
export const weakAlgorithms: readonly HashAlgorithm[] = ['md5', 'sha1'];

/** By what a file was found to be meant: keys of `companion.rule.<rule>`. */
export const attachingRules = [
  'path stated',
  'path from another root',
  'hash stated',
  'hash in name',
  'name and extension',
  'name without extension',
  'name cut short',
  'name with number',
  'title stated',
  'named in message',
  'same folder',
] as const;
export type AttachingRule = (typeof attachingRules)[number];

/** What comparing a stated hash with the archived file gave; `not listed`: the list is of this folder and has no line for the file. */
export const hashAnswers = ['same', 'differs', 'not listed'] as const;

/** `about.<n>` of a companion's record: which item, and what does not point to a person. */
export const aboutFile = z.strictObject({
  item: z.number().int().nonnegative(),
  rule: z.enum(attachingRules),
  answer: z.enum(hashAnswers).nullable(),
  algorithms: z.array(z.enum(hashAlgorithms)).max(hashAlgorithms.length),
});
export type AboutFile = z.infer<typeof aboutFile>;

/** When a message was sent, as an export writes it. `wall` is `null` where day and month could be either; `offset` where no zone is stated. */
export const statedTime = z.strictObject({
  text: z.string().max(100),
  wall: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/)
    .nullable(),
  offset: z.union([z.string().regex(/^[+-]\d{2}:\d{2}$/), z.literal('Z')]).nullable(),
});
export type StatedTime = z.infer<typeof statedTime>;

export const statedHash = z.strictObject({
  algorithm: z.enum(hashAlgorithms),
  value: z.string().regex(/^[0-9a-f]{32,128}$/),
});

/** Characters of one value that a companion states; what is longer is cut, and the companion itself has all of it. */
export const longestStated = 2_000;
export const mostStatedTags = 200;

/** `says.<n>`: what the companion states of `about.<n>`: names, senders, places, devices. */
export const saidOfFile = z.strictObject({
  /** The name or path under which the companion has the file. */
  named: z.string().max(longestStated).nullable(),
  /** Only where the file's own hash is another. */
  hashes: z.array(statedHash).max(hashAlgorithms.length),
  sent: statedTime.nullable(),
  sender: z.string().max(longestStated).nullable(),
  tags: z.array(readTag).max(mostStatedTags),
});
export type SaidOfFile = z.infer<typeof saidOfFile>;

/** In which order an export writes day and month, as far as its own dates show; `stated`: by a standard form. */
export const dateOrders = ['day first', 'month first', 'year first', 'ambiguous', 'stated'] as const;

export const chatRead = z.strictObject({
  messages: z.number().int().nonnegative(),
  first: statedTime.nullable(),
  last: statedTime.nullable(),
  dates: z.enum(dateOrders),
  /** Messages in whose place the export says that it left a file out. */
  leftOut: z.number().int().nonnegative(),
});
export type ChatRead = z.infer<typeof chatRead>;

/**
 * Messages that WhatsApp's own export has at most, the newest of a chat, with its files and without them. It says of none what it cut
 * off (WhatsApp's help, "How to export your chat history"; "about" there, hence the hundredth).
 */
const exportedAtMost = { withFiles: 10_000, withoutFiles: 40_000 } as const;
const aHundredth = 0.01;

/** Whether a chat has as many messages as its program exports at most, so that the earlier ones may have been cut off. */
export function mayLackEarlier(form: CompanionForm, { messages }: ChatRead, { named }: CompanionCounts): boolean {
  const most = named > 0 ? exportedAtMost.withFiles : exportedAtMost.withoutFiles;
  // Many more: a version, or another program, that has no such limit.
  return form === 'whatsapp' && Math.abs(messages - most) <= most * aHundredth;
}

/** How many files a companion names, and what became of them. */
export const companionCounts = z.strictObject({
  named: z.number().int().nonnegative(),
  found: z.number().int().nonnegative(),
  same: z.number().int().nonnegative(),
  differs: z.number().int().nonnegative(),
  absent: z.number().int().nonnegative(),
  notListed: z.number().int().nonnegative(),
  /** Lines that are not in the form. */
  malformed: z.number().int().nonnegative(),
});
export type CompanionCounts = z.infer<typeof companionCounts>;

/**
 * `record` of kind `companion`, beside `kind`, `id`, `item` (the companion itself), `about.<n>`, `says.<n>` and `absent.<n>`, a name
 * that it has and the source has not. Where there are more of these than one entry takes, amendments add the rest.
 */
export const companionFields = {
  form: z.enum(companionForms),
  acquisition: z.number().int().nonnegative(),
  /** What read it, with its version. */
  parsers: z.array(z.string()),
  counts: companionCounts,
  chat: chatRead,
  /** True where it names more files than were looked at. */
  cut: z.boolean(),
} as const;

/** When, where and with what, in the names that ProofMode, Tella, Takeout and XMP have for it. */
const telling = /time|date|generated|created|latitude|longitude|altitude|make$|model|manufacturer|hardware|deviceid/i;
const mostTelling = 8;

/** What of a companion's statements is shown before all of them are asked for. */
export const tellingTags = (tags: SaidOfFile['tags']): SaidOfFile['tags'] =>
  tags.filter(({ name }) => telling.test(name)).slice(0, mostTelling);

/** As people write them: `MD5`, `SHA-256`. */
export const algorithmsShown = (algorithms: readonly HashAlgorithm[]): string =>
  algorithms.map((algorithm) => algorithm.toUpperCase().replace('SHA', 'SHA-')).join(', ');

/** Whether only such algorithms were compared as two different files can be made to share. */
export const isWeaklyCompared = (algorithms: readonly HashAlgorithm[]): boolean =>
  algorithms.length > 0 && algorithms.every((algorithm) => weakAlgorithms.includes(algorithm));

/** The counts that say something, in the order in which they are told. */
export function tellingCounts(counts: CompanionCounts): (keyof CompanionCounts)[] {
  const order = ['named', 'found', 'same', 'differs', 'absent', 'notListed', 'malformed'] as const;
  return order.filter((name) => counts[name] > 0 && !(name === 'found' && counts.found === counts.named));
}
