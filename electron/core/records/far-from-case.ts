import type { Conflict } from '../../../shared/model/metadata.ts';
import { type CapturePosition, place } from '../../../shared/model/position.ts';
import type { OpenVault } from '../vault/vault.ts';

/** Metres from which a picture's place is far from a case's, by how exactly that is known; of larger areas nothing follows. */
const farFrom: Readonly<Partial<Record<string, number>>> = {
  exact: 2_000,
  street: 2_000,
  neighbourhood: 5_000,
  settlement: 20_000,
};

const earthRadius = 6_371_009;

type Point = { readonly latitude: string; readonly longitude: string };

/** Metres along a great circle, by the haversine formula on a sphere: half a hundredth off at most. */
export function metresApart(a: Point, b: Point): number {
  const [latitudeA, longitudeA, latitudeB, longitudeB] = [a.latitude, a.longitude, b.latitude, b.longitude].map(
    (text) => (Number(text) * Math.PI) / 180,
  ) as [number, number, number, number];
  const half =
    Math.sin((latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin((longitudeB - longitudeA) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Cases that an item is in, whose place lies far from where its file says it was taken. Looked at anew each time: cases are corrected. */
export function farFromCases(vault: OpenVault, position: CapturePosition | null, cases: readonly string[]): Conflict[] {
  if (position === null) return [];
  const read = vault.db.prepare(
    "SELECT fields ->> '$.title' AS title, fields -> '$.place' AS place FROM record WHERE id = ?",
  );
  return cases.flatMap((id): Conflict[] => {
    const row = read.get(id) as { title: string; place: string | null } | undefined;
    const where = row?.place == null ? null : place.safeParse(JSON.parse(row.place));
    if (!where?.success || where.data.point === null) return [];
    const metres = metresApart(position, where.data.point);
    if (metres <= (farFrom[where.data.precision] ?? Number.POSITIVE_INFINITY)) return [];
    return [
      { kind: 'far from the case', values: { case: row?.title ?? '', distance: `${(metres / 1_000).toFixed(1)} km` } },
    ];
  });
}
