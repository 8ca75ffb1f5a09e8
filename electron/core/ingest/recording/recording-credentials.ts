import { judgeCredentials } from '../metadata/credentials.ts';
import type { CredentialsFound } from '../metadata/credentials-report.ts';
import { storeAtStart, storeInUuidBox } from '../metadata/manifest-store.ts';
import type { PartSource } from '../part-source.ts';
import { fileChunks } from './chunks.ts';
import { id3Object } from './id3-object.ts';
import type { RecordingType } from './recording-types.ts';
import { topBoxes } from './top-boxes.ts';

/** Where Content Credentials lie in a recording (C2PA specification 2.2, annex A). */
const longestStore = 16_777_216;
/** Bytes of a recording that is held in memory to be compared with what was signed. */
const longestJudged = 67_108_864;

/** Of the object in an ID3 tag: the type that the specification has, and the one that programs write. */
const objectTypes = ['application/x-c2pa-manifest-store', 'application/c2pa'];

async function inBoxes(source: PartSource): Promise<Uint8Array | null> {
  for (const { type, start, end } of await topBoxes(source)) {
    if (type !== 'uuid' || end - start > longestStore) continue;
    const store = storeInUuidBox(await source.read(start, end - start));
    if (store !== null) return store;
  }
  return null;
}

async function inRiff(source: PartSource): Promise<Uint8Array | null> {
  for await (const { name, from, size } of fileChunks(source, 'little'))
    if (name === 'C2PA' && size <= longestStore) return storeAtStart(await source.read(from, size));
  return null;
}

async function inId3(source: PartSource): Promise<Uint8Array | null> {
  const object = await id3Object(source, objectTypes);
  return object === null ? null : storeAtStart(object);
}

/** The place, and what the library knows the format by. */
function placeOf(type: RecordingType): [store: (source: PartSource) => Promise<Uint8Array | null>, as: string] | null {
  switch (type) {
    case 'video/mp4':
    case 'video/quicktime':
    case 'audio/mp4':
      return [inBoxes, type];
    case 'video/3gpp':
      return [inBoxes, 'video/mp4'];
    case 'audio/wav':
    case 'video/x-msvideo':
      return [inRiff, type];
    case 'audio/mpeg':
    case 'audio/flac':
      return [inId3, type];
    default:
      return null;
  }
}

/** `null` where a recording has none, or its format no place for them. Throws what `source` throws. */
export async function readRecordingCredentials(
  source: PartSource,
  type: RecordingType,
): Promise<CredentialsFound | null> {
  const place = placeOf(type);
  const store = place === null ? null : await place[0](source);
  if (place === null || store === null) return null;
  const whole = source.size <= longestJudged ? await source.read(0, source.size) : null;
  return judgeCredentials(store, whole, place[1]);
}
