import { isRawPictureType, mediaKind } from '../../../shared/model/media-kinds.ts';
import { isRecordingType } from './recording/recording-types.ts';
import { isPictureType } from './type.ts';

/**
 * How what a file says is read, by its type: `whole` with all of its bytes in memory, in `parts` that the parser asks for, not at
 * all because the format has nothing to say (`silent`), or not at all because Sanad doesn't know it (`unknown`).
 */
export type ReadingWay = 'whole' | 'parts' | 'silent' | 'unknown';

export function readingWay(type: string): ReadingWay {
  if (isPreviewed(type) || mediaKind(type) === 'document') return 'whole';
  if (isRecordingType(type)) return 'parts';
  // A zip says nothing of itself; its members do, where they are taken in.
  return mediaKind(type) === 'text' || type === 'application/zip' ? 'silent' : 'unknown';
}

/** Whether a preview is made of it. */
export const isPreviewed = (type: string): boolean => isPictureType(type) || isRawPictureType(type);
