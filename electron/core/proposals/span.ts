import { type Degrees, metresApart } from '../../../shared/model/distance.ts';
import type { Place } from '../../../shared/model/position.ts';
import type { Moment } from './moments.ts';

/** When and where several items were made, as intervals and areas: never a middle that nobody was at. */

const minute = 60;
const wallOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 16);

const secondsOfOffset = (offset: string): number => {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * minute);
};

/**
 * From the first to the last as EDTF, rounded outwards to minutes; in the one offset that those which state a local one share, else in UTC. Wall
 * clocks without a zone stay without.
 */
export function intervalOf(moments: readonly Moment[]): string {
  const known = moments.every(({ instant }) => instant !== null);
  const offsets = new Set(moments.flatMap(({ offset }) => (offset === null || offset === 'Z' ? [] : [offset])));
  const offset = offsets.size === 1 ? ([...offsets][0] ?? 'Z') : 'Z';
  const shift = known ? secondsOfOffset(offset) : 0;
  const seconds = moments.map(({ instant, wall }) => (known && instant !== null ? instant : wall) + shift);
  const zone = known ? `:00${offset}` : '';
  const from = Math.floor(Math.min(...bounds(seconds)) / minute) * minute;
  const to = Math.ceil(Math.max(...bounds(seconds)) / minute) * minute;
  const [first, last] = [wallOf(from), wallOf(to)];
  return from === to ? `${first}${zone}` : `${first}${zone}/${last}${zone}`;
}

/** The least and the greatest, for lists too long to be arguments. */
const bounds = (values: readonly number[]): [number, number] => [
  values.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY),
  values.reduce((most, each) => Math.max(most, each), Number.NEGATIVE_INFINITY),
];

/** An outline is drawn on lines a thousandth of a degree apart, about a hundred metres: no corner of it is where anybody stood. */
const lines = 1_000;

/** Which class an area of that many metres across is called by. */
const classes: readonly (readonly [number, Place['precision']])[] = [
  [1_000, 'street'],
  [5_000, 'neighbourhood'],
  [20_000, 'settlement'],
];

/**
 * The area around all of them, and how far apart the outermost are in metres along its diagonal. No area where there are no places, or where they
 * lie on both sides of the 180th meridian.
 */
export function outlineOf(places: readonly Degrees[]): { place: Place; across: number } {
  const nowhere = { place: { name: '', precision: 'unknown', point: null } as Place, across: 0 };
  if (places.length === 0) return nowhere;
  const [south, north] = bounds(places.map(({ latitude }) => Number(latitude)));
  const [west, east] = bounds(places.map(({ longitude }) => Number(longitude)));
  if (east - west > 180) return nowhere;
  const across = metresApart(degrees(south, west), degrees(north, east));
  const down = (value: number) => Math.floor(value * lines) / lines;
  const up = (value: number) => (Math.floor(value * lines) + 1) / lines;
  const corner = (latitude: number, longitude: number) =>
    degrees(Math.max(-90, Math.min(90, latitude)), Math.max(-180, Math.min(180, longitude)));
  const [bottom, top, left, right] = [down(south), up(north), down(west), up(east)];
  const area = [corner(bottom, left), corner(bottom, right), corner(top, right), corner(top, left)];
  const precision = classes.find(([most]) => across <= most)?.[1] ?? 'district';
  return { place: { name: '', precision, point: null, area }, across: Math.round(across) };
}

const degrees = (latitude: number, longitude: number): Degrees => ({
  latitude: latitude.toFixed(3),
  longitude: longitude.toFixed(3),
});
