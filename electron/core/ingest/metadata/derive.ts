import type { Camera, Conflict, Device, Metadata, Picture, Refused } from '../../../../shared/model/metadata.ts';
import { derivePosition } from './capture-position.ts';
import { deriveCaptureTime, gpsTime, type Refuse } from './capture-time.ts';
import { isProductName } from './groups.ts';
import { placeConflicts } from './place-conflicts.ts';
import { numberOf, numbersOf, type RawTags, textOf, wellFormed } from './tags.ts';

/** The derived column, from raw tags alone: pure, each rule named by the tags in `from`. */
export type Derivation = Pick<Metadata, 'derived' | 'refused' | 'conflicts'>;

/** What the container says of the picture; `turning` replaces EXIF's Orientation where the format decides by itself. */
export type Pixels = { readonly size: { width: number; height: number } | null; readonly turning: number | null };

/** Programs that change pictures or their metadata, by the name they leave in Software or CreatorTool. */
const editors =
  /photoshop|lightroom|camera raw|gimp|picasa|paint|snapseed|affinity|darktable|rawtherapee|capture one|luminar|pixelmator|photo gallery|photos? (editor|studio|express|impact|deluxe)|acdsee|irfanview|imagemagick|vsco|picsart|facetune|canva|meitu|paintshop|corel|exiftool|digikam|photo!? ?editor|apple photos|iphoto|aperture/i;

const softwareTags = ['IFD0:Software', 'XMP-xmp:CreatorTool', 'IFD0:ProcessingSoftware', 'XMP-tiff:Software'] as const;

/** The first of these tags that a product's name stands in. */
export function product(tags: RawTags, ...names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(tags.get(name))?.trim();
    // What does not look like a product's name may be a person's, and stays among the withheld tags.
    if (text !== undefined && text !== '' && isProductName(text)) return text;
  }
  return null;
}

/**
 * A lens that has no name by what it can do: shortest and longest focal length in millimetres, then the widest aperture at each (EXIF 2.32,
 * 4.6.6, LensSpecification; Nikon's own tag 0x0084 has the same four), as ExifTool writes them. What a lens doesn't say is 0 over 0.
 */
function rangeOfLens(tags: RawTags): string | null {
  const four = numbersOf(tags.get('ExifIFD:LensInfo')) ?? numbersOf(tags.get('Nikon:Lens'));
  const [shortest, longest, widest, widestLong] = (four ?? []).map((value) => Number(value.toFixed(2)));
  if (!isStated(shortest)) return null;
  const ends = (one: number | undefined, other: number | undefined) =>
    [one, ...(other === one ? [] : [other])].filter(isStated).join('-');
  const aperture = ends(widest, widestLong);
  return `${ends(shortest, longest)}mm${aperture === '' ? '' : ` f/${aperture}`}`;
}
const isStated = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0;

function deriveCamera(tags: RawTags): Camera | null {
  const camera = {
    make: product(tags, 'IFD0:Make', 'XMP-tiff:Make', 'CIFF:Make'),
    model: product(tags, 'IFD0:Model', 'XMP-tiff:Model', 'CIFF:Model', 'PictureInfo:CameraType'),
    lens:
      product(
        tags,
        'ExifIFD:LensModel',
        'XMP-exifEX:LensModel',
        'XMP-aux:Lens',
        'Canon:LensModel',
        'Olympus:LensModel',
        'Panasonic:LensType',
      ) ?? rangeOfLens(tags),
    software: product(tags, ...softwareTags),
  };
  return Object.values(camera).some((value) => value !== null) ? camera : null;
}

const bodySerials = [
  'ExifIFD:SerialNumber',
  'IFD0:CameraSerialNumber',
  'XMP-exifEX:BodySerialNumber',
  'XMP-aux:SerialNumber',
  'Canon:SerialNumber',
  'Nikon:SerialNumber',
  'Olympus:SerialNumber',
  'Pentax:SerialNumber',
  'Reconyx:SerialNumber',
  'CIFF:SerialNumber',
  'PictureInfo:SerialNumber',
  'Canon:InternalSerialNumber',
  'FujiFilm:InternalSerialNumber',
  'Panasonic:InternalSerialNumber',
  'Olympus:InternalSerialNumber',
] as const;
const lensSerials = [
  'ExifIFD:LensSerialNumber',
  'XMP-exifEX:LensSerialNumber',
  'XMP-aux:LensSerialNumber',
  'Olympus:LensSerialNumber',
  'Panasonic:LensSerialNumber',
] as const;

const longestSerial = 200;

/** The first that is there and not filled with zeros or blanks, which is how "none" is written. */
function serialIn(tags: RawTags, names: readonly string[]): { text: string; name: string } | null {
  for (const name of names) {
    const value = tags.get(name);
    const text = (textOf(value) ?? numberOf(value)?.toString() ?? '').replace(/^NO= */, '').trim();
    if (/[^\s0.#-]/.test(text)) return { text: wellFormed(text.slice(0, longestSerial)), name };
  }
  return null;
}

/** The one camera and the one lens. Withheld apart from the model: a person is known by them. */
function deriveDevice(tags: RawTags): Device | null {
  const body = serialIn(tags, bodySerials);
  const lens = serialIn(tags, lensSerials);
  if (body === null && lens === null) return null;
  return {
    serial: body?.text ?? null,
    lensSerial: lens?.text ?? null,
    from: [body, lens].flatMap((found) => (found === null ? [] : [found.name])),
  };
}

const isPixels = (value: number | null): value is number => value !== null && Number.isSafeInteger(value) && value > 0;

function derivePicture(tags: RawTags, pixels: Pixels): Picture | null {
  const width = pixels.size?.width ?? numberOf(tags.get('IFD0:ImageWidth'));
  const height = pixels.size?.height ?? numberOf(tags.get('IFD0:ImageHeight'));
  if (!isPixels(width) || !isPixels(height)) return null;
  const written = numberOf(tags.get('IFD0:Orientation'));
  const orientation = pixels.turning ?? (written !== null && written >= 1 && written <= 8 ? written : 1);
  return { width, height, orientation };
}

const longestRefused = 400;

export function derive(tags: RawTags, pixels: Pixels): Derivation {
  const refused: Refused[] = [];
  const refuse: Refuse = (name, value, reason) =>
    refused.push({ name, value: wellFormed(value.slice(0, longestRefused)), reason });
  const conflicts: Conflict[] = [];
  const gps = gpsTime(tags, refuse);
  const { captured, disagreement } = deriveCaptureTime(tags, gps, refuse);
  const position = derivePosition(tags, gps?.text ?? null, refuse);
  const camera = deriveCamera(tags);

  if (captured !== null && captured.offset === null)
    conflicts.push({ kind: 'offset missing', values: { captured: captured.wall } });
  if (disagreement !== null) conflicts.push({ kind: 'gps and clock disagree', values: { ...disagreement } });
  conflicts.push(...placeConflicts(tags, captured, position, refused));
  const editor = softwareTags.map((name) => textOf(tags.get(name)) ?? '').find((text) => editors.test(text));
  if (editor !== undefined)
    // The name is repeated only where it is a product's: this sentence travels with the picture.
    conflicts.push({ kind: 'edited with software', values: isProductName(editor) ? { software: editor } : {} });
  if (captured === null && position === null && camera === null)
    conflicts.push({ kind: 'metadata absent', values: {} });
  const device = deriveDevice(tags);
  const derived = {
    captured,
    position,
    camera,
    picture: derivePicture(tags, pixels),
    ...(device === null ? {} : { device }),
  };
  return { derived, refused, conflicts };
}
