import { createHash } from 'node:crypto';
import type { ReadGroup, ReadTag } from '../../../../shared/model/metadata.ts';
import { numberText, type RawTag, type RawValue, wellFormed } from './tags.ts';

/**
 * Which raw tags are harmless enough to leave with a picture. Everything that is not on this list, or whose value does
 * not have the shape expected of it, goes to `other`, which is withheld unless somebody decides otherwise: owner names,
 * serial numbers, maker notes, comments, places in words, unknown tags.
 */
type Shape = 'number' | 'date' | 'digits' | 'offset' | 'product' | 'letter' | 'version' | 'method';

const shapes: Readonly<Record<Shape, RegExp>> = {
  // As text only in XMP: an integer, a decimal, a rational, a flag.
  number: /^(-?\d{1,7}([./]\d{1,9})?|True|False)$/,
  date: /^[\d ]{4}[:/-][\d ]{2}[:/-][\d ]{2}([T ][\d ]{2}:[\d ]{2}(:[\d ]{2}(\.\d{1,9})?)?(Z|[+-]\d{1,2}:\d{2})?)?$/,
  digits: /^\d{1,9}$/,
  offset: /^([+-]\d{1,2}:\d{2}|Z)$/,
  // A maker's, model's or program's name; an address or a telephone number does not pass.
  product: /^(?!.*\d{7})[\p{ASCII}]{1,64}$/u,
  letter: /^[A-Za-z]?$/,
  version: /^\d{4}$/,
  method: /^(GPS|CELLID|WLAN|MANUAL|NETWORK|FUSED|HYBRID-FIX)$/i,
};

const cameraTags: Readonly<Record<string, Shape>> = {
  Make: 'product',
  Model: 'product',
  LensMake: 'product',
  LensModel: 'product',
  Lens: 'product',
  Software: 'product',
  CreatorTool: 'product',
  ProcessingSoftware: 'product',
  DateTimeOriginal: 'date',
  CreateDate: 'date',
  ModifyDate: 'date',
  MetadataDate: 'date',
  DateTimeDigitized: 'date',
  DateTime: 'date',
  SubSecTime: 'digits',
  SubSecTimeOriginal: 'digits',
  SubSecTimeDigitized: 'digits',
  OffsetTime: 'offset',
  OffsetTimeOriginal: 'offset',
  OffsetTimeDigitized: 'offset',
  ExifVersion: 'version',
  FlashpixVersion: 'version',
  InteropVersion: 'version',
  ...Object.fromEntries(
    [
      'ImageWidth',
      'ImageHeight',
      'ExifImageWidth',
      'ExifImageHeight',
      'RelatedImageWidth',
      'RelatedImageHeight',
      'Orientation',
      'BitsPerSample',
      'Compression',
      'PhotometricInterpretation',
      'SamplesPerPixel',
      'PlanarConfiguration',
      'SubfileType',
      'YCbCrPositioning',
      'YCbCrSubSampling',
      'YCbCrCoefficients',
      'ReferenceBlackWhite',
      'WhitePoint',
      'PrimaryChromaticities',
      'Gamma',
      'XResolution',
      'YResolution',
      'ResolutionUnit',
      'ThumbnailOffset',
      'ThumbnailLength',
      'TileWidth',
      'TileLength',
      'RowsPerStrip',
      'TimeZoneOffset',
      'ExposureTime',
      'FNumber',
      'ExposureProgram',
      'ISO',
      'SensitivityType',
      'StandardOutputSensitivity',
      'RecommendedExposureIndex',
      'ISOSpeed',
      'ComponentsConfiguration',
      'CompressedBitsPerPixel',
      'ShutterSpeedValue',
      'ApertureValue',
      'BrightnessValue',
      'ExposureCompensation',
      'MaxApertureValue',
      'SubjectDistance',
      'SubjectDistanceRange',
      'SubjectArea',
      'SubjectLocation',
      'MeteringMode',
      'LightSource',
      'Flash',
      'FlashEnergy',
      'FocalLength',
      'FocalLengthIn35mmFormat',
      'FocalPlaneXResolution',
      'FocalPlaneYResolution',
      'FocalPlaneResolutionUnit',
      'LensInfo',
      'ExposureIndex',
      'SensingMethod',
      'ColorSpace',
      'FileSource',
      'SceneType',
      'CustomRendered',
      'ExposureMode',
      'WhiteBalance',
      'DigitalZoomRatio',
      'SceneCaptureType',
      'GainControl',
      'Contrast',
      'Saturation',
      'Sharpness',
      'CompositeImage',
      'AmbientTemperature',
      'Humidity',
      'Pressure',
      'CameraElevationAngle',
    ].map((name) => [name, 'number'] as const),
  ),
};

const cameraGroups = new Set([
  'IFD0',
  'IFD1',
  'ExifIFD',
  'InteropIFD',
  'XMP-exif',
  'XMP-exifEX',
  'XMP-tiff',
  'XMP-xmp',
  'XMP-aux',
]);

