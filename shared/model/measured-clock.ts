import { z } from 'zod';
import type { CameraOf } from './camera-name.ts';
import type { Device } from './metadata.ts';
import type { CaptureTime } from './time.ts';

/**
 * How far a camera's clock was wrong, measured by photographing this program's page with the time on it: the QR code in the picture says
 * when it was taken by this computer's clock, the picture's own tags when by the camera's.
 */

/** The code on the page: characters of QR's alphanumeric mode (ISO/IEC 18004, table 5), UTC to the second. */
const prefix = 'SANAD CLOCK ';

export const writeClockCode = (at: Date): string => `${prefix}${at.toISOString().slice(0, 19)}Z`;

/** The instant that a code says, `YYYY-MM-DDTHH:MM:SSZ`; `null` for every other text. */
export function readClockCode(text: string): string | null {
  const [, instant] = /^SANAD CLOCK (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)$/.exec(text) ?? [];
  if (instant === undefined) return null;
  const at = Date.parse(instant);
  return !Number.isNaN(at) && writeClockCode(new Date(at)) === text ? instant : null;
}

/** The page changes each second, and a camera writes whole ones: a measurement is good to this many seconds either way. */
export const measuredWithin = 2;

const utcInstant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, '2016-04-27T19:05:00Z');
const wallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/, '2016-04-27T22:05:00');

/**
 * Fields of a `clock` record. `ahead` in seconds, negative where the camera is behind: of its instant where the camera writes an offset,
 * else of its bare wall time against UTC, in which its zone and its error can't be told apart.
 */
export const clockFields = {
  item: z.number().int().nonnegative(),
  camera: z.strictObject({ make: z.string().nullable(), model: z.string().nullable() }),
  serial: z.string().max(200).nullable(),
  shown: utcInstant,
  wall: wallTime,
  offset: z.union([z.string().regex(/^[+-]\d{2}:\d{2}$/), z.literal('Z')]).nullable(),
  ahead: z.number().int(),
} as const;
export const measuredClock = z.strictObject(clockFields);
export type MeasuredClock = z.infer<typeof measuredClock>;

const secondsOf = (text: string): number => Date.parse(text) / 1_000;

/** @param captured the camera's time for the picture of the page @param shown what the page showed in it, UTC */
export function measure(captured: CaptureTime, shown: string): Pick<MeasuredClock, 'wall' | 'offset' | 'ahead'> {
  // An offset that was inferred from GPS would hide the very error that is looked for.
  const offset = captured.offsetBasis === 'written' ? captured.offset : null;
  return { wall: captured.wall, offset, ahead: secondsOf(`${captured.wall}${offset ?? 'Z'}`) - secondsOf(shown) };
}

/**
 * Whether a measurement is about the camera of a picture: `same` by its number, `model` where either doesn't give one, `null` for another
 * camera, or one that says too little.
 */
export function sameCamera(
  measured: MeasuredClock,
  camera: CameraOf | null,
  device: Device | undefined,
): 'same' | 'model' | null {
  const said = (part: CameraOf) => [part.make, part.model].map((name) => name?.trim().toLowerCase() ?? '');
  if (camera === null || said(camera).join('') === '') return null;
  if (said(camera).join('\n') !== said(measured.camera).join('\n')) return null;
  const serial = device?.serial ?? null;
  if (serial === null || measured.serial === null) return 'model';
  return serial === measured.serial ? 'same' : null;
}

/** The instant in UTC at which a picture of that camera was taken if its clock was as wrong then; `null` where the two can't be compared. */
export function instantByClock(measured: MeasuredClock, captured: CaptureTime): string | null {
  const offset = captured.offsetBasis === 'written' ? captured.offset : null;
  if (captured.offsetBasis === 'format' || (offset === null) !== (measured.offset === null)) return null;
  return instantText(secondsOf(`${captured.wall}${offset ?? 'Z'}`) - measured.ahead);
}

/** `YYYY-MM-DDTHH:MM:SSZ` from seconds since 1970. */
export const instantText = (seconds: number): string => `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
