// The app's icon at every size that packages ask for, made from the one drawing: `node electron/launch/icon.js` after it was changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { root } from './runtime.js';

const drawing = join(root, 'assets', 'icon', 'icon.svg');
/** Linux takes them all; from the largest, electron-builder makes what Windows and macOS want. */
export const iconSizes = [16, 32, 48, 64, 128, 256, 512, 1024];

/** @param {number} size in pixels */
export const iconFile = (size) => join(root, 'assets', 'icon', 'sizes', `${size}x${size}.png`);

/**
 * @param {number} size in pixels, each way
 * @returns {Promise<Buffer>} a PNG
 */
export function drawIcon(size) {
  // 72 dots an inch is one pixel for each of the drawing's 512 units: drawn at the size that is wanted, and not scaled after.
  return sharp(readFileSync(drawing), { density: (72 * size) / 512 })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(join(root, 'assets', 'icon', 'sizes'), { recursive: true });
  for (const size of iconSizes) writeFileSync(iconFile(size), await drawIcon(size));
}
