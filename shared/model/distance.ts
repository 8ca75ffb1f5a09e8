/** Degrees as text, as everywhere in entries. */
export interface Degrees {
  readonly latitude: string;
  readonly longitude: string;
}

/** Mean radius of the Earth in metres (IUGG). */
const earthRadius = 6_371_009;

/** Metres along a great circle, by the haversine formula on a sphere: half a hundredth off at most. */
export function metresApart(a: Degrees, b: Degrees): number {
  const [latitudeA, longitudeA, latitudeB, longitudeB] = [a.latitude, a.longitude, b.latitude, b.longitude].map(
    (text) => (Number(text) * Math.PI) / 180,
  ) as [number, number, number, number];
  const half =
    Math.sin((latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin((longitudeB - longitudeA) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Of latitude, everywhere; of longitude at the equator. */
export const metresPerDegree = (earthRadius * Math.PI) / 180;

/**
 * Metres to the nearest point of an outline's edges, on a plane that touches the Earth at `from`: for areas of some hundred kilometres, and
 * none across the 180th meridian.
 */
export function metresToOutline(from: Degrees, outline: readonly Degrees[]): number {
  const [latitude, longitude] = [Number(from.latitude), Number(from.longitude)];
  const across = Math.cos((latitude * Math.PI) / 180);
  const flat = (corner: Degrees): [number, number] => [
    (Number(corner.longitude) - longitude) * across * metresPerDegree,
    (Number(corner.latitude) - latitude) * metresPerDegree,
  ];
  let nearest = Number.POSITIVE_INFINITY;
  const last = outline.at(-1);
  let [ax, ay] = last === undefined ? [0, 0] : flat(last);
  for (const corner of outline) {
    const [bx, by] = flat(corner);
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
    nearest = Math.min(nearest, Math.hypot(ax + along * dx, ay + along * dy));
    [ax, ay] = [bx, by];
  }
  return nearest;
}

/** The eight directions in which one thing lies from another, clockwise from north. */
export const directions = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
export type Direction = (typeof directions)[number];

/** In which direction one sets out from `a` to reach `b` by the shortest way (initial bearing of the great circle). */
export function directionOf(a: Degrees, b: Degrees): Direction {
  const [latitudeA, longitudeA, latitudeB, longitudeB] = [a.latitude, a.longitude, b.latitude, b.longitude].map(
    (text) => (Number(text) * Math.PI) / 180,
  ) as [number, number, number, number];
  const east = Math.sin(longitudeB - longitudeA) * Math.cos(latitudeB);
  const north =
    Math.cos(latitudeA) * Math.sin(latitudeB) -
    Math.sin(latitudeA) * Math.cos(latitudeB) * Math.cos(longitudeB - longitudeA);
  const eighths = Math.round((Math.atan2(east, north) / Math.PI) * 4);
  return directions[(eighths + 8) % 8] as Direction;
}

/** How far from its point a place may still lie, in metres, by how exactly it is known; of larger areas nothing follows. */
export const reach: Readonly<Partial<Record<string, number>>> = {
  exact: 2_000,
  street: 2_000,
  neighbourhood: 5_000,
  settlement: 20_000,
};

/**
 * By how much a point that somebody entered may miss what it stands for, in metres, by how exactly it is known: what is said beside a distance.
 * Tighter than `reach`, which is for saying that two places can't be one.
 */
export const spread: Readonly<Partial<Record<string, number>>> = {
  exact: 50,
  street: 300,
  neighbourhood: 2_000,
  settlement: 10_000,
};
