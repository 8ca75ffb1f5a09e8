import {
  AdtsInputFormat,
  CustomSource,
  FlacInputFormat,
  Input,
  InputAudioTrack,
  type InputTrack,
  InputVideoTrack,
  MatroskaInputFormat,
  Mp3InputFormat,
  Mp4InputFormat,
  OggInputFormat,
  QuickTimeInputFormat,
  WaveInputFormat,
  WebMInputFormat,
} from 'mediabunny';
import { mostTracks, type Recording, type RecordingTrack } from '../../../../shared/model/recording.ts';
import { listed, type RawTag, type RawValue, wellFormed } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import { secondsText } from './said.ts';
import { frameNames } from './tag-names.ts';

/** Written out, because the package doesn't tell its version; a test compares it with the one that is installed. */
export const mediabunnyVersion = 'mediabunny 1.61.0';

/** What mediabunny makes of a recording: its tracks, how long it is, and the tags of formats without boxes. */
export type Tracks = { readonly recording: Recording; readonly tags: readonly RawTag[] };

/** Above this, a length that no header states is not counted frame by frame. */
const longestCounted = 67_108_864;

/** Only the formats on this list are ever tried, whatever a file claims to be: no playlists, which name other files. */
const formats = [
  new Mp4InputFormat(),
  new QuickTimeInputFormat(),
  new WebMInputFormat(),
  new MatroskaInputFormat(),
  new OggInputFormat(),
  new Mp3InputFormat(),
  new AdtsInputFormat(),
  new FlacInputFormat(),
  new WaveInputFormat(),
];

const codecOf = async (track: InputTrack): Promise<string | null> => {
  const { internalCodecId } = track;
  const known = await track.getCodec();
  return (known ?? (typeof internalCodecId === 'string' ? internalCodecId : null))?.slice(0, 60) ?? null;
};

const positive = (value: number): number | null => (Number.isSafeInteger(value) && value > 0 ? value : null);

async function describe(track: InputTrack): Promise<RecordingTrack> {
  const codec = await codecOf(track);
  if (track instanceof InputVideoTrack)
    return {
      kind: 'picture',
      codec,
      width: positive(await track.getCodedWidth()),
      height: positive(await track.getCodedHeight()),
      turned: await track.getRotation(),
    };
  if (track instanceof InputAudioTrack)
    return {
      kind: 'sound',
      codec,
      rate: positive(await track.getSampleRate()),
      channels: positive(await track.getNumberOfChannels()),
    };
  return { kind: 'other', codec };
}

function rawValue(value: unknown): RawValue | null {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return [value];
  if (value instanceof Uint8Array) return value;
  // Embedded pictures and files: their bytes, which are then named by length and hash.
  if (value !== null && typeof value === 'object' && 'data' in value && value.data instanceof Uint8Array)
    return value.data;
  return null;
}

/** MP4's own items are read from its boxes, with their types. */
const tagGroups: Readonly<Record<string, string>> = {
  'audio/mpeg': 'ID3',
  'audio/aac': 'ID3',
  'audio/ogg': 'Vorbis',
  'video/ogg': 'Vorbis',
  'audio/flac': 'Vorbis',
  'audio/wav': 'RIFF',
  'video/webm': 'Matroska',
  'video/x-matroska': 'Matroska',
};

async function tagsOf(input: Input, type: string): Promise<RawTag[]> {
  const group = tagGroups[type];
  if (group === undefined) return [];
  const { raw } = await input.getMetadataTags();
  return Object.entries(raw ?? {}).flatMap(([key, value]) => {
    const tag = rawValue(value);
    return tag === null ? [] : [{ name: `${group}:${listed(frameNames, key) ?? wellFormed(key)}`, value: tag }];
  });
}

/** Throws what mediabunny throws for what it cannot walk. */
export async function readTracks(source: PartSource, type: string): Promise<Tracks> {
  const input = new Input({
    formats,
    source: new CustomSource({
      getSize: () => source.size,
      read: (start, end) => source.read(start, end - start),
      prefetchProfile: 'fileSystem',
    }),
  });
  try {
    const tracks = (await input.getTracks()).slice(0, mostTracks);
    const stated = await input.getDurationFromMetadata();
    const seconds = stated ?? (source.size <= longestCounted ? await input.computeDuration() : null);
    const described = [];
    for (const track of tracks) described.push(await describe(track));
    return { recording: { seconds: secondsText(seconds), tracks: described }, tags: await tagsOf(input, type) };
  } finally {
    input.dispose();
  }
}
