import { z } from 'zod';
import { likenessBits } from '../../../shared/model/entries.ts';
import { metadata } from '../../../shared/model/metadata.ts';
import { companionReading } from './companions/reading.ts';
import { longestPart } from './part-limits.ts';

/**
 * What passes between core and the media worker. The worker decodes hostile bytes and may have been taken over by them,
 * so what comes back is parsed like anything else from outside. The request names no file: a worker knows bytes alone.
 *
 * Pictures and documents are sent whole (`bytes`). Of a recording, which may be larger than any memory, the worker is told the
 * `size` and asks for the parts that its parser wants to see.
 */
export type MediaRequest = {
  readonly id: number;
  readonly type: string;
  readonly wants: {
    readonly metadata: boolean;
    readonly preview: boolean;
    readonly codes: boolean;
    readonly companion: boolean;
  };
} & ({ readonly bytes: Uint8Array } | { readonly size: number });

/** The answer to one `part` that a worker asked for; `bytes` is `null` where it could not be read. */
export type MediaPart = {
  readonly part: number;
  readonly id: number;
  readonly bytes: Uint8Array | null;
};

/** Bytes; a view of 1,800 by 1,800 pixels takes a tenth of this. */
const longestPreview = 16_777_216;

const picture = z.strictObject({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= longestPreview),
  width: z.number().int().min(1).max(4_096),
  height: z.number().int().min(1).max(4_096),
});

export const previews = z.strictObject({
  thumb: picture,
  view: picture,
  tool: z.string().max(60),
  likeness: likenessBits.optional(),
});
export type PreviewsMade = z.infer<typeof previews>;

/** Characters of one file's metadata, all in all: what an entry can hold, far above what is ever read. */
const longestMetadata = 700_000;

/** What an entry can hold: canonical JSON has no lone surrogates, and a disclosure is at most 1 MiB. */
const fitsAnEntry = (value: unknown) => {
  const text = JSON.stringify(value);
  // JSON.stringify writes a lone surrogate as an escape.
  return text.length <= longestMetadata && !/(^|[^\\])(\\\\)*\\ud[89a-f]/.test(text);
};

const metadataProblem = z.strictObject({ problem: z.enum(['METADATA_UNREADABLE']) });
const previewProblem = z.strictObject({
  problem: z.enum(['PREVIEW_UNSUPPORTED', 'PREVIEW_FAILED', 'PREVIEW_TOO_LARGE']),
});

/** Digits in the largest QR code (ISO/IEC 18004, table 7); bytes are fewer. */
const longestCode = 7_089;
/** Of one picture: a page of them, photographed. */
export const MOST_CODES = 64;

const codes = z
  .array(z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= longestCode))
  .min(1)
  .max(MOST_CODES);
const codesProblem = z.strictObject({
  problem: z.enum(['PICTURE_UNREADABLE', 'PICTURE_TOO_LARGE', 'QR_NOT_FOUND']),
});

export const mediaReply = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('ready') }),
  z.strictObject({
    about: z.literal('part'),
    id: z.number().int(),
    part: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative(),
    length: z.number().int().min(1).max(longestPart),
  }),
  z.strictObject({
    about: z.literal('metadata'),
    id: z.number().int(),
    outcome: z.union([z.strictObject({ metadata: metadata.refine(fitsAnEntry) }), metadataProblem]),
  }),
  z.strictObject({
    about: z.literal('preview'),
    id: z.number().int(),
    outcome: z.union([z.strictObject({ previews }), previewProblem]),
  }),
  z.strictObject({
    about: z.literal('codes'),
    id: z.number().int(),
    outcome: z.union([z.strictObject({ codes }), codesProblem]),
  }),
  z.strictObject({
    about: z.literal('companion'),
    id: z.number().int(),
    /** `null`: a text that says nothing of other files. */
    outcome: z.union([
      z.strictObject({ reading: companionReading.nullable() }),
      z.strictObject({ problem: z.literal('COMPANION_UNREADABLE') }),
    ]),
  }),
]);
export type MediaReply = z.infer<typeof mediaReply>;
