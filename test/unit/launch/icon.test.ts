import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { drawIcon, iconFile, iconSizes } from '../../../assets/icon/draw.ts';
import { root } from '../../../electron/launch/runtime.js';

const pixels = (png: string | Buffer) => sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });

test.each(iconSizes)('the icon of %i pixels is the drawing at that size', async (size) => {
  const kept = await pixels(iconFile(size));
  expect([kept.info.width, kept.info.height]).toEqual([size, size]);
  const drawn = await pixels(await drawIcon(size));
  expect(kept.data.equals(drawn.data)).toBe(true);
});

test('packages name icons that are there, the largest for systems that make their own of it', () => {
  const named = [...readFileSync(join(root, 'electron-builder.yml'), 'utf8').matchAll(/^ {2}icon: (.+)$/gm)].map(
    ([, path = '']) => path,
  );
  expect(named).toEqual(['assets/icon/sizes', 'assets/icon/sizes/1024x1024.png', 'assets/icon/sizes/1024x1024.png']);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
