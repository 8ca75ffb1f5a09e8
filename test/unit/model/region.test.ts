/** Whether something lies where somebody looks, by how exactly it is known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxOf, type Spot, spotLies } from '../../../shared/model/region.ts';

const at = (latitude: number, longitude: number) => ({ latitude: String(latitude), longitude: String(longitude) });
const square = [at(36, 37), at(36, 38), at(37, 38), at(37, 37)] as const;
const point = (latitude: number, longitude: number, metres = 0): Spot => ({ point: at(latitude, longitude), metres });

describe('in an outline', () => {
  const inSquare = { of: { area: square }, metres: 0 };
  it('is what lies there wherever within its precision it was, and perhaps what an edge comes nearer to', () => {
    expect(spotLies(point(36.5, 37.5, 40_000), inSquare)).toBe('inside');
    expect(spotLies(point(36.5, 37.5, 50_000), inSquare)).toBe('perhaps');
    expect(spotLies(point(36.5, 38.01, 1_000), inSquare)).toBe('perhaps');
    expect(spotLies(point(36.5, 38.01, 500), inSquare)).toBeNull();
  });

  it('is no outline that a notch in it cuts into, whatever its corners say', () => {
    const notched = { of: { area: [...square, at(36.5, 37.9)] as const }, metres: 0 };
    const across: Spot = { area: [at(36.1, 37.2), at(36.9, 37.2), at(36.9, 37.95), at(36.1, 37.95)] };
    expect(spotLies(across, notched)).toBe('perhaps');
    expect(spotLies(across, inSquare)).toBe('inside');
  });
});

describe('around a place that is itself not known exactly', () => {
  it('is certain only what is near enough wherever both were', () => {
    const around = { of: point(36.2, 37.1, 300), metres: 1_000 };
    expect(spotLies(point(36.2 + 600 / 111_195, 37.1, 50), around)).toBe('inside');
    expect(spotLies(point(36.2 + 800 / 111_195, 37.1, 50), around)).toBe('perhaps');
    expect(spotLies(point(36.2 + 1_400 / 111_195, 37.1, 50), around)).toBeNull();
  });

  it('counts from the edge of an area, where no point is known', () => {
    const around = { of: { area: square }, metres: 2_000 };
    expect(spotLies(point(36.5, 38.01), around)).toBe('inside');
    expect(spotLies(point(36.5, 38.03), around)).toBeNull();
  });
});

it('nothing lies there that its degrees alone would leave out', () => {
  const degree = (most: number) => fc.integer({ min: -most * 100, max: most * 100 }).map((n) => n / 100);
  const metres = fc.integer({ min: 0, max: 40_000 });
  const spot = fc
    .tuple(degree(89), degree(180), metres)
    .map(([latitude, longitude, unsure]) => point(latitude, longitude, unsure));
  const near = fc.tuple(spot, degree(2), degree(2), metres, fc.integer({ min: 100, max: 1_000_000 }));
  fc.assert(
    fc.property(near, ([of, north, east, unsure, reach]) => {
      if (!('point' in of)) return;
      const latitude = Math.max(-90, Math.min(90, Number(of.point.latitude) + north));
      const longitude = ((Number(of.point.longitude) + east + 540) % 360) - 180;
      const other = point(latitude, longitude, unsure);
      if (spotLies(other, { of, metres: reach }) === null) return;
      const [one, two] = [boxOf(of, reach), boxOf(other)];
      expect(one.south <= two.north && one.north >= two.south && one.west <= two.east && one.east >= two.west).toBe(
        true,
      );
    }),
  );
});
