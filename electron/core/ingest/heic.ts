import type { HeifImage } from 'libheif-js/wasm-bundle.js';
import { PreviewProblem } from './preview-problem.ts';

export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

/**
 * The primary image of a HEIC file as RGBA, turned and mirrored as its boxes say, so that it needs no turning afterwards.
 * sharp's own libheif is built without HEVC. The size is looked at before a pixel is decoded.
 */
export async function decodeHeic(bytes: Uint8Array, pixelLimit: number): Promise<Pixels> {
  // Loaded when the first HEIC comes: the module is large and most cards have none.
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  await libheif.ready;
  const images = new libheif.HeifDecoder().decode(bytes);
  try {
    const primary = images.find((image) => image.is_primary()) ?? images[0];
    if (primary === undefined) throw new PreviewProblem('PREVIEW_FAILED');
    const width = primary.get_width();
    const height = primary.get_height();
    if (width < 1 || height < 1) throw new PreviewProblem('PREVIEW_FAILED');
    if (width * height > pixelLimit) throw new PreviewProblem('PREVIEW_TOO_LARGE');
    return { data: await show(primary, width, height), width, height };
  } finally {
    for (const image of images) image.free();
  }
}

function show(image: HeifImage, width: number, height: number): Promise<Uint8ClampedArray> {
  return new Promise((resolve, reject) => {
    image.display({ data: new Uint8ClampedArray(width * height * 4), width, height }, (shown) =>
      shown === null ? reject(new PreviewProblem('PREVIEW_FAILED')) : resolve(shown.data),
    );
  });
}
