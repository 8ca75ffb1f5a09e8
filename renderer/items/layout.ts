import type { ItemSummary } from '../../shared/contract.ts';

/** A day's heading or a row of pictures, from top to bottom. Heights and widths in CSS pixels. */
export type GalleryRow =
  | {
      readonly kind: 'day';
      readonly day: string | null;
      readonly items: readonly ItemSummary[];
      readonly height: number;
    }
  | { readonly kind: 'pictures'; readonly cells: readonly GalleryCell[]; readonly height: number };

export interface GalleryCell {
  readonly item: ItemSummary;
  /** Place in the whole gallery, from 0. */
  readonly index: number;
  readonly width: number;
}

export const gap = 6;
const dayHeight = 44;

/** Very wide and very tall pictures are cropped in the grid, so that one does not take a row's or a column's whole room. */
const narrowest = 0.6;
const widest = 2.4;
const usual = 4 / 3;

/** What has no picture to show is told by an icon and words, which need a tile of the usual shape. */
export function shapeOf({ width, height, preview }: Pick<ItemSummary, 'width' | 'height' | 'preview'>): number {
  if (!preview || width === null || height === null || width <= 0 || height <= 0) return usual;
  return Math.min(widest, Math.max(narrowest, width / height));
}

/** Items by day in the order in which days first appear. */
export function byDay(items: readonly ItemSummary[]): Map<string | null, ItemSummary[]> {
  const days = new Map<string | null, ItemSummary[]>();
  for (const item of items) {
    const day = days.get(item.day);
    if (day) day.push(item);
    else days.set(item.day, [item]);
  }
  return days;
}

/**
 * Rows that fill `width` exactly, each about `target` high, the last of a day left open. Greedy: a row is closed as soon as
 * it would be lower than `target`.
 */
export function justify(items: readonly ItemSummary[], width: number, target: number): GalleryRow[] {
  const rows: GalleryRow[] = [];
  let index = 0;
  for (const [day, ofDay] of byDay(items)) {
    rows.push({ kind: 'day', day, items: ofDay, height: dayHeight });
    let row: ItemSummary[] = [];
    let shapes = 0;
    const close = (full: boolean) => {
      const free = width - gap * (row.length - 1);
      const height = full ? free / shapes : Math.min(target, free / shapes);
      const cells = row.map((item) => ({ item, index: index++, width: Math.floor(shapeOf(item) * height) }));
      rows.push({ kind: 'pictures', cells, height: Math.floor(height) + gap });
      row = [];
      shapes = 0;
    };
    for (const item of ofDay) {
      row.push(item);
      shapes += shapeOf(item);
      if ((width - gap * (row.length - 1)) / shapes <= target) close(true);
    }
    if (row.length > 0) close(false);
  }
  return rows;
}

/** The cell that lies above or below another: in the next row of pictures, the one whose middle is nearest. */
export function verticalNeighbour(rows: readonly GalleryRow[], index: number, step: 1 | -1): number {
  const pictures = rows.filter((row) => row.kind === 'pictures');
  const at = pictures.findIndex(({ cells }) => cells.some((cell) => cell.index === index));
  const here = pictures[at];
  const there = pictures[at + step];
  if (here === undefined || there === undefined) return index;
  const middles = (row: typeof here) => {
    let x = 0;
    return row.cells.map((cell) => {
      const middle = x + cell.width / 2;
      x += cell.width + gap;
      return { index: cell.index, middle };
    });
  };
  const from = middles(here).find((cell) => cell.index === index)?.middle ?? 0;
  const nearest = middles(there).reduce((best, cell) =>
    Math.abs(cell.middle - from) < Math.abs(best.middle - from) ? cell : best,
  );
  return nearest.index;
}
