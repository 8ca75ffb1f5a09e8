import type { Metadata } from '../../../../shared/model/metadata.ts';
import type { Recording } from '../../../../shared/model/recording.ts';
import { withCredentials } from '../metadata/credentials.ts';
import { readColumn } from '../metadata/groups.ts';
import { byName, type RawTag } from '../metadata/tags.ts';
import type { PartSource } from '../part-source.ts';
import { readAdaptiveFrames } from './adaptive-frames.ts';
import { readAiffChunks } from './aiff-chunks.ts';
import { readAviLists } from './avi-lists.ts';
import { deriveRecording } from './derive-recording.ts';
import { readMatroskaInfo } from './matroska-info.ts';
import { readQuickTime } from './quicktime.ts';
import { readRecordingCredentials } from './recording-credentials.ts';
import { groupOfRecordingTag } from './recording-groups.ts';
import type { RecordingType } from './recording-types.ts';
import type { Said } from './said.ts';
import { mediabunnyVersion, readTracks } from './tracks.ts';
import { readWaveChunks } from './wave-chunks.ts';

/** Only where nothing could be made of the file. */
export class UnreadableRecording extends Error {}

type Reader = [version: string, read: (source: PartSource) => Promise<Said>];

function ownReader(type: RecordingType): Reader | null {
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
    case 'audio/aiff':
      return ['sanad-chunks 1', readAiffChunks];
    case 'video/x-msvideo':
      return ['sanad-lists 1', readAviLists];
    case 'audio/amr':
    case 'audio/amr-wb':
      return ['sanad-frames 1', readAdaptiveFrames];
    default:
      return null;
  }
}

/** Formats that no library here walks. */
const walkedByUs: ReadonlySet<RecordingType> = new Set(['audio/aiff', 'video/x-msvideo', 'audio/amr', 'audio/amr-wb']);

function readersOf(type: RecordingType): Reader[] {
  const own = ownReader(type);
  const library: Reader = [mediabunnyVersion, (source) => readTracks(source, type)];
  return [...(own === null ? [] : [own]), ...(walkedByUs.has(type) ? [] : [library])];
}

/**
 * Everything that a recording says about itself. `source` is hostile: called in the media worker alone. The parsers are independent,
 * and one that fails does not take the other's findings with it; throws `UnreadableRecording` when all fail.
 */
export async function readRecording(source: PartSource, type: RecordingType): Promise<Metadata> {
  const tags: RawTag[] = [];
  const parsers: string[] = [];
  const failures: unknown[] = [];
  let recording: Recording | null = null;
  for (const [parser, read] of readersOf(type))
    try {
      const said = await read(source);
      tags.push(...said.tags);
      recording ??= said.recording ?? null;
      parsers.push(parser);
    } catch (cause) {
      failures.push(cause);
    }
  const credentials = await readRecordingCredentials(source, type).catch(() => null);
  if (parsers.length === 0) throw new UnreadableRecording('no parser could read it', { cause: failures });
  const said = {
    parsers,
    read: readColumn([...tags, ...(credentials?.tags ?? [])], groupOfRecordingTag),
    ...deriveRecording(byName(tags), recording, type),
  };
  return credentials === null ? said : withCredentials(said, credentials);
}
