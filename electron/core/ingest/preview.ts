import sharp, { type Sharp } from 'sharp';
import { isRawPictureType } from '../../../shared/model/media-kinds.ts';
import { likenessOfPreview } from './likeness.ts';
import { isOverLimit, openPicture } from './picture.ts';
import { PreviewProblem } from './preview-problem.ts';
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

const within = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;

async function encode(picture: Sharp, quality: number): Promise<PreviewPicture> {
  const { data, info } = await picture.jpeg({ quality }).toBuffer({ resolveWithObject: true });
  // A view of its own bytes: Node's pool would send more than the picture across the process boundary.
  return { bytes: new Uint8Array(data), width: info.width, height: info.height };
}

/** Throws `PreviewProblem`. */
export async function makePreviews(bytes: Uint8Array, type: string): Promise<Previews> {
  if (!isPictureType(type) && !isRawPictureType(type)) throw new PreviewProblem('PREVIEW_UNSUPPORTED');
  try {
    const source = await openPicture(bytes, type);
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
    throw new PreviewProblem(isOverLimit(cause) ? 'PREVIEW_TOO_LARGE' : 'PREVIEW_FAILED', { cause });
  }
}
