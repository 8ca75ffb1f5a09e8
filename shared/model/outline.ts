import { z } from 'zod';
import type { Degrees } from './distance.ts';

/**
 * The outline of an area as people write it down: a corner a line, latitude first; or GeoJSON (RFC 7946), in which longitude comes first and the
 * last corner repeats the first; or KML (OGC 12-007r2), likewise.
 */

export const mostCorners = 500;

export type OutlineFault =
  | { readonly fault: 'few' | 'many' | 'none' | 'several' }
  | { readonly fault: 'unreadable' | 'beyond'; readonly line: number };

/** Corner by corner, the last one not repeating the first. Nothing is rounded but what goes beyond nine decimals. */
export function readOutline(text: string): { readonly corners: Degrees[] } | OutlineFault {
  const read = reader(text.replace(/^\uFEFF/, '').trimStart())(text);
  if ('fault' in read) return read;
  const [first, last] = [read.corners[0], read.corners.at(-1)];
  const isClosed =
    read.corners.length > 3 && first?.latitude === last?.latitude && first?.longitude === last?.longitude;
  const corners = isClosed ? read.corners.slice(0, -1) : read.corners;
  if (corners.length < 3) return { fault: 'few' };
  return corners.length > mostCorners ? { fault: 'many' } : { corners };
}

function reader(begun: string): typeof fromLines {
  if (begun.startsWith('{')) return fromGeoJson;
  return begun.startsWith('<') ? fromKml : fromLines;
}

export const writeOutline = (corners: readonly Degrees[]): string =>
  corners.map(({ latitude, longitude }) => `${latitude}, ${longitude}`).join('\n');

/** Two numbers with whatever people put between them. */
const pair = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

function fromLines(text: string): { corners: Degrees[] } | OutlineFault {
  const corners: Degrees[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, latitude, longitude] = pair.exec(line) ?? [];
    if (latitude === undefined || longitude === undefined) return { fault: 'unreadable', line: index + 1 };
    const corner = cornerAt(Number(latitude), Number(longitude));
    if (corner === null) return { fault: 'beyond', line: index + 1 };
    corners.push(corner);
  }
  return { corners };
}

/** One point, latitude first; `null` for anything else. */
export function readPoint(text: string): Degrees | null {
  const [, latitude, longitude] = pair.exec(text) ?? [];
  return latitude === undefined || longitude === undefined ? null : cornerAt(Number(latitude), Number(longitude));
}

function cornerAt(latitude: number, longitude: number): Degrees | null {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  const written = (value: number) =>
    value
      .toFixed(9)
      .replace(/\.?0+$/, '')
      .replace(/^-0$/, '0');
  return { latitude: written(latitude), longitude: written(longitude) };
}

const ring = z.array(z.tuple([z.number(), z.number()]).rest(z.number()));
const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) });
const shape = z.union([
  polygon,
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
  z.object({ type: z.string() }),
]);
const feature = z.object({ type: z.literal('Feature'), geometry: shape.nullable() });
const geoJson = z.union([
  z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) }),
  feature,
  shape,
]);

/** Outer outlines alone: a hole in an area is not told apart here, and makes it no smaller. */
function fromGeoJson(text: string): { corners: Degrees[] } | OutlineFault {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return { fault: 'none' };
  }
  const read = geoJson.safeParse(said);
  if (!read.success) return { fault: 'none' };
  const shapes =
    'features' in read.data
      ? read.data.features.map(({ geometry }) => geometry)
      : 'geometry' in read.data
        ? [read.data.geometry]
        : [read.data];
  const rings = shapes.flatMap((each) => {
    if (each === null || !('coordinates' in each)) return [];
    return each.type === 'Polygon' ? [each.coordinates[0]] : each.coordinates.map(([outer]) => outer);
  });
  return onlyRing(rings as [number, number][][]);
}

/** Longitude first. Of several outlines none is taken: nobody said which. */
function onlyRing(rings: readonly (readonly (readonly [number, number])[])[]): { corners: Degrees[] } | OutlineFault {
  const [only] = rings;
  if (only === undefined) return { fault: 'none' };
  if (rings.length > 1) return { fault: 'several' };
  const corners: Degrees[] = [];
  for (const [index, [longitude, latitude]] of only.entries()) {
    const corner = cornerAt(latitude, longitude);
    if (corner === null) return { fault: 'beyond', line: index + 1 };
    corners.push(corner);
  }
  return { corners };
}

/**
 * The outer outlines of a KML file (OGC 12-007r2, 10.5 and 10.8): longitude, latitude and perhaps a height, with spaces between the corners.
 * Looked for by their elements' names: a file has to be searched in time that grows as it does, whatever it holds.
 */
function fromKml(text: string): { corners: Degrees[] } | OutlineFault {
  const uncommented = text
    .split('<!--')
    .map((part, index) => (index === 0 ? part : afterEnd(part)))
    .join('');
  const rings = uncommented
    .split(/<(?:[\w-]+:)?outerBoundaryIs\s*>/)
    .slice(1)
    .map((part) => /<(?:[\w-]+:)?coordinates\s*>([^<]*)/.exec(part)?.[1] ?? '')
    .map((said) => [...said.matchAll(/\S+/g)].map(([corner]) => pairOf(corner)));
  return onlyRing(rings);
}

/** What stands after a comment; nothing of one that never ends. */
const afterEnd = (part: string): string => {
  const end = part.indexOf('-->');
  return end < 0 ? '' : part.slice(end + '-->'.length);
};

/** What is no number is nowhere on Earth. */
const pairOf = (corner: string): [number, number] => {
  const [longitude = '', latitude = ''] = corner.split(',');
  const number = (said: string) => (said === '' ? Number.NaN : Number(said));
  return [number(longitude), number(latitude)];
};
