import { z } from 'zod';

/** A decimal degree as text, so that no digit is invented by a float: sign, up to 3 digits, up to 9 decimals. */
const degrees = z.string().regex(/^-?\d{1,3}(\.\d{1,9})?$/, '36.20343');

/** Where a picture says it was made. Exists only where both hemisphere references are present and both values possible. */
export const capturePosition = z.strictObject({
  latitude: degrees,
  longitude: degrees,
  /** Metres above (or, negative, below) sea level, as text. */
  altitude: z.string().nullable(),
  /** Horizontal error in metres as the device states it (GPSHPositioningError), as text. */
  errorMetres: z.string().nullable(),
  /** Direction of view in degrees, as text, with its reference: true or magnetic north, or not said. */
  direction: z.strictObject({ degrees: z.string(), north: z.enum(['true', 'magnetic', 'unknown']) }).nullable(),
  /** GPS date and time in UTC, `YYYY-MM-DDTHH:MM:SSZ`, when the file has it. */
  gpsTime: z.string().nullable(),
  from: z.array(z.string()),
});
export type CapturePosition = z.infer<typeof capturePosition>;

/** How exactly a place is known. Never a made-up centroid: an area stays an area. */
export const precisionClasses = [
  'exact',
  'street',
  'neighbourhood',
  'settlement',
  'district',
  'governorate',
  'country',
  'unknown',
] as const;

/** A point that a person entered; degrees that are none on Earth are refused. */
export const point = z.strictObject({
  latitude: degrees.refine((text) => Math.abs(Number(text)) <= 90, 'beyond 90 degrees'),
  longitude: degrees.refine((text) => Math.abs(Number(text)) <= 180, 'beyond 180 degrees'),
});

const placeOf = <P extends z.ZodType>(where: P) =>
  z.strictObject({
    /** The name as people there say it. */
    name: z.string().trim().max(300),
    precision: z.enum(precisionClasses),
    /** `null` unless a person entered coordinates. */
    point: where.nullable(),
    /** What the place lies in, the nearest first: district, governorate, country. Never worked out from a map. */
    within: z.array(z.string().trim().min(1).max(200)).max(10).optional(),
    /** The outline of an area, corner by corner, the last one joined to the first. */
    area: z.array(point).min(3).max(500).optional(),
  });

export const place = placeOf(point);
export type Place = z.infer<typeof place>;

/** A place as older versions recorded it, which let impossible degrees through: it stays readable. */
export const recordedPlace = placeOf(z.strictObject({ latitude: degrees, longitude: degrees }));
