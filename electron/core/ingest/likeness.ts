import sharp from 'sharp';

/**
 * What a picture looks like in 64 bits, so that a copy finds its original however often it was made smaller and compressed: the 64 lowest frequencies of
 * its brightness on 32 by 32 points, each above or below their median (Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions,
 * 2010, section 3.2). Two pictures that differ in few bits look alike; it says nothing about which came first, or that either is genuine.
 */
const side = 32;
const bits = 64;

/** Brightness, 0 to 255, varies by less than this in what is plain: its bits would be those of its noise. */
const plainBelow = 4;

/** Pairs of frequencies across and down, from the lowest up, without the mean brightness at 0, 0. */
const frequencies = Array.from({ length: side * side }, (_, index) => [index % side, Math.floor(index / side)] as const)
  .sort(([a, b], [c, d]) => a + b - (c + d) || a - c)
  .slice(1, bits + 1);

const mostAcross = Math.max(...frequencies.map(([across]) => across));

const cosines = Array.from({ length: side }, (_, frequency) =>
  Array.from({ length: side }, (_, point) => Math.cos(((2 * point + 1) * frequency * Math.PI) / (2 * side))),
);

/** Each row of points against one frequency across: the same for every frequency down. */
function rowsAgainst(points: Uint8Array, across: number): Float64Array {
  const waves = cosines[across] ?? [];
  return Float64Array.from({ length: side }, (_, y) => {
    let row = 0;
    for (let x = 0; x < side; x += 1) row += (points[y * side + x] ?? 0) * (waves[x] ?? 0);
    return row;
  });
}

/** One coefficient of the discrete cosine transform of type II, without its constant factor, which is the same in all but the edges. */
function coefficient(rows: Float64Array, down: number): number {
  const waves = cosines[down] ?? [];
  let sum = 0;
  for (let y = 0; y < side; y += 1) sum += (rows[y] ?? 0) * (waves[y] ?? 0);
  return sum;
}

/** @param points brightness of 32 by 32 points, row by row @returns 16 hexadecimal digits, or `null` for a plain surface */
export function likenessOf(points: Uint8Array): string | null {
  const mean = points.reduce((sum, value) => sum + value, 0) / points.length;
  const variance = points.reduce((sum, value) => sum + (value - mean) ** 2, 0) / points.length;
  if (Math.sqrt(variance) < plainBelow) return null;
  const rows = Array.from({ length: mostAcross + 1 }, (_, across) => rowsAgainst(points, across));
  const values = frequencies.map(([across, down]) => coefficient(rows[across] ?? new Float64Array(side), down));
  const ordered = values.toSorted((a, b) => a - b);
  const median = ((ordered[bits / 2 - 1] ?? 0) + (ordered[bits / 2] ?? 0)) / 2;
  const number = values.reduce((word, value) => (word << 1n) | (value > median ? 1n : 0n), 0n);
  return number.toString(16).padStart(bits / 4, '0');
}

/** Of a preview, as JPEG: made from the small picture, because decoding that again takes a hundredth of the large one. */
export async function likenessOfPreview(jpeg: Uint8Array): Promise<string | null> {
  const points = await sharp(jpeg)
    .resize(side, side, { fit: 'fill' })
    .greyscale()
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer();
  return likenessOf(new Uint8Array(points));
}
