/// <reference path="./edtf.d.ts" />
import edtf from 'edtf';
import { z } from 'zod';
import { plainDays } from './day-span.ts';

/**
 * When a picture was made, as far as the file itself says. Wall time and offset are kept apart: a camera that does not
 * say which zone its clock was in leaves `offset` null, and nobody fills it in silently.
 */
export const captureTime = z.strictObject({
  /** Local wall time of the camera, `YYYY-MM-DDTHH:MM:SS`, never shifted. */
  wall: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/),
  /** Digits after the second as written, `null` when the file has none. */
  subsecond: z
    .string()
    .regex(/^\d{1,9}$/)
    .nullable(),
  /** `+HH:MM` or `Z`; `null` means unknown, which is said wherever the time is shown. */
  offset: z.union([z.string().regex(/^[+-]\d{2}:\d{2}$/), z.literal('Z')]).nullable(),
  /** How the offset is known: written by the camera, inferred from GPS time, laid down by the file's format (UTC), or not at all. */
  offsetBasis: z.enum(['written', 'gps', 'format', 'unknown']),
  /** The tags this was derived from, ExifTool's names, for example `ExifIFD:DateTimeOriginal`. */
  from: z.array(z.string()),
});
export type CaptureTime = z.infer<typeof captureTime>;

/** What was parsed before: the same few hundred stand in thousands of records, and the parser takes longer than all else of one. */
const parsed = new Map<string, boolean>();

function isEdtf(text: string): boolean {
  if (plainDays(text) !== null) return true;
  const before = parsed.get(text);
  if (before !== undefined) return before;
  const is = parses(text);
  // A long list, or a hostile one, must not make it grow for ever.
  if (parsed.size < 5_000) parsed.set(text, is);
  return is;
}

function parses(text: string): boolean {
  try {
    edtf(text);
    return true;
  } catch {
    return false;
  }
}

/** EDTF (ISO 8601-2), an interval with its uncertainty; `''` means that nothing is known. Words are kept as they were spoken. */
export const uncertainTime = z.strictObject({
  edtf: z
    .string()
    .max(120)
    .refine((text) => text === '' || isEdtf(text), {
      error: 'not EDTF',
      params: { rule: 'form', expected: 'EDTF: 2016-04-27, 2016-04-27~, 2016-04-27/2016-05-02' },
    }),
  words: z.string().max(500).default(''),
});
