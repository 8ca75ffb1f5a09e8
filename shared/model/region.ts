import { z } from 'zod';
import { type Degrees, metresApart, metresPerDegree, metresToOutline, spread } from './distance.ts';
import { isWithin, type Whereabouts } from './meeting.ts';
import { mostCorners } from './outline.ts';
import { point } from './position.ts';
import { recordId } from './records.ts';

const kilometres = z.number().min(0.1).max(1_000);

/** A part of the Earth that something is looked for in: so many kilometres around a point, or an outline corner by corner. */
export const region = z.union([
  z.strictObject({ around: point, kilometres }),
  z.strictObject({ area: z.array(point).min(3).max(mostCorners) }),
]);
export type Region = z.infer<typeof region>;

/** The same by what a record says: around where a facility was at the time of what is looked for, or inside an agreement's area during it. */
export const whereLooked = z.union([
  region,
  z.strictObject({ facility: recordId, kilometres }),
  z.strictObject({ agreement: recordId }),
]);
export type WhereLooked = z.infer<typeof whereLooked>;

/** `inside`: wherever within its precision it was. `perhaps`: it may have been. */
export type Lies = 'inside' | 'perhaps';

/** Of a point that somebody gave for a place known no better than by a district or more, in metres. */
const districtSpread = 20_000;

/** Where something is, as far as coordinates say: a point that may be so many metres off, or an outline. */
export type Spot =
  | { readonly point: Degrees; readonly metres: number }
  | { readonly area: readonly [Degrees, ...Degrees[]] };

/** `null` for a place that says nothing of coordinates: names are for words to find. */
export function spotOf({ area, point: at, precision }: Whereabouts): Spot | null {
  if (at !== null) return { point: at, metres: spread[precision] ?? districtSpread };
  const [first, ...others] = area ?? [];
  return first === undefined ? null : { area: [first, ...others] };
}

/** What is looked around: a spot that is known no better than it is, and how many metres beyond it. */
export interface Surroundings {
  readonly of: Spot;
  readonly metres: number;
}

export const surroundingsOf = (within: Region): Surroundings => {
  if ('around' in within) return { of: { point: within.around, metres: 0 }, metres: within.kilometres * 1_000 };
  const [first, ...others] = within.area as [Degrees, ...Degrees[]];
  return { of: { area: [first, ...others] }, metres: 0 };
};

/** Metres from a point to a spot, negative as deep as it lies inside an outline. */
const distance = (from: Degrees, to: Spot): number => {
  if ('point' in to) return metresApart(from, to.point);
  const metres = metresToOutline(from, to.area);
  return isWithin(from, to.area) ? -metres : metres;
};

const unsureOf = (spot: Spot): number => ('point' in spot ? spot.metres : 0);

/** Where a spot lies to what is looked around; `null` where it lies outside. */
export function spotLies(spot: Spot, { of, metres }: Surroundings): Lies | null {
  const unsure = unsureOf(spot) + unsureOf(of);
  const beyond = ('point' in spot ? [spot.point] : spot.area).map((at) => distance(at, of) - metres);
  // All corners inside an outline say little where a corner of that lies between them.
  const isNotched = 'area' in spot && 'area' in of && of.area.some((corner) => isWithin(corner, spot.area));
  if (!isNotched && beyond.every((each) => each + unsure <= 0)) return 'inside';
  if (beyond.some((each) => each - unsure <= 0)) return 'perhaps';
  // An outline can also reach over what is looked around without a corner near it.
  if ('point' in spot) return null;
  const reaches = 'point' in of ? [of.point] : of.area;
  return reaches.some((at) => distance(at, spot) <= metres + unsure) ? 'perhaps' : null;
}

/** Degrees in which everything of something lies: what is apart from it need not be looked at closer. */
export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** With so many metres around it. Beside a pole and across the 180th meridian it goes all round. */
export function boxOf(spot: Spot, metres = 0): Box {
  const corners = 'point' in spot ? [spot.point] : spot.area;
  const latitudes = corners.map(({ latitude }) => Number(latitude));
  const longitudes = corners.map(({ longitude }) => Number(longitude));
  // A little more than is wanted, so that no rounding leaves out what lies on the edge.
  const high = ((unsureOf(spot) + metres) * 1.01) / metresPerDegree;
  const [south, north] = [Math.min(...latitudes) - high, Math.max(...latitudes) + high];
  const across = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  const wide = across <= 0.01 ? 360 : high / across;
  const [west, east] = [Math.min(...longitudes) - wide, Math.max(...longitudes) + wide];
  return west < -180 || east > 180 ? { south, north, west: -180, east: 180 } : { south, north, west, east };
}
