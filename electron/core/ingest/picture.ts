import sharp, { type Sharp } from 'sharp';
import { isRawPictureType } from '../../../shared/model/media-kinds.ts';
import { decodeHeic } from './heic.ts';
import { embeddedPicture } from './raw/embedded-picture.ts';

/** Opening of hostile pictures, in the media worker alone: what is decoded, and how much of it at most. */

/** Above what cameras and phones make (200 megapixels), and little enough to decode row by row in bounded memory. */
const pixelLimit = 250_000_000;
/** HEIC is decoded whole into memory: 4 bytes a pixel here and as much again in libheif. */
const heicPixelLimit = 110_000_000;

let prepared = false;

/** No loader but those of the formats we accept can be reached, whatever a file claims to be; nothing is cached. */
function prepare(): void {
  if (prepared) return;
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadTiff',
      'VipsForeignLoadWebp',
      'VipsForeignLoadHeif',
      'VipsForeignLoadNsgif',
    ],
  });
  sharp.cache(false);
  // Two of these processes run side by side: one thread each leaves the window its own.
  sharp.concurrency(1);
  prepared = true;
}

const reading = {
  limitInputPixels: pixelLimit,
  sequentialRead: true,
  // What can still be seen of a damaged picture is worth seeing; some drones' TIFFs draw warnings and are whole.
  failOn: 'none',
} as const;

/** Degrees clockwise by EXIF orientation. Cameras don't mirror. */
const turns: Readonly<Record<number, number>> = { 3: 180, 6: 90, 8: 270 };

/** A picture of one of `pictureTypes`, or the one embedded in a raw file, upright. Throws what the decoders throw: at once or while its pixels are asked for. */
export async function openPicture(bytes: Uint8Array, type: string): Promise<Sharp> {
  prepare();
  if (type === 'image/heic' || type === 'image/heif') {
    const { data, width, height } = await decodeHeic(bytes, heicPixelLimit);
    return sharp(data, { raw: { width, height, channels: 4 } });
  }
  if (isRawPictureType(type)) {
    const { jpeg, orientation } = embeddedPicture(bytes, type);
    const { orientation: stated = 1 } = await sharp(jpeg, reading).metadata();
    // Cameras leave the picture as the sensor stood. How to turn it stands in it, or in the file around it alone.
    return stated > 1 ? sharp(jpeg, reading).autoOrient() : sharp(jpeg, reading).rotate(turns[orientation] ?? 0);
  }
  return sharp(bytes, reading).autoOrient();
}

/** Whether a decoder refused a picture for its size. */
export const isOverLimit = (cause: unknown): boolean =>
  cause instanceof Error && /pixel limit|exceeds|too large|too many pixels/i.test(cause.message);
