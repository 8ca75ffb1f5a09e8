import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { MOST_CODES } from './media-messages.ts';
import { isOverLimit, openPicture } from './picture.ts';
import { PreviewProblem } from './preview-problem.ts';
import { isPictureType } from './type.ts';

/**
 * QR codes in pictures that people bring: photographs of paper and of screens, scans, screenshots. Runs in the media worker alone,
 * because the decoders work on hostile bytes. ZXing finds what a blurred, turned or dark photograph hardly shows, and several codes
 * in one picture.
 */
export type CodesCode = 'PICTURE_UNREADABLE' | 'PICTURE_TOO_LARGE' | 'QR_NOT_FOUND';

export class CodesProblem extends Error {
  readonly code: CodesCode;

  constructor(code: CodesCode, options?: { cause?: unknown }) {
    super(code, options);
    this.code = code;
  }
}

/** Longest side in pixels: a code that fills a tenth of a 48-megapixel photograph still has five pixels a module. */
const searchedSide = 4_096;
/** Where nothing is found so: pixels run together and brightness stretched, for the stripes of photographed screens, and for the dark. */
const calmerSide = 1_400;

let prepared: Promise<unknown> | null = null;

/** The module's own way is to fetch its WebAssembly from the web. It is given the file, and no address to fetch from. */
function prepare(): Promise<unknown> {
  prepared ??= (async () => {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasmBinary = new Uint8Array(await readFile(file)).buffer;
    return prepareZXingModule({ overrides: { wasmBinary, locateFile: () => '' }, fireImmediately: true });
  })();
  return prepared;
}

type Pixels = { readonly data: Uint8ClampedArray<ArrayBuffer>; readonly width: number; readonly height: number };

/** What each code in a picture holds, byte for byte, every content once. Throws `CodesProblem`. */
export async function readCodes(bytes: Uint8Array, type: string): Promise<Uint8Array[]> {
  if (!isPictureType(type)) throw new CodesProblem('PICTURE_UNREADABLE');
  await prepare();
  try {
    const upright = await openPicture(bytes, type);
    const whole = await pixels(upright.flatten({ background: '#ffffff' }), searchedSide);
    const found = await search(whole);
    if (found.length > 0) return found;
    const calmer = await search(await pixels(again(whole).median(3).normalise(), calmerSide));
    if (calmer.length > 0) return calmer;
  } catch (cause) {
    const tooLarge = cause instanceof PreviewProblem ? cause.code === 'PREVIEW_TOO_LARGE' : isOverLimit(cause);
    throw new CodesProblem(tooLarge ? 'PICTURE_TOO_LARGE' : 'PICTURE_UNREADABLE', { cause });
  }
  throw new CodesProblem('QR_NOT_FOUND');
}

const again = ({ data, width, height }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 4 } });

async function pixels(picture: Sharp, side: number): Promise<Pixels> {
  const { data, info } = await picture
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

async function search(picture: Pixels): Promise<Uint8Array[]> {
  const settings = { formats: ['QRCode'], maxNumberOfSymbols: MOST_CODES } satisfies ReaderOptions;
  const found = await readBarcodes(picture as Parameters<typeof readBarcodes>[0], settings);
  // The same code twice (a page and its copy in one photograph) says nothing new.
  const contents = new Map(found.map(({ bytes }) => [Buffer.from(bytes).toString('base64'), new Uint8Array(bytes)]));
  return [...contents.values()];
}
