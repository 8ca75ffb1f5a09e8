import { z } from 'zod';
import { type Degrees, metresApart, spread } from './distance.ts';
import { isWithin, type Whereabouts } from './meeting.ts';
import { mostCorners } from './outline.ts';
import { point } from './position.ts';

/** A part of the Earth that something is looked for in: so many kilometres around a point, or an outline corner by corner. */
export const region = z.union([
  z.strictObject({ around: point, kilometres: z.number().min(0.1).max(1_000) }),
  z.strictObject({ area: z.array(point).min(3).max(mostCorners) }),
]);
export type Region = z.infer<typeof region>;

/** `inside`: wherever within its precision it was. `perhaps`: it may have been. */
export type Lies = 'inside' | 'perhaps';

/** Of a point that somebody gave for a place known no better than by a district or more, in metres. */
const districtSpread = 20_000;
const metresPerDegree = 111_195;

/** Eight points around one, so far away: what a place that is known no better may have been. */
function around({ latitude, longitude }: Degrees, metres: number): Degrees[] {
  const across = Math.max(0.01, Math.cos((Number(latitude) * Math.PI) / 180));
  return Array.from({ length: 8 }, (_, eighth) => {
    const angle = (eighth * Math.PI) / 4;
    const north = Number(latitude) + (Math.cos(angle) * metres) / metresPerDegree;
    const east = Number(longitude) + (Math.sin(angle) * metres) / metresPerDegree / across;
    return { latitude: String(north), longitude: String(east) };
  });
}

function pointLies(at: Degrees, unsure: number, within: Region): Lies | null {
  if ('around' in within) {
    const [metres, most] = [metresApart(at, within.around), within.kilometres * 1_000];
    if (metres + unsure <= most) return 'inside';
    return metres - unsure <= most ? 'perhaps' : null;
  }
  const { area } = within;
  const circle = unsure === 0 ? [] : around(at, unsure);
  const inside = [at, ...circle].map((each) => isWithin(each, area));
  if (inside.every((each) => each)) return 'inside';
  const isReached = area.some((corner) => metresApart(corner, at) <= unsure);
  return inside.includes(true) || isReached ? 'perhaps' : null;
}

/** Where a place lies to a region; `null` where it lies outside, or says nothing of coordinates: names are for words to find. */
export function placeLies(place: Whereabouts, within: Region): Lies | null {
  const { area, point: at, precision } = place;
  if (at !== null) return pointLies(at, spread[precision] ?? districtSpread, within);
  if (area === undefined || area.length === 0) return null;
  const corners = area.map((corner) => pointLies(corner, 0, within));
  if (corners.every((each) => each === 'inside')) return 'inside';
  const reaches = 'around' in within ? [within.around] : within.area;
  return corners.some((each) => each !== null) || reaches.some((each) => isWithin(each, area)) ? 'perhaps' : null;
}

/** @param error metres, as the device states them */
export const positionLies = (at: Degrees, error: number, within: Region): Lies | null => pointLies(at, error, within);
