/** Groups by time and place: exactly the parts that hang together, whatever order the points come in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Clusters, type Point } from '../../../electron/core/proposals/clusters.ts';
import { metresApart } from '../../../shared/model/distance.ts';

const reach = { seconds: 3_600, metres: 300 };

/** Near one another often enough, in the middle of a country, at a pole and on the 180th meridian. */
const middles = [
  [36.2, 37.15],
  [-33.9, 151.2],
  [89.999, 10],
  [0, 179.999],
] as const;
const point = fc
  .record({
    middle: fc.constantFrom(...middles),
    north: fc.integer({ min: -90, max: 90 }),
    east: fc.integer({ min: -90, max: 90 }),
    seconds: fc.integer({ min: -20_000, max: 20_000 }),
  })
  .map(({ middle, north, east, seconds }) => {
    const latitude = Math.min(90, middle[0] + north / 10_000);
    const turned = middle[1] + east / 10_000;
    return {
      latitude: latitude.toFixed(4),
      longitude: (turned > 180 ? turned - 360 : turned).toFixed(4),
      seconds: 1_461_700_000 + seconds,
    };
  });
const points = fc
  .array(point, { maxLength: 60 })
  .map((all): Point[] => all.map((each, index) => ({ ...each, seq: index })));

function grouped(all: readonly Point[]): number[][] {
  const clusters = new Clusters(reach);
  for (const each of all) clusters.add(each);
  return clusters.groups().map((group) => group.map(({ seq }) => seq));
}

/** By looking at every pair. */
function byPairs(all: readonly Point[]): Map<number, number> {
  const group = new Map(all.map(({ seq }) => [seq, seq]));
  const belong = (a: Point, b: Point) =>
    Math.abs(a.seconds - b.seconds) <= reach.seconds && metresApart(a, b) <= reach.metres;
  for (const a of all)
    for (const b of all) {
      if (!belong(a, b) || group.get(a.seq) === group.get(b.seq)) continue;
      const [kept, given] = [group.get(a.seq) as number, group.get(b.seq) as number];
      for (const [seq, of] of group) if (of === given) group.set(seq, kept);
    }
  return group;
}

test('two are in one group exactly where a chain of near pairs leads from one to the other', () => {
  fc.assert(
    fc.property(points, (all) => {
      const expected = byPairs(all);
      const found = grouped(all);
      expect(found.flat().sort((a, b) => a - b)).toEqual(all.map(({ seq }) => seq));
      for (const group of found) expect(new Set(group.map((seq) => expected.get(seq))).size).toBe(1);
      expect(found.length).toBe(new Set(expected.values()).size);
    }),
  );
});

test('the groups and their order are the same whichever way round the points come', () => {
  fc.assert(
    fc.property(
      points.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(grouped(shuffled)).toEqual(grouped(all));
      },
    ),
  );
});

test('points that are added after the groups were asked for join them as if they had been there', () => {
  fc.assert(
    fc.property(points, fc.nat(60), (all, first) => {
      const clusters = new Clusters(reach);
      for (const each of all.slice(0, first)) clusters.add(each);
      clusters.groups();
      for (const each of all.slice(first)) clusters.add(each);
      expect(clusters.groups().map((group) => group.map(({ seq }) => seq))).toEqual(grouped(all));
    }),
  );
});
