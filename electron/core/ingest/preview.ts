import sharp, { type Sharp } from 'sharp';
import { isRawPictureType } from '../../../shared/model/media-kinds.ts';
import { decodeHeic } from './heic.ts';
import { likenessOfPreview } from './likeness.ts';
import { PreviewProblem } from './preview-problem.ts';
import { embeddedPicture } from './raw/embedded-picture.ts';
import { isPictureType } from './type.ts';

/**
 * Small pictures to look at, never to show as evidence: turned upright, sRGB, on white where they are transparent, without
 * any metadata. Runs in the media worker alone, because the decoders work on hostile bytes. JPEG, because WebP is a third
 * smaller and takes five times as long, which would be half of an import.
 */
export type PreviewPicture = { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
export type Previews = {
  readonly thumb: PreviewPicture;
  readonly view: PreviewPicture;
  readonly tool: string;
  /** 64 bits in hexadecimal digits; left out for a plain surface. */
  readonly likeness?: string;
};

/** Longest sides in pixels. */
const thumbSide = 512;
const viewSide = 1_800;

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

async function open(bytes: Uint8Array, type: string): Promise<Sharp> {
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

const within = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;

async function encode(picture: Sharp, quality: number): Promise<PreviewPicture> {
  const { data, info } = await picture.jpeg({ quality }).toBuffer({ resolveWithObject: true });
  // A view of its own bytes: Node's pool would send more than the picture across the process boundary.
  return { bytes: new Uint8Array(data), width: info.width, height: info.height };
}

/** Throws `PreviewProblem`. */
export async function makePreviews(bytes: Uint8Array, type: string): Promise<Previews> {
  if (!isPictureType(type) && !isRawPictureType(type)) throw new PreviewProblem('PREVIEW_UNSUPPORTED');
  prepare();
  try {
    const source = await open(bytes, type);
    // Decoded once, at the larger size; the thumbnail is made from that.
    const { data, info } = await source
      .flatten({ background: '#ffffff' })
      .resize(within(viewSide))
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const channels = info.channels;
    const shown = () => sharp(data, { raw: { width: info.width, height: info.height, channels } });
    const thumb = await encode(shown().resize(within(thumbSide)), 78);
    const likeness = await likenessOfPreview(thumb.bytes);
    return {
      view: await encode(shown(), 80),
      thumb,
      ...(likeness === null ? {} : { likeness }),
      tool: `sharp ${sharp.versions.sharp ?? ''}`.trim(),
    };
  } catch (cause) {
    if (cause instanceof PreviewProblem) throw cause;
    const tooLarge = cause instanceof Error && /pixel limit|exceeds|too large|too many pixels/i.test(cause.message);
    throw new PreviewProblem(tooLarge ? 'PREVIEW_TOO_LARGE' : 'PREVIEW_FAILED', { cause });
  }
}
