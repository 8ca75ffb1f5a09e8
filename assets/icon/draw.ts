/**
 * The app's icon at every size that packages ask for, made from the one drawing: `node assets/icon/draw.ts` after it was changed, the same
 * bytes on every run with the same sharp.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = import.meta.dirname;
/** Units of the drawing, each way. */
const drawn = 512;

/** Pixels, each way. Linux takes them all; from the largest, electron-builder makes what Windows and macOS want. */
export const iconSizes = [16, 32, 48, 64, 128, 256, 512, 1024] as const;

export const iconFile = (size: number): string => join(folder, 'sizes', `${size}x${size}.png`);

/** The icon as a PNG of `size` by `size` pixels. */
export async function drawIcon(size: number): Promise<Buffer> {
  // At 72 dots an inch a unit is a pixel: drawn at the size that is wanted, and not scaled after.
  return sharp(await readFile(join(folder, 'icon.svg')), { density: (72 * size) / drawn })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(join(folder, 'sizes'), { recursive: true });
  for (const size of iconSizes) await writeFile(iconFile(size), await drawIcon(size));
}
