import type { CapturePosition } from './position.ts';
import type { CaptureTime } from './time.ts';

/**
 * Where the sun stands, after NOAA's solar calculator (gml.noaa.gov/grad/solcalc), which follows Meeus, Astronomical Algorithms, chapter 25: good to a
 * hundredth of a degree between 1900 and 2100. The sun's centre, without the air's refraction, which lifts it by half a degree at the horizon.
 */
export type SunPosition = {
  /** Degrees above the horizon; negative below it. */
  readonly elevation: number;
  /** Degrees clockwise from true north, 0 to 360. */
  readonly azimuth: number;
};

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;
const sine = (angle: number) => Math.sin(radians(angle));
const cosine = (angle: number) => Math.cos(radians(angle));
const wrapped = (value: number, turn: number) => ((value % turn) + turn) % turn;

/** Declination of the sun in degrees, and the equation of time in minutes. */
export function solarCoordinates(at: Date): { declination: number; equationOfTime: number } {
  // Julian centuries since the epoch J2000.0.
  const t = (at.getTime() / 86_400_000 + 2_440_587.5 - 2_451_545) / 36_525;
  const meanLongitude = wrapped(280.46646 + t * (36_000.76983 + t * 0.0003032), 360);
  const anomaly = 357.52911 + t * (35_999.05029 - 0.0001537 * t);
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
  const centre =
    sine(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
    sine(2 * anomaly) * (0.019993 - 0.000101 * t) +
    sine(3 * anomaly) * 0.000289;
  const node = 125.04 - 1_934.136 * t;
  const longitude = meanLongitude + centre - 0.00569 - 0.00478 * sine(node);
  const meanObliquity = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60;
  const obliquity = meanObliquity + 0.00256 * cosine(node);
  const y = Math.tan(radians(obliquity / 2)) ** 2;
  const equation =
    y * sine(2 * meanLongitude) -
    2 * eccentricity * sine(anomaly) +
    4 * eccentricity * y * sine(anomaly) * cosine(2 * meanLongitude) -
    0.5 * y * y * sine(4 * meanLongitude) -
    1.25 * eccentricity * eccentricity * sine(2 * anomaly);
  return { declination: degrees(Math.asin(sine(obliquity) * sine(longitude))), equationOfTime: 4 * degrees(equation) };
}

/** @param latitude degrees, north positive @param longitude degrees, east positive */
export function sunAt(at: Date, latitude: number, longitude: number): SunPosition {
  const { declination, equationOfTime } = solarCoordinates(at);
  const minutes = wrapped(at.getTime(), 86_400_000) / 60_000;
  const hourAngle = wrapped(minutes + equationOfTime + 4 * longitude, 1_440) / 4 - 180;
  const height = sine(latitude) * sine(declination) + cosine(latitude) * cosine(declination) * cosine(hourAngle);
  const southward = cosine(hourAngle) * sine(latitude) - Math.tan(radians(declination)) * cosine(latitude);
  return {
    elevation: degrees(Math.asin(Math.min(1, Math.max(-1, height)))),
    azimuth: wrapped(degrees(Math.atan2(sine(hourAngle), southward)) + 180, 360),
  };
}

/** The sun over a picture, and which of its clocks it was reckoned from. */
export type SunOverPicture = SunPosition & { readonly at: Date; readonly clock: 'camera' | 'gps' };

/**
 * `null` where place or instant is not known: a wall time without its offset is no instant, and no zone is made up for it. The time of GPS, which is UTC,
 * stands in for it.
 */
export function sunOver(captured: CaptureTime | null, position: CapturePosition | null): SunOverPicture | null {
  if (position === null) return null;
  const clock = captured !== null && captured.offset !== null ? 'camera' : 'gps';
  const text = clock === 'camera' ? `${captured?.wall}${captured?.offset}` : position.gpsTime;
  const at = new Date(text ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return null;
  return { ...sunAt(at, Number(position.latitude), Number(position.longitude)), at, clock };
}
