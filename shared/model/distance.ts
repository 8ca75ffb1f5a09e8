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

/** How far from its point a place may still lie, in metres, by how exactly it is known; of larger areas nothing follows. */
export const reach: Readonly<Partial<Record<string, number>>> = {
  exact: 2_000,
  street: 2_000,
  neighbourhood: 5_000,
  settlement: 20_000,
};
