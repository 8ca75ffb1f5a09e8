import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byDay, gap, justify, shapeOf, verticalNeighbour } from '../../../renderer/items/layout.ts';
import type { ItemSummary } from '../../../shared/contract.ts';

const item = (seq: number, day: string | null, width: number | null, height: number | null): ItemSummary => ({
  seq,
  name: `IMG_${seq}.JPG`,
  type: 'image/jpeg',
  size: 1,
  sha256: '0'.repeat(64),
  day,
  captured: null,
  positioned: false,
  conflicts: 0,
  width,
  height,
  seconds: null,
  pages: null,
  preview: true,
  incidents: 0,
});

const size = fc.option(fc.integer({ min: 1, max: 9000 }));
const items = fc
  .array(fc.tuple(fc.constantFrom('2016-04-27', '2016-04-28', null), size, size), { maxLength: 200 })
  .map((all) => all.map(([day, width, height], seq) => item(seq, day, width, height)));
const room = fc.integer({ min: 300, max: 2600 });
const target = 168;

const pictures = (rows: ReturnType<typeof justify>) => rows.filter((row) => row.kind === 'pictures');

describe('the gallery', () => {
  it('shows every item once, in the order of its day', () => {
    fc.assert(
      fc.property(items, room, (all, width) => {
        const shown = pictures(justify(all, width, target)).flatMap(({ cells }) => cells);
        expect(shown.map((cell) => cell.item.seq)).toEqual([...byDay(all).values()].flat().map(({ seq }) => seq));
        expect(shown.map(({ index }) => index)).toEqual(shown.map((_, place) => place));
      }),
    );
  });

  it('never makes a row wider than its room, nor higher than asked for', () => {
    fc.assert(
      fc.property(items, room, (all, width) => {
        for (const { cells, height } of pictures(justify(all, width, target))) {
          const used = cells.reduce((sum, cell) => sum + cell.width, 0) + gap * (cells.length - 1);
          expect(used).toBeLessThanOrEqual(width);
          expect(height).toBeLessThanOrEqual(target + gap);
          for (const cell of cells) expect(cell.width).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('fills every row of a day but its last to the pixel or nearly', () => {
    const rows = pictures(
      justify(
        Array.from({ length: 40 }, (_, seq) => item(seq, null, 4, 3)),
        900,
        target,
      ),
    );
    for (const { cells } of rows.slice(0, -1)) {
      const used = cells.reduce((sum, cell) => sum + cell.width, 0) + gap * (cells.length - 1);
      expect(900 - used).toBeLessThan(cells.length + 1);
    }
  });

  it('puts a day’s heading before its pictures', () => {
    const rows = justify([item(1, '2016-04-27', 4, 3), item(2, null, 4, 3)], 900, target);
    expect(rows.map((row) => (row.kind === 'day' ? row.day : row.cells.map((cell) => cell.item.seq)))).toEqual([
      '2016-04-27',
      [1],
      null,
      [2],
    ]);
  });

  it('takes a usual shape where the size is unknown, and crops extremes', () => {
    expect(shapeOf({ width: null, height: 10, preview: true })).toBeCloseTo(4 / 3);
    expect(shapeOf({ width: 10_000, height: 100, preview: true })).toBe(2.4);
    expect(shapeOf({ width: 100, height: 10_000, preview: true })).toBe(0.6);
  });
});

describe('the arrows up and down', () => {
  const rows = justify(
    Array.from({ length: 30 }, (_, seq) => item(seq, null, 4, 3)),
    900,
    target,
  );
  const [first, second] = pictures(rows);

  it('go to the nearest picture of the next row', () => {
    const from = first?.cells[1]?.index ?? -1;
    expect(verticalNeighbour(rows, from, 1)).toBe(second?.cells[1]?.index);
    expect(verticalNeighbour(rows, second?.cells[1]?.index ?? -1, -1)).toBe(from);
  });

  it('stay where they are at the ends', () => {
    expect(verticalNeighbour(rows, 0, -1)).toBe(0);
    expect(verticalNeighbour(rows, 29, 1)).toBe(29);
  });
});