const gpsTags: Readonly<Record<string, Shape>> = {
  GPSVersionID: 'number',
  GPSLatitudeRef: 'letter',
  GPSLatitude: 'number',
  GPSLongitudeRef: 'letter',
  GPSLongitude: 'number',
  GPSAltitudeRef: 'number',
  GPSAltitude: 'number',
  GPSTimeStamp: 'number',
  GPSDateStamp: 'date',
  GPSStatus: 'letter',
  GPSMeasureMode: 'digits',
  GPSDOP: 'number',
  GPSSpeedRef: 'letter',
  GPSSpeed: 'number',
  GPSTrackRef: 'letter',
  GPSTrack: 'number',
  GPSImgDirectionRef: 'letter',
  GPSImgDirection: 'number',
  GPSMapDatum: 'product',
  GPSDestLatitudeRef: 'letter',
  GPSDestLatitude: 'number',
  GPSDestLongitudeRef: 'letter',
  GPSDestLongitude: 'number',
  GPSDestBearingRef: 'letter',
  GPSDestBearing: 'number',
  GPSDestDistanceRef: 'letter',
  GPSDestDistance: 'number',
  GPSDifferential: 'number',
  GPSHPositioningError: 'number',
  GPSProcessingMethod: 'method',
  GPSSatellites: 'digits',
};

/** Positions as XMP writes them: `DDD,MM.mmk` or `DDD,MM,SSk` (ISO 16684-2, GPSCoordinate). */
const xmpCoordinate = /^\d{1,3},\d{1,2}(\.\d{1,12}|,\d{1,2})?[NSEW]$/;

const longestArray = 32;

function hasShape(value: RawValue, shape: Shape): boolean {
  if (typeof value === 'string') return shapes[shape].test(value);
  return shape === 'number' && value.length <= longestArray;
}

export const isProductName = (text: string): boolean => shapes.product.test(text);

/** The group that a tag belongs to when it comes to withholding. */
export function groupOf({ name, value }: RawTag): ReadGroup {
  const colon = name.indexOf(':');
  const group = name.slice(0, colon);
  const tag = name.slice(colon + 1);
  if (group === 'GPS' || (group === 'XMP-exif' && tag.startsWith('GPS'))) {
    if (typeof value === 'string' && xmpCoordinate.test(value)) return 'gps';
    const shape = Object.hasOwn(gpsTags, tag) ? gpsTags[tag] : undefined;
    // XMP has one time stamp for date and time, as text.
    if (group === 'XMP-exif' && tag === 'GPSTimeStamp') return hasShape(value, 'date') ? 'gps' : 'other';
    return shape !== undefined && hasShape(value, shape) ? 'gps' : 'other';
  }
  const shape = Object.hasOwn(cameraTags, tag) ? cameraTags[tag] : undefined;
  return cameraGroups.has(group) && shape !== undefined && hasShape(value, shape) ? 'camera' : 'other';
}

const longestText = 4_000;
const longestBytes = 64;

const digestOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** A value as text. What is long or binary is named by its length and its hash, so that two files can still be compared. */
export function valueText(value: RawValue): string {
  if (typeof value === 'string') {
    if (value.length <= longestText) return value;
    return `${wellFormed(value.slice(0, longestText))} … (${value.length} characters, sha256 ${digestOf(value)})`;
  }
  if (value instanceof Uint8Array) {
    return value.length <= longestBytes ? [...value].join(' ') : `${value.length} bytes, sha256 ${digestOf(value)}`;
  }
  const text = value.map(numberText).join(' ');
  return text.length <= longestText ? text : `${value.length} numbers, sha256 ${digestOf(text)}`;
}

/** Bounds of one group, far above what cameras write, so that a crafted file cannot make an entry that is too large. */
const mostTags = 800;
const mostCharacters = 150_000;

/** The read column: every tag in its group, in the file's order. What is beyond the bounds is counted in a last line. */
export function readColumn(
  tags: readonly RawTag[],
  groupIn: (tag: RawTag) => ReadGroup = groupOf,
): Record<ReadGroup, ReadTag[]> {
  const column: Record<ReadGroup, ReadTag[]> = { camera: [], gps: [], other: [] };
  const characters: Record<ReadGroup, number> = { camera: 0, gps: 0, other: 0 };
  let omitted = 0;
  for (const tag of tags) {
    const group = groupIn(tag);
    const read = { name: wellFormed(tag.name.slice(0, 200)), value: valueText(tag.value) };
    characters[group] += read.name.length + read.value.length;
    if (column[group].length >= mostTags || characters[group] > mostCharacters) omitted += 1;
    else column[group].push(read);
  }
  if (omitted > 0) column.other.push({ name: 'Sanad:OmittedTags', value: String(omitted) });
  return column;
}
