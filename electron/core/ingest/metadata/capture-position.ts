import type { CapturePosition } from '../../../../shared/model/position.ts';
import type { Refuse } from './capture-time.ts';
import { numberOf, numbersOf, type RawTags, type RawValue, textOf } from './tags.ts';

/**
 * Where a picture was made: GPSLatitude and GPSLongitude with both hemisphere references (EXIF 2.32, 4.6.6). A missing
 * reference is not taken for north or east, and an impossible value is refused with the reason.
 */
type Axis = { readonly name: 'Latitude' | 'Longitude'; readonly limit: number; readonly letters: string };

const axes: readonly Axis[] = [
  { name: 'Latitude', limit: 90, letters: 'NS' },
  { name: 'Longitude', limit: 180, letters: 'EW' },
];

/** Eight decimals are a millimetre, below what any receiver knows, and above what a 64-bit float rounds. */
function decimal(value: number, places: number): string {
  const text = value.toFixed(places);
  return text.includes('.') ? text.replace(/\.?0+$/, '').replace(/^-0$/, '0') : text;
}

const shown = (value: RawValue | undefined) => (typeof value === 'string' ? value : [...(value ?? [])].join(' '));

/** Degrees, minutes and seconds, or degrees with fractions; minutes and seconds that are absent count as 0. */
function degreesOf(parts: readonly number[]): number | 'not a number' | 'out of range' {
  const [degrees = Number.NaN, minutes = 0, seconds = 0] = parts;
  if (parts.length > 3 || ![degrees, minutes, seconds].every(Number.isFinite)) return 'not a number';
  if (degrees < 0 || minutes < 0 || minutes > 60 || seconds < 0 || seconds > 60) return 'out of range';
  return degrees + minutes / 60 + seconds / 3_600;
}

function fromExif(tags: RawTags, axis: Axis, refuse: Refuse): number | null {
  const name = `GPS:GPS${axis.name}`;
  const value = tags.get(name);
  if (value === undefined) return null;
  const reference =
    textOf(tags.get(`${name}Ref`))
      ?.trim()
      .toUpperCase()
      .charAt(0) ?? '';
  const degrees = degreesOf(numbersOf(value) ?? []);
  if (typeof degrees === 'string') refuse(name, shown(value), degrees);
  else if (degrees > axis.limit) refuse(name, shown(value), 'out of range');
  else if (reference === '' || !axis.letters.includes(reference)) refuse(name, shown(value), 'reference missing');
  else return reference === axis.letters.charAt(1) ? -degrees : degrees;
  return null;
}

/** XMP's GPSCoordinate: `DDD,MM.mmk` or `DDD,MM,SSk`, the reference within. */
function fromXmp(tags: RawTags, axis: Axis, refuse: Refuse): number | null {
  const name = `XMP-exif:GPS${axis.name}`;
  const text = textOf(tags.get(name));
  if (text === null) return null;
  const match = /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/.exec(text.trim());
  const letter = match?.[4] ?? '';
  if (match === null || !axis.letters.includes(letter)) {
    refuse(name, text, match === null ? 'not a number' : 'reference missing');
    return null;
  }
  const degrees = degreesOf([Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]);
  if (typeof degrees === 'string' || degrees > axis.limit) {
    refuse(name, text, typeof degrees === 'string' ? degrees : 'out of range');
    return null;
  }
  return letter === axis.letters.charAt(1) ? -degrees : degrees;
}

function altitude(tags: RawTags): string | null {
  const value = numberOf(tags.get('GPS:GPSAltitude'));
  if (value === null || !Number.isFinite(value) || Math.abs(value) > 100_000) return null;
  // Reference 1 is below sea level; absent means above (EXIF 2.32, tag 5, default 0).
  return decimal(numberOf(tags.get('GPS:GPSAltitudeRef')) === 1 ? -Math.abs(value) : value, 3);
}

function direction(tags: RawTags, refuse: Refuse): CapturePosition['direction'] {
  const value = numberOf(tags.get('GPS:GPSImgDirection'));
  if (value === null) return null;
  if (!(value >= 0 && value <= 360)) {
    refuse('GPS:GPSImgDirection', String(value), Number.isFinite(value) ? 'out of range' : 'not a number');
    return null;
  }
  const reference = textOf(tags.get('GPS:GPSImgDirectionRef'))?.trim().toUpperCase();
  return {
    degrees: decimal(value, 3),
    north: reference === 'T' ? 'true' : reference === 'M' ? 'magnetic' : 'unknown',
  };
}

export function derivePosition(tags: RawTags, gpsTime: string | null, refuse: Refuse): CapturePosition | null {
  const inExif = tags.has('GPS:GPSLatitude') || tags.has('GPS:GPSLongitude');
  const read = inExif ? fromExif : fromXmp;
  const group = inExif ? 'GPS' : 'XMP-exif';
  const refusals: Parameters<Refuse>[] = [];
  const [latitude = null, longitude = null] = axes.map((axis) =>
    read(tags, axis, (...refusal) => refusals.push(refusal)),
  );
  for (const refusal of refusals) refuse(...refusal);
  if (latitude === null || longitude === null) {
    // Half a position, the other half of which was not refused for a reason of its own.
    const lone = latitude !== null ? 'Latitude' : longitude !== null ? 'Longitude' : null;
    if (lone !== null && refusals.length === 0)
      refuse(`${group}:GPS${lone}`, shown(tags.get(`${group}:GPS${lone}`)), 'incomplete');
    return null;
  }
  if (latitude === 0 && longitude === 0) {
    // Receivers without a fix write zeros; nobody documents a hospital in the Gulf of Guinea.
    refuse(`${group}:GPSLatitude`, '0 0', 'zero position');
    return null;
  }
  const error = numberOf(tags.get('GPS:GPSHPositioningError'));
  return {
    latitude: decimal(latitude, 8),
    longitude: decimal(longitude, 8),
    altitude: altitude(tags),
    errorMetres: error !== null && error >= 0 && error < 1e7 ? decimal(error, 3) : null,
    direction: direction(tags, refuse),
    gpsTime,
    from: inExif
      ? ['GPS:GPSLatitude', 'GPS:GPSLatitudeRef', 'GPS:GPSLongitude', 'GPS:GPSLongitudeRef']
      : ['XMP-exif:GPSLatitude', 'XMP-exif:GPSLongitude'],
  };
}
