import sharp, { type Metadata, type Sharp } from 'sharp';
import { isRawPictureType } from '../../../shared/model/media-kinds.ts';
import { giveUp } from '../given-up.ts';
import { likenessOfPreview } from './likeness.ts';
import { isOverLimit, openPicture } from './picture.ts';
import { PreviewProblem } from './preview-problem.ts';
import { isPictureType } from './type.ts';

/**
 * Small pictures to look at, never to show as evidence: turned upright, sRGB, on white where they are transparent, without
 * any metadata. Runs in the media worker alone, because the decoders work on hostile bytes. JPEG, because WebP is a third
 * smaller and takes five times as long, which would be half of an import; with the standard's own Huffman tables, because
 * fitting them to the picture takes as long again as encoding it and saves a few hundredths.
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
/** More than the item's page shows at once on a screen 1,920 pixels wide. */
const smallestView = 1_200;
/** The view is looked at closely, so its blocks are not to be seen in the dark parts either. */
export const previewQuality = { thumb: 78, view: 86 } as const;

/**
 * A JPEG decodes to half its size in two thirds of the time. sharp lets it only for what then becomes at most a third (`jpegShrinkOnLoad` in its
 * pipeline.cc: between two and three times smaller, it decodes all), so a photograph of 10 to 22 megapixels is shown at just a third.
 */
function viewSideOf({ format, width = 0, height = 0 }: Pick<Metadata, 'format' | 'width' | 'height'>): number {
  const third = Math.floor(Math.max(width, height) / 3);
  return format === 'jpeg' && third >= smallestView ? Math.min(third, viewSide) : viewSide;
}

const within = (side: number) => ({ width: side, height: side, fit: 'inside', withoutEnlargement: true }) as const;

async function encode(picture: Sharp, quality: number): Promise<PreviewPicture> {
  const { data, info } = await picture.jpeg({ quality, optimiseCoding: false }).toBuffer({ resolveWithObject: true });
  // A view of its own bytes: Node's pool would send more than the picture across the process boundary.
  return { bytes: new Uint8Array(data), width: info.width, height: info.height };
}

/** Throws `PreviewProblem`. */
export async function makePreviews(bytes: Uint8Array, type: string): Promise<Previews> {
  if (!isPictureType(type) && !isRawPictureType(type)) throw new PreviewProblem('PREVIEW_UNSUPPORTED');
  try {
    const source = await openPicture(bytes, type);
    const side = viewSideOf(await source.metadata());
    // Decoded once, at the larger size; the thumbnail is made from that.
    const { data, info } = await source
      .flatten({ background: '#ffffff' })
      .resize(within(side))
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const channels = info.channels;
    const shown = () => sharp(data, { raw: { width: info.width, height: info.height, channels } });
    try {
      const thumb = await encode(shown().resize(within(thumbSide)), previewQuality.thumb);
      const likeness = await likenessOfPreview(thumb.bytes);
      return {
        view: await encode(shown(), previewQuality.view),
        thumb,
        ...(likeness === null ? {} : { likeness }),
        tool: `sharp ${sharp.versions.sharp ?? ''}`.trim(),
      };
    } finally {
      giveUp(data);
    }
  } catch (cause) {
    if (cause instanceof PreviewProblem) throw cause;
    throw new PreviewProblem(isOverLimit(cause) ? 'PREVIEW_TOO_LARGE' : 'PREVIEW_FAILED', { cause });
  }
}
