import type { ReadGroup } from '../../../../shared/model/metadata.ts';
import { isProductName } from '../metadata/groups.ts';
import type { RawTag } from '../metadata/tags.ts';

/**
 * Which tags of a recording are harmless enough to leave with it, on the pattern of pictures: a list of names, each with the shape
 * that its value must have. Everything else goes to `other` and is withheld unless somebody decides otherwise.
 */
type Shape = 'number' | 'date' | 'code' | 'product';

const date = /^\d{4}[:-]\d{2}[:-]\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** A codec, a brand, a language: a few characters of a closed alphabet. */
const code = /^[\w .©*/-]{1,80}$/;

const camera: Readonly<Record<string, Shape>> = {
  MajorBrand: 'code',
  CompatibleBrands: 'code',
  CreateDate: 'date',
  ModifyDate: 'date',
  TimeScale: 'number',
  Duration: 'number',
  TrackCreateDate: 'date',
  TrackModifyDate: 'date',
  TrackID: 'number',
  MatrixStructure: 'number',
  ImageWidth: 'number',
  ImageHeight: 'number',
  MediaCreateDate: 'date',
  MediaModifyDate: 'date',
  MediaTimeScale: 'number',
  MediaDuration: 'number',
  MediaLanguageCode: 'code',
  HandlerType: 'code',
  CompressorID: 'code',
  CompressorName: 'product',
  AudioFormat: 'code',
  MetaFormat: 'code',
  CreationDate: 'date',
  CreationTime: 'date',
  ContentCreateDate: 'date',
  DateTimeOriginal: 'date',
  RecordingTime: 'date',
  Make: 'product',
  Model: 'product',
  Software: 'product',
  SoftwareVersion: 'product',
  Encoder: 'product',
  EncoderSettings: 'product',
  Vendor: 'product',
  MuxingApp: 'product',
  WritingApp: 'product',
  AndroidVersion: 'product',
  AndroidMake: 'product',
  AndroidModel: 'product',
  AndroidCaptureFPS: 'number',
  DamagedBox: 'product',
};

/** Positions, and tracks known to hold a position for every second of the recording. */
const places = new Set(['GPSCoordinates', 'LocationAccuracyHorizontal']);
const placeTracks = new Set(['gpmd', 'camm', 'rtmd', 'nmea']);
const coordinates = /^[+-][\d.+-]{3,60}\/?$/;

function hasShape(value: RawTag['value'], shape: Shape): boolean {
  if (typeof value !== 'string') return shape === 'number' && !(value instanceof Uint8Array);
  if (shape === 'number') return false;
  return shape === 'date' ? date.test(value) : shape === 'code' ? code.test(value) : isProductName(value);
}

export function groupOfRecordingTag({ name, value }: RawTag): ReadGroup {
  const tag = name.slice(name.indexOf(':') + 1);
  if (places.has(tag))
    return typeof value !== 'string' || coordinates.test(value) || /^[\d.]{1,20}$/.test(value) ? 'gps' : 'other';
  if (tag === 'MetaFormat' && typeof value === 'string' && placeTracks.has(value)) return 'gps';
  // Only the name's own groups: XMP and what programs call as they like are not on the list.
  const known = /^(QuickTime|Keys|UserData|ItemList|Track\d+|Matroska|RIFF|ID3|Vorbis|Sanad):/.test(name);
  const shape = known && Object.hasOwn(camera, tag) ? camera[tag] : undefined;
  return shape !== undefined && hasShape(value, shape) ? 'camera' : 'other';
}
