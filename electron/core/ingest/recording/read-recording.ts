import type { Metadata } from '../../../../shared/model/metadata.ts';
import { withCredentials } from '../metadata/credentials.ts';
import { readColumn } from '../metadata/groups.ts';
import { byName, type RawTag } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import { deriveRecording } from './derive-recording.ts';
import { readMatroskaInfo } from './matroska-info.ts';
import { readQuickTime } from './quicktime.ts';
import { readRecordingCredentials } from './recording-credentials.ts';
import { groupOfRecordingTag } from './recording-groups.ts';
import type { RecordingType } from './recording-types.ts';
import { mediabunnyVersion, readTracks, type Tracks } from './tracks.ts';
import { readWaveChunks } from './wave-chunks.ts';

/** Only where nothing could be made of the file. */
export class UnreadableRecording extends Error {}

function ownReader(type: RecordingType): [version: string, read: (source: PartSource) => Promise<RawTag[]>] | null {
  switch (type) {
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/3gpp':
    case 'audio/mp4':
      return ['sanad-boxes 1', readQuickTime];
    case 'video/webm':
    case 'video/x-matroska':
      return ['sanad-elements 1', readMatroskaInfo];
    case 'audio/wav':
      return ['sanad-chunks 1', readWaveChunks];
    default:
      return null;
  }
}

/**
 * Everything that a recording says about itself. `source` is hostile: called in the media worker alone. The parsers are independent,
 * and one that fails does not take the other's findings with it; throws `UnreadableRecording` when all fail.
 */
export async function readRecording(source: PartSource, type: RecordingType): Promise<Metadata> {
  const own = ownReader(type);
  const tags: RawTag[] = [];
  const parsers: string[] = [];
  const failures: unknown[] = [];
  let tracks: Tracks | null = null;
  if (own !== null) {
    try {
      tags.push(...(await own[1](source)));
      parsers.push(own[0]);
    } catch (cause) {
      failures.push(cause);
    }
  }
  try {
    tracks = await readTracks(source, type);
    tags.push(...tracks.tags);
    parsers.push(mediabunnyVersion);
  } catch (cause) {
    failures.push(cause);
  }
  const credentials = await readRecordingCredentials(source, type).catch(() => null);
  if (parsers.length === 0) throw new UnreadableRecording('no parser could read it', { cause: failures });
  const said = {
    parsers,
    read: readColumn([...tags, ...(credentials?.tags ?? [])], groupOfRecordingTag),
    ...deriveRecording(byName(tags), tracks?.recording ?? null, type),
  };
  return credentials === null ? said : withCredentials(said, credentials);
}
