import type { CapturePosition } from '../../../../shared/model/position.ts';
import type { Refuse } from '../metadata/capture-time.ts';
import { numberOf, type RawTags, textOf } from '../metadata/tags.ts';

/**
 * Where a recording was made, as phones write it: ISO 6709 in its short form, signed, so that no reference can be missing
 * (`+36.1917+037.1500+379.000/`), with degrees, minutes and seconds told apart by the number of digits (annex H); or 3GPP's box.
 */
type Place = { readonly latitude: number; readonly longitude: number; readonly altitude: string | null };

const pattern = /^([+-])(\d{2,6})(\.\d+)?([+-])(\d{3,7})(\.\d+)?(?:([+-]\d{1,6}(?:\.\d+)?))?(?:CRS\w+)?\/?$/;

/** `DD`, `DDMM` or `DDMMSS` with a fraction of the last; longitude has one digit more. */
function degrees(sign: string, digits: string, fraction: string | undefined, degreeDigits: number): number {
  const rest = digits.slice(degreeDigits);
  const whole = Number(digits.slice(0, degreeDigits));
  const minutes = Number(rest.slice(0, 2));
  const seconds = Number(rest.slice(2));
  // Any other number of digits stands for nothing.
  if (![0, 2, 4].includes(rest.length) || minutes >= 60 || seconds >= 60) return Number.NaN;
  const last = Number(`0${fraction ?? ''}`) / 60 ** (rest.length / 2);
  const value = whole + minutes / 60 + seconds / 3_600 + last;
  return sign === '-' ? -value : value;
}

function fromIso6709(text: string): Place | null {
  const match = pattern.exec(text.trim());
  if (match === null) return null;
  const [, north = '', latitude = '', latitudeFraction, east = '', longitude = '', longitudeFraction, height] = match;
  return {
    latitude: degrees(north, latitude, latitudeFraction, 2),
    longitude: degrees(east, longitude, longitudeFraction, 3),
    altitude: height === undefined ? null : decimal(Number(height), 3),
  };
}

/** As `readLocation` tells 3GPP's box. */
function fromLocationBox(text: string): Place | null {
  const match = / Lat=(-?[\d.]+) Lon=(-?[\d.]+) Alt=(-?[\d.]+) /.exec(text);
  if (match === null) return null;
  const altitude = Number(match[3]);
  return {
    latitude: Number(match[1]),
    longitude: Number(match[2]),
    // The box has no way to leave the altitude out: 0 is what those write who don't know it.
    altitude: altitude === 0 ? null : decimal(altitude, 2),
  };
}

function decimal(value: number, places: number): string {
  return String(Number(value.toFixed(places)));
}

const sources = [
  ['Keys:GPSCoordinates', fromIso6709],
  ['UserData:GPSCoordinates', fromIso6709],
  ['ItemList:GPSCoordinates', fromIso6709],
  ['UserData:LocationInformation', fromLocationBox],
] as const;

export function deriveRecordingPosition(tags: RawTags, refuse: Refuse): CapturePosition | null {
  for (const [name, read] of sources) {
    const text = textOf(tags.get(name));
    if (text === null || text === '') continue;
    const place = read(text);
    if (place === null) refuse(name, text, 'not a number');
    else if (!(Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180)) refuse(name, text, 'out of range');
    else if (place.latitude === 0 && place.longitude === 0) refuse(name, text, 'zero position');
    else {
      const accuracy = tags.get('Keys:LocationAccuracyHorizontal');
      const metres = numberOf(accuracy) ?? Number(textOf(accuracy) ?? Number.NaN);
      return {
        latitude: decimal(place.latitude, 8),
        longitude: decimal(place.longitude, 8),
        altitude: place.altitude,
        errorMetres: metres >= 0 && metres < 1e7 ? decimal(metres, 3) : null,
        direction: null,
        gpsTime: null,
        from: [name],
      };
    }
  }
  return null;
}
